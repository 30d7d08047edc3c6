// A value as JSON text: what is not JSON stays in the text and is told.
import { Input, Typography } from 'antd'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'

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
  const read = text.trim() === '' ? undefined : parse(text)
  const problem =
    read?.problem !== undefined
      ? t('notJson', { problem: read.problem })
      : read && kind === 'array' && !Array.isArray(read.value)
        ? t('notList')
        : undefined
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
          const next = parse(event.target.value).value
          setText(event.target.value)
          onChange(kind === 'array' && !Array.isArray(next) ? undefined : next)
        }}
      />
      <Typography.Text id={hint} type={problem === undefined ? 'secondary' : 'danger'} role="status" style={{ fontSize: 12 }}>
        {problem ?? 'JSON'}
      </Typography.Text>
    </>
  )
}

function parse(text: string): { value?: unknown; problem?: string } {
  try {
    return { value: JSON.parse(text) as unknown }
  } catch (error) {
    return { problem: error instanceof Error ? error.message : String(error) }
  }
}
