import { Typography } from 'antd'
import { useTranslation } from 'react-i18next'

interface Props {
  at: Date
  /** As it came; by default ISO 8601 in UTC. */
  raw?: string
}

/** A point in time: in the local zone as people write it, and exactly. */
export function Moment({ at, raw }: Props) {
  const { i18n } = useTranslation()
  if (Number.isNaN(at.getTime())) return <>{raw}</>
  const local = new Intl.DateTimeFormat(i18n.language, { dateStyle: 'medium', timeStyle: 'medium' }).format(at)
  return (
    <time dateTime={at.toISOString()}>
      {local} <Typography.Text type="secondary">{raw ?? at.toISOString()}</Typography.Text>
    </time>
  )
}
