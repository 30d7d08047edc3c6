// How a value is shown, by the kind of its field.
import type { ReactNode } from 'react'
import { type Kind, kindOf } from '../../../data/fields'
import { Gender } from './Gender'
import { Json } from './Json'
import { Nothing } from './Nothing'
import { Picture } from './Portrait'
import { Tags } from './Tags'
import { DateText, Time } from './Time'
import { YesOrNo } from './YesOrNo'

/** What shows a value of each kind; nothing for a value that is not of the kind after all. */
const CELLS: Record<Kind, (value: unknown) => ReactNode | undefined> = {
  array: (value) => (Array.isArray(value) ? <Tags items={value} /> : undefined),
  boolean: (value) => (typeof value === 'boolean' ? <YesOrNo value={value} /> : undefined),
  date: (value) => (typeof value === 'string' && !isNaN(Date.parse(value)) ? <DateText text={value} /> : undefined),
  gender: (value) => (value === 0 || value === 1 || value === 2 ? <Gender value={value} /> : undefined),
  geojson: (value) => (isObject(value) ? <Json value={value} /> : undefined),
  number: (value) => (typeof value === 'number' ? String(value) : undefined),
  object: (value) => (isObject(value) ? <Json value={value} /> : undefined),
  picture: (value) => (typeof value === 'string' ? <Picture address={value} /> : undefined),
  string: (value) => (typeof value === 'string' ? <Text text={value} /> : undefined),
  time: (value) => (typeof value === 'number' && isTime(value) ? <Time seconds={value} /> : undefined),
  unknown: () => undefined,
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null
// What a Date of JavaScript reaches.
const isTime = (seconds: number) => Math.abs(seconds) <= 8.64e12

/** A value in the table. One that its field's kind does not expect is shown as what it is. */
export function Cell({ kind, value }: { kind: Kind; value: unknown }) {
  if (value === undefined || value === null) return <Nothing what={value === null ? 'null' : 'missing'} />
  return CELLS[kind](value) ?? CELLS[kindOf(value)](value) ?? String(value)
}

function Text({ text }: { text: string }) {
  return text === '' ? <Nothing what="emptyText" /> : <span title={text}>{text}</span>
}
