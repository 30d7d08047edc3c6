// A date and a time in the local zone: of built-in fields unix seconds, of custom ones a text in ISO 8601.
import { DatePicker } from 'antd'
import dayjs from 'dayjs'
import 'dayjs/locale/zh-cn'
import { useTranslation } from 'react-i18next'
import type { Kind } from '../../../../data/fields'
import type { Type } from '../operators'
import type { Entry } from '../tree'

/** Whether the value can be chosen in a calendar; a text that is no whole date stays a text. */
export function isMoment(kind: Kind, type: Type, entry: Entry): boolean {
  if (kind === 'time') return type === 'number' && (entry === undefined || /^\d{1,10}$/.test(entry))
  if (kind !== 'date' || type !== 'text') return false
  return entry === undefined || (/^\d{4}-\d\d-\d\dT/.test(entry) && dayjs(entry).isValid())
}

interface Props {
  kind: Kind
  entry: Entry
  status: '' | 'error'
  'aria-label': string
  'aria-describedby': string
  'aria-invalid': boolean
  onChange: (entry: Entry) => void
}

export function Moment({ kind, entry, onChange, ...common }: Props) {
  const { t } = useTranslation('filter')
  const isUnix = kind === 'time'
  const value = entry === undefined ? null : isUnix ? dayjs.unix(Number(entry)) : dayjs(entry)
  const zone = `UTC${(value ?? dayjs()).format('Z')}`
  return (
    <DatePicker
      {...common}
      showTime
      needConfirm={false}
      renderExtraFooter={() => t('builder.time', { zone })}
      value={value}
      onChange={(value) => onChange(value ? (isUnix ? String(value.unix()) : value.format()) : undefined)}
    />
  )
}
