// A number as it is typed: one that would become another is told instead of sent.
import { InputNumber, Typography } from 'antd'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'

interface Props {
  label: string
  id?: string
  /** Undefined while there is none yet. */
  value: unknown
  isInvalid: boolean
  onChange: (value: number | undefined) => void
}

export function NumberInput({ label, id, value, isInvalid, onChange }: Props) {
  const { t } = useTranslation('change')
  const [text, setText] = useState(() => (typeof value === 'number' ? String(value) : null))
  const hint = useId()
  const isInexact = text !== null && numberIn(text) === undefined
  return (
    <>
      <InputNumber
        // Texts: of a number, the digits beyond 2^53 would be gone already.
        stringMode
        {...(id !== undefined && { id })}
        aria-label={label}
        aria-describedby={hint}
        aria-invalid={isInvalid || isInexact}
        status={isInvalid || isInexact ? 'error' : ''}
        style={{ width: '100%' }}
        value={text}
        onChange={(next) => {
          setText(next)
          onChange(next === null ? undefined : numberIn(next))
        }}
      />
      <Typography.Text id={hint} type="danger" role="status">
        {isInexact && t('inexact')}
      </Typography.Text>
    </>
  )
}

function numberIn(text: string): number | undefined {
  const number = Number(text)
  if (text.trim() === '' || !Number.isFinite(number)) return undefined
  return Number.isInteger(number) && !Number.isSafeInteger(number) ? undefined : number
}
