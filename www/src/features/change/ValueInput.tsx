// A control for a value of a kind.
import { DatePicker, Input, InputNumber, Radio, Segmented, Space } from 'antd'
import dayjs from 'dayjs'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Kind, kindOf } from '../../data/fields'
import { JsonInput } from './JsonInput'
import { ListInput } from './ListInput'

interface Props {
  kind: Kind
  /** Undefined while there is none yet. */
  value: unknown
  onChange: (value: unknown) => void
  /** The accessible name. */
  label: string
  id?: string
}

export function ValueInput(props: Props) {
  const { kind, value, onChange, label, id } = props
  const { t } = useTranslation('change')
  switch (kind) {
    case 'number':
      return (
        <InputNumber
          {...(id !== undefined && { id })}
          aria-label={label}
          style={{ width: '100%' }}
          value={typeof value === 'number' ? value : null}
          onChange={(next) => onChange(next ?? undefined)}
        />
      )
    case 'boolean':
      return (
        <Radio.Group
          aria-label={label}
          optionType="button"
          value={value}
          onChange={(event) => onChange(event.target.value)}
          options={[
            { value: true, label: t('yes') },
            { value: false, label: t('no') },
          ]}
        />
      )
    case 'date':
      return (
        <DatePicker
          {...(id !== undefined && { id })}
          aria-label={label}
          showTime
          style={{ width: '100%' }}
          value={typeof value === 'string' ? dayjs(value) : null}
          onChange={(next) => onChange(next ? next.format('YYYY-MM-DDTHH:mm:ssZ') : undefined)}
        />
      )
    case 'array':
      return <ListInput label={label} value={value} onChange={onChange} />
    case 'object':
    case 'geojson':
      return <JsonInput label={label} value={value} onChange={onChange} />
    case 'unknown':
      return <OfAnyKind {...props} />
    default:
      return (
        <Input.TextArea
          {...(id !== undefined && { id })}
          aria-label={label}
          autoSize={{ minRows: 1, maxRows: 8 }}
          value={typeof value === 'string' ? value : ''}
          onChange={(event) => onChange(event.target.value)}
        />
      )
  }
}

const CHOICES = ['string', 'number', 'boolean', 'date', 'array', 'object'] as const

/** For a field that nobody read so far has: the operator says what it holds. */
function OfAnyKind({ value, onChange, ...rest }: Props) {
  const { t } = useTranslation('change')
  const [kind, setKind] = useState<Kind>(value === undefined ? 'string' : kindOf(value))
  return (
    <Space orientation="vertical" style={{ width: '100%' }}>
      <Segmented
        size="small"
        aria-label={t('kind')}
        value={kind}
        options={CHOICES.map((choice) => ({ value: choice, label: t(`kinds.${choice}`) }))}
        onChange={(next) => {
          setKind(next)
          onChange(undefined)
        }}
      />
      <ValueInput {...rest} kind={kind} value={value} onChange={onChange} />
    </Space>
  )
}
