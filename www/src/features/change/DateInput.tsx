// A date in ISO 8601: picked in the local zone, or as text, which may only look like one.
import { Button, DatePicker, Flex, Input, Typography } from 'antd'
import dayjs from 'dayjs'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'

interface Props {
  label: string
  id?: string
  /** Undefined while there is none yet. */
  value: unknown
  isInvalid: boolean
  onChange: (value: string | undefined) => void
}

export function DateInput({ label, id, value, isInvalid, onChange }: Props) {
  const { t } = useTranslation('change')
  const text = typeof value === 'string' ? value : ''
  const [isText, setText] = useState(() => text !== '' && !dayjs(text).isValid())
  const control = {
    ...(id !== undefined && { id }),
    'aria-label': label,
    'aria-invalid': isInvalid,
    status: isInvalid ? ('error' as const) : ('' as const),
    style: { width: '100%' },
  }
  if (isText) return <Input {...control} value={text} onChange={(event) => onChange(event.target.value)} />
  return (
    <>
      <DatePicker
        {...control}
        showTime
        value={text === '' ? null : dayjs(text)}
        onChange={(next) => onChange(next ? next.format('YYYY-MM-DDTHH:mm:ssZ') : undefined)}
      />
      <Flex gap="small" align="baseline" justify="space-between" wrap style={{ width: '100%' }}>
        <Button type="link" size="small" style={{ padding: 0 }} onClick={() => setText(true)}>
          {t('asText')}
        </Button>
        <Typography.Text type="secondary" style={{ fontSize: 12 }}>
          {text}
        </Typography.Text>
      </Flex>
    </>
  )
}
