// A value as JSON text: what is not JSON stays in the text and is told.
import { Flex, Input, Typography } from 'antd'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'

interface Props {
  label: string
  /** Undefined while the text is not JSON. */
  value: unknown
  onChange: (value: unknown) => void
}

export function JsonInput({ label, value, onChange }: Props) {
  const { t } = useTranslation('change')
  const [text, setText] = useState(() => (value === undefined ? '' : JSON.stringify(value, null, 2)))
  const hint = useId()
  const problem = text.trim() === '' ? undefined : problemOf(text)
  return (
    <Flex vertical>
      <Input.TextArea
        aria-label={label}
        aria-describedby={hint}
        aria-invalid={problem !== undefined}
        status={problem === undefined ? '' : 'error'}
        autoSize={{ minRows: 2, maxRows: 12 }}
        style={{ fontFamily: 'monospace' }}
        spellCheck={false}
        value={text}
        onChange={(event) => {
          setText(event.target.value)
          onChange(parsed(event.target.value))
        }}
      />
      <Typography.Text id={hint} type={problem === undefined ? 'secondary' : 'danger'} role="status">
        {problem === undefined ? 'JSON' : t('notJson', { problem })}
      </Typography.Text>
    </Flex>
  )
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}

function problemOf(text: string): string | undefined {
  try {
    JSON.parse(text)
    return undefined
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}
