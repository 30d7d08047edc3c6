// Which file, which columns, in which order.
import { Alert, Checkbox, Form, type FormInstance, Radio, Typography } from 'antd'
import { formatWhere } from 'minapp-users/text'
import { useTranslation } from 'react-i18next'
import { isStreamed } from '../../data/file'
import { useTotal } from '../../data/users'
import { type Choices, choicesFor, type Shown } from './choices'
import { ColumnPicker } from './ColumnPicker'

/** For what has no label of its own. */
const BESIDE = { xs: 24, sm: { span: 19, offset: 5 } }

interface Props {
  form: FormInstance<Choices>
  shown: Shown
  onFinish: (choices: Choices) => void
}

export function ExportForm({ form, shown, onFinish }: Props) {
  const { t } = useTranslation('export')
  const initial = choicesFor(shown)
  const format = Form.useWatch('format', form) ?? initial.format
  const columns = Form.useWatch('columns', form) ?? initial.columns
  const isCsv = format === 'csv'
  return (
    <Form
      form={form}
      labelCol={{ xs: 24, sm: 5 }}
      labelAlign="left"
      labelWrap
      colon={false}
      requiredMark={false}
      initialValues={initial}
      onFinish={onFinish}
      className="export"
    >
      <Who shown={shown} />
      <Form.Item name="format" label={t('format')} extra={t(`about.${format}`)}>
        <Radio.Group optionType="button" buttonStyle="solid" options={choices(['csv', 'ndjson', 'json'], (name) => name.toUpperCase())} aria-label={t('format')} />
      </Form.Item>
      <Form.Item name="columns" label={isCsv ? t('columns.title') : t('columns.fields')} extra={columns === 'all' && isCsv ? t('twice') : undefined}>
        <Radio.Group
          aria-label={t('columns.title')}
          options={choices(shown.columns ? ['all', 'shown', 'picked'] : ['all', 'picked'], (name) => t(`columns.${name}`))}
        />
      </Form.Item>
      {columns === 'picked' && (
        <Form.Item name="picked" wrapperCol={BESIDE} rules={[{ type: 'array', min: 1, message: t('noColumn') }]}>
          <ColumnPicker />
        </Form.Item>
      )}
      <Form.Item name="order" label={t('order.title')}>
        <Radio.Group
          aria-label={t('order.title')}
          options={choices(['table', 'any'], (name) => (name === 'any' || shown.orderBy ? t(`order.${name}`) : t('order.newest')))}
        />
      </Form.Item>
      <Form.Item name="times" label={t('times.title')}>
        <Radio.Group aria-label={t('times.title')} options={choices(['iso', 'unix'], (name) => t(`times.${name}`))} />
      </Form.Item>
      {isCsv && columns === 'all' && (
        <Form.Item name="nested" label={t('nested.title')}>
          <Radio.Group aria-label={t('nested.title')} options={choices(['json', 'dotted'], (name) => t(`nested.${name}`))} />
        </Form.Item>
      )}
      {isCsv && (
        <>
          <Form.Item name="bom" valuePropName="checked" className="export-tight" wrapperCol={BESIDE}>
            <Checkbox>{t('bom')}</Checkbox>
          </Form.Item>
          <Form.Item name="escapeFormulas" valuePropName="checked" extra={t('escapeHelp')} wrapperCol={BESIDE}>
            <Checkbox>{t('escapeFormulas')}</Checkbox>
          </Form.Item>
        </>
      )}
      {!isStreamed() && <Alert type="warning" showIcon title={t('inMemory')} />}
    </Form>
  )
}

/** Options of a group of radios. */
function choices<const Name extends string>(names: readonly Name[], label: (name: NoInfer<Name>) => string) {
  return names.map((value) => ({ value, label: label(value) }))
}

/** Whom the file will hold. */
function Who({ shown: { where } }: { shown: Shown }) {
  const { t, i18n } = useTranslation('export')
  const { data: total } = useTotal(where, true)
  return (
    <p role="status" style={{ overflowWrap: 'anywhere' }}>
      {total === undefined ? t('who') : t('whoCounted', { count: total, number: total.toLocaleString(i18n.language) })}{' '}
      {where ? <Typography.Text code>{formatWhere(where)}</Typography.Text> : t('everyone')}
    </p>
  )
}
