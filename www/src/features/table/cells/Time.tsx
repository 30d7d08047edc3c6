// Points in time in the zone of whoever looks; the tooltip has the exact one.
import dayjs from 'dayjs'

const FORMAT = 'YYYY-MM-DD HH:mm:ss'

/** Unix seconds. */
export function Time({ seconds }: { seconds: number }) {
  const exact = new Date(seconds * 1000).toISOString()
  return (
    <time dateTime={exact} title={exact}>
      {dayjs(exact).format(FORMAT)}
    </time>
  )
}

// Written as a whole day, such as a birthday: in another zone it is still the same day.
const WHOLE_DAY = /^(\d{4}-\d\d-\d\d)T00:00(:00(\.0+)?)?(Z|[+-]\d\d:?\d\d)?$/

/** A text in ISO 8601. */
export function DateText({ text }: { text: string }) {
  return (
    <time dateTime={text} title={text}>
      {WHOLE_DAY.exec(text)?.[1] ?? dayjs(text).format(FORMAT)}
    </time>
  )
}
