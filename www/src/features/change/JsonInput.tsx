// A value as JSON text: what is not JSON stays in the text and is told.
import { Input, Typography } from 'antd'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { FOUND, readJson } from './json'

interface Props {
  label: string
  id?: string
  /** Undefined while the text is not JSON. */
  value: unknown
  isInvalid: boolean
  /** What the text must hold; by default anything. */
  kind?: 'array'
  onChange: (value: unknown) => void
}

export function JsonInput({ label, id, value, isInvalid, kind, onChange }: Props) {
  const { t } = useTranslation('change')
  const [text, setText] = useState(() => (value === undefined ? '' : JSON.stringify(value, null, 2)))
  const hint = useId()
  const read = text.trim() === '' ? undefined : readJson(text, kind)
  const problem = read?.problem
  const told =
    problem === undefined ? undefined : problem in FOUND ? t(problem as keyof typeof FOUND) : t('notJson', { problem })
  return (
    <>
      <Input.TextArea
        {...(id !== undefined && { id })}
        aria-label={label}
        aria-describedby={hint}
        aria-invalid={isInvalid || problem !== undefined}
        status={isInvalid || problem !== undefined ? 'error' : ''}
        autoSize={{ minRows: 2, maxRows: 14 }}
        style={{ fontFamily: 'monospace' }}
        spellCheck={false}
        value={text}
        onChange={(event) => {
          setText(event.target.value)
          onChange(readJson(event.target.value, kind).value)
        }}
      />
      <Typography.Text id={hint} type={problem === undefined ? 'secondary' : 'danger'} role="status" style={{ fontSize: 12 }}>
        {told ?? 'JSON'}
      </Typography.Text>
    </>
  )
}
