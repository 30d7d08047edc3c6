// The known fields, and any other name that is typed.
import { Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFields } from '../../../data/fields'

interface Props {
  value: string | undefined
  onChange: (name: string) => void
  autoFocus: boolean
  isWrong: boolean
  describedBy: string
  className: string
}

export function FieldChooser({ value, onChange, autoFocus, isWrong, describedBy, className }: Props) {
  const { t } = useTranslation('filter')
  const fields = useFields()
  const [typed, setTyped] = useState('')
  const own = typed.trim()
  const isKnown = fields.some(({ name }) => name === own)
  const named = (isBuiltIn: boolean) =>
    fields.filter((field) => field.isBuiltIn === isBuiltIn).map(({ name }) => ({ value: name, label: name }))
  const groups = [
    { label: t('builder.fieldsCustom'), options: named(false) },
    { label: t('builder.fieldsBuiltIn'), options: named(true) },
    {
      label: t('builder.fieldOwnGroup'),
      options: own !== '' && !isKnown ? [{ value: own, label: t('builder.fieldOwn', { name: own }) }] : [],
    },
  ]
  return (
    <Select
      className={className}
      aria-label={t('builder.field')}
      aria-describedby={describedBy}
      aria-invalid={isWrong}
      status={isWrong ? 'error' : ''}
      autoFocus={autoFocus}
      placeholder={t('builder.field')}
      value={value}
      onChange={onChange}
      options={groups.filter(({ options }) => options.length > 0)}
      labelRender={({ value }) => value}
      popupMatchSelectWidth={false}
      showSearch={{
        onSearch: setTyped,
        optionFilterProp: 'value',
      }}
    />
  )
}
