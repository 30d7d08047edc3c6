// An array: texts as tags where all items are texts, else JSON.
import { Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { JsonInput } from './JsonInput'

interface Props {
  label: string
  value: unknown
  onChange: (value: unknown) => void
}

export function ListInput({ label, value, onChange }: Props) {
  const { t } = useTranslation('change')
  const isTexts = value === undefined || (Array.isArray(value) && value.every((item) => typeof item === 'string'))
  if (!isTexts) return <JsonInput label={label} value={value} onChange={onChange} />
  return (
    <Select
      mode="tags"
      aria-label={label}
      style={{ width: '100%' }}
      placeholder={t('items')}
      open={false}
      suffixIcon={null}
      value={value as string[] | undefined}
      onChange={(items: string[]) => onChange(items.length > 0 ? items : undefined)}
    />
  )
}
