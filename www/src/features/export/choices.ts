// What the operator chooses of an export, and what that means for the package.
import dayjs from 'dayjs'
import type { Where } from 'minapp-users'
import type { ExportPlan } from '../../data/export'

/** The fields of the form; some are for one format alone. */
export interface Choices {
  format: 'csv' | 'ndjson' | 'json'
  columns: 'all' | 'shown' | 'picked'
  /** In their order. */
  picked: readonly string[]
  /** As the table has it, or as users come, which is faster. */
  order: 'table' | 'any'
  times: 'iso' | 'unix'
  nested: 'json' | 'dotted'
  bom: boolean
  escapeFormulas: boolean
}

/** What the table shows, which is what an export begins with. */
export interface Shown {
  readonly where: Where | undefined
  readonly orderBy: string | undefined
  readonly columns: readonly string[] | undefined
}

/** The choices to begin with. */
export const choicesFor = ({ orderBy, columns }: Shown): Choices => ({
  format: 'csv',
  columns: columns ? 'shown' : 'all',
  picked: columns ?? ['id', 'nickname'],
  order: orderBy === undefined ? 'any' : 'table',
  times: 'iso',
  nested: 'json',
  bom: true,
  escapeFormulas: true,
})

/** The server's own order, where the table has no other. */
const NEWEST_FIRST = '-created_at'

/** The options of the package. */
export function planOf(choices: Choices, shown: Shown): ExportPlan {
  const { format, times, bom, escapeFormulas, nested } = choices
  const fields = { all: undefined, shown: shown.columns, picked: choices.picked }[choices.columns]
  const orderBy = choices.order === 'table' ? (shown.orderBy ?? NEWEST_FIRST) : undefined
  const common = { where: shown.where, fields, orderBy, times }
  if (format !== 'csv') return { ...common, format }
  // With the columns named, an object is JSON in its own.
  return { ...common, format, bom, escapeFormulas, nested: fields ? undefined : nested }
}

/** `users-2026-01-31.csv` */
export const fileName = ({ format }: Choices) => `users-${dayjs().format('YYYY-MM-DD')}.${format}`
