import { Typography } from 'antd'
import { useComplaint } from './useComplaint'
import type { Complained } from './complaint'
import './filter.css'

/** A text of one line with what is wrong underlined, and in words. */
export function Excerpt({ text, complaint }: { text: string; complaint: Complained }) {
  const { wordsWithPlace } = useComplaint()
  const { from, to } = complaint
  return (
    <>
      <div className="filter-excerpt" aria-hidden>
        {text.slice(0, from)}
        <mark>{text.slice(from, to) || '\u00a0'}</mark>
        {text.slice(to)}
      </div>
      <Typography.Text className="filter-wrong">{wordsWithPlace(text, complaint)}</Typography.Text>
    </>
  )
}
