import { Tag } from 'antd'
import { Fragment } from 'react'
import { Nothing } from './Nothing'

/** Shown before the others are only counted. */
const FIRST = 2

const textOf = (item: unknown) => (typeof item === 'string' ? item : JSON.stringify(item))

/** The items of an array: the first ones, and how many more there are; the tooltip has all. */
export function Tags({ items }: { items: readonly unknown[] }) {
  if (items.length === 0) return <Nothing what="emptyList" />
  const rest = items.length - FIRST
  return (
    <span className="users-tags" title={items.map(textOf).join('\n')}>
      {items.slice(0, FIRST).map((item, index) => (
        <Fragment key={index}>
          <Tag>{textOf(item)}</Tag>{' '}
        </Fragment>
      ))}
      {rest > 0 && <span className="users-more">+{rest}</span>}
    </span>
  )
}
