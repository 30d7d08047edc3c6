// Where each user is marked as changed, so that nobody is changed twice.
import { Alert, AutoComplete, Flex, Input, InputNumber, Switch, Typography, theme } from 'antd'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { useField, useFields } from '../../data/fields'
import type { Change } from '../change/change'
import { addsUp, type MarkerDraft, markerFields, markerValue } from './draft'

interface Props {
  marker: MarkerDraft
  changes: readonly Change[]
  onChange: (marker: MarkerDraft) => void
}

export function MarkerForm({ marker, changes, onChange }: Props) {
  const { t } = useTranslation('bulk')
  const { token } = theme.useToken()
  const label = useId()
  return (
    <Flex
      vertical
      gap="small"
      role="group"
      aria-label={t('marker.title')}
      style={{ padding: token.padding, border: `1px solid ${token.colorBorderSecondary}`, borderRadius: token.borderRadius }}
    >
      <Flex gap="small" align="center">
        <Switch
          aria-labelledby={label}
          checked={marker.isOn}
          onChange={(isOn) => onChange({ ...marker, isOn })}
        />
        <strong id={label}>{t('marker.switch')}</strong>
      </Flex>
      {marker.isOn ? (
        <On marker={marker} changes={changes} onChange={onChange} />
      ) : (
        <Alert
          type={addsUp(changes) ? 'error' : 'warning'}
          showIcon role="status"
          title={t('marker.offTitle')}
          description={addsUp(changes) ? t('marker.offTwice') : t('marker.off')}
        />
      )}
    </Flex>
  )
}

function On({ marker, changes, onChange }: Props) {
  const { t } = useTranslation('bulk')
  const fields = useFields()
  const { kind } = useField(marker.field)
  const [fieldId, fieldHint, valueId, valueHint] = [useId(), useId(), useId(), useId()]
  const free = markerFields(fields).filter(({ name }) => !changes.some(({ field }) => field === name))
  const setValue = (value: string | number | null) => onChange({ ...marker, value: value ?? undefined })
  return (
    <>
      <span>{t('marker.about')}</span>
      <label htmlFor={fieldId}>{t('marker.field')}</label>
      <AutoComplete
        id={fieldId}
        aria-describedby={fieldHint}
        value={marker.field}
        options={free.map(({ name }) => ({ value: name }))}
        showSearch={{ filterOption: (typed, option) => option?.value.includes(typed) ?? false }}
        onChange={(field) => {
          const value = markerValue(field, fields)
          // What was typed stays, as long as the field can hold it.
          onChange({ ...marker, field, value: typeof value === typeof marker.value ? marker.value : value })
        }}
      />
      <Typography.Text type="secondary" id={fieldHint}>
        {t('marker.fieldHint')}
      </Typography.Text>
      <label htmlFor={valueId}>{t('marker.value')}</label>
      {kind === 'number' ? (
        <InputNumber
          id={valueId}
          aria-describedby={valueHint}
          style={{ width: '100%' }}
          value={typeof marker.value === 'number' ? marker.value : null}
          onChange={setValue}
        />
      ) : (
        <Input
          id={valueId}
          aria-describedby={valueHint}
          value={marker.value}
          onChange={(event) => setValue(event.target.value)}
        />
      )}
      <Typography.Text type="secondary" id={valueHint}>
        {t('marker.valueHint')}
      </Typography.Text>
    </>
  )
}
