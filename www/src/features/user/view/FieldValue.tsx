// A value of a field, to be read.
import { Tag, Typography } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { type Kind, kindOf } from '../../../data/fields'
import { DateText, Time } from '../../table/cells/Time'

interface Props {
  value: unknown
  /** What the field holds; by default what the value shows. */
  kind?: Kind
}

const GENDERS = ['unknown', 'male', 'female'] as const

export function FieldValue({ value, kind }: Props) {
  const { t } = useTranslation('user')
  if (value === null || value === undefined) {
    return (
      <Typography.Text type="secondary">
        <span aria-hidden>—</span>
        <span className="unseen">{t('noValue')}</span>
      </Typography.Text>
    )
  }
  if (kind === 'time' && typeof value === 'number') return <Moment seconds={value} />
  const gender = kind === 'gender' && typeof value === 'number' ? GENDERS[value] : undefined
  if (gender !== undefined) return `${t(`genders.${gender}`)} (${String(value)})`
  switch (typeof value) {
    case 'boolean':
      return value ? t('yes') : t('no')
    case 'string':
      return <TextValue value={value} />
    case 'object':
      return <Structure value={value} />
    default:
      return String(value)
  }
}

function Moment({ seconds }: { seconds: number }) {
  const at = new Date(seconds * 1000)
  // Milliseconds taken for seconds lead to a year that no calendar has.
  return Number.isNaN(at.getTime()) ? String(seconds) : <Exactly text={at.toISOString()} local={<Time seconds={seconds} />} />
}

/** A point in time as people here write it, and as it came. */
function Exactly({ local, text }: { local: ReactNode; text: string }) {
  return (
    <>
      {local} <Typography.Text type="secondary">{text}</Typography.Text>
    </>
  )
}

function TextValue({ value }: { value: string }) {
  const { t } = useTranslation('user')
  if (value === '') return <Typography.Text type="secondary">{t('emptyText')}</Typography.Text>
  if (kindOf(value) === 'date') return <Exactly text={value} local={<DateText text={value} />} />
  return <span style={{ overflowWrap: 'anywhere', whiteSpace: 'pre-wrap' }}>{value}</span>
}

function Structure({ value }: { value: object }) {
  const { t } = useTranslation('user')
  if (Array.isArray(value)) {
    if (value.length === 0) return <Typography.Text type="secondary">{t('emptyList')}</Typography.Text>
    if (value.every((item) => ['string', 'number', 'boolean'].includes(typeof item))) {
      return value.map((item, at) => (
        // Items may be there twice, and stand where they stand.
        <Tag key={at} style={{ whiteSpace: 'normal', overflowWrap: 'anywhere' }}>
          {String(item)}
        </Tag>
      ))
    }
  }
  return (
    <Typography.Text code style={{ overflowWrap: 'anywhere', whiteSpace: 'pre-wrap' }}>
      {JSON.stringify(value)}
    </Typography.Text>
  )
}
