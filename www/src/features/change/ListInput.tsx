// An array: texts as tags where all items are texts, else JSON.
import { Button, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { JsonInput } from './JsonInput'

interface Props {
  label: string
  id?: string
  value: unknown
  isInvalid: boolean
  /** A list that the field has: what is typed is of its kind. */
  like: unknown
  /** Items to choose from, where they are a list of texts. */
  choices: unknown
  onChange: (value: unknown) => void
}

export function ListInput({ like, choices, ...control }: Props) {
  const { t } = useTranslation('change')
  const { label, id, value, isInvalid, onChange } = control
  const [isJson, setJson] = useState(() => (value === undefined ? !areTexts(like ?? []) : !areTags(value)))
  if (isJson) return <JsonInput {...control} kind="array" />
  const options = areTexts(choices) ? [...new Set(choices)].map((choice) => ({ value: choice })) : []
  return (
    <>
      <Select
        mode="tags"
        {...(id !== undefined && { id })}
        aria-label={label}
        status={isInvalid ? 'error' : ''}
        style={{ width: '100%' }}
        placeholder={t('items')}
        options={options}
        {...(options.length === 0 && { open: false, suffixIcon: null })}
        value={areTags(value) ? value : []}
        onChange={(items: string[]) => onChange(items)}
      />
      <Button type="link" size="small" style={{ padding: 0 }} onClick={() => setJson(true)}>
        {t('asJson')}
      </Button>
    </>
  )
}

const areTexts = (value: unknown): value is string[] => Array.isArray(value) && value.every((item) => typeof item === 'string')

/** Texts, none twice: tags show nothing else. */
const areTags = (value: unknown): value is string[] => areTexts(value) && new Set(value).size === value.length
