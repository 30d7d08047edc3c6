// @ts-check
// Values as people read them, and their place in a table.

import width from 'string-width'

/** What would move the cursor, colour the screen or turn the text around. */
const INVISIBLE = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g

/**
 * The text without power over a terminal: anybody may choose a nickname.
 *
 * @param {string} text
 */
export const visible = (text) =>
  text.replace(INVISIBLE, (it) => (it === '\n' ? ' ' : `\\u${it.charCodeAt(0).toString(16).padStart(4, '0')}`))

/**
 * @param {string} field
 * @param {unknown} value
 */
export function cell(field, value) {
  if (value === undefined || value === null) return ''
  if ((field === 'created_at' || field === 'updated_at') && typeof value === 'number') return time(value)
  return visible(typeof value === 'string' ? value : JSON.stringify(value))
}

/** @param {number} seconds */
function time(seconds) {
  const date = new Date(seconds * 1000)
  return Number.isNaN(date.getTime()) ? String(seconds) : date.toISOString().replace('.000Z', 'Z')
}

/**
 * The text within `most` columns of a terminal.
 *
 * @param {string} text
 * @param {number} most
 */
export function cut(text, most) {
  if (width(text) <= most) return text
  let short = ''
  for (const character of text) {
    if (width(short + character) > most - 1) break
    short += character
  }
  return `${short}…`
}

/** @param {string} text @param {number} columns */
const padded = (text, columns) => text + ' '.repeat(Math.max(0, columns - width(text)))

/** What separates the columns. */
const GAP = '  '

/** The most that a cell takes on a terminal. */
const WIDEST = 32

/**
 * Rows under the names of their columns. On a terminal of `room` columns, long cells are cut, and the last columns left
 * out: `hidden` names them.
 *
 * @param {readonly string[]} names
 * @param {readonly Record<string, unknown>[]} rows
 * @param {number | undefined} room
 * @returns {{ lines: string[], hidden: string[] }}
 */
export function table(names, rows, room) {
  const columns = names.map((name) => {
    const cells = [name, ...rows.map((row) => cell(name, row[name]))]
    const shown = room === undefined ? cells : cells.map((text) => cut(text, WIDEST))
    return { name, shown, width: Math.max(...shown.map((text) => width(text))) }
  })
  let count = columns.length
  if (room !== undefined) {
    let sum = -GAP.length
    count = columns.findIndex((column, index) => (sum += GAP.length + column.width) > room && index > 0)
    if (count === -1) count = columns.length
  }
  const seen = columns.slice(0, count)
  const lines = [...Array(rows.length + 1).keys()].map((row) =>
    seen.map((column) => padded(column.shown[row] ?? '', column.width)).join(GAP).trimEnd())
  return { lines, hidden: columns.slice(count).map(({ name }) => name) }
}

/**
 * The members of an object, a line each.
 *
 * @param {object} object
 */
export function block(object) {
  const longest = Math.max(0, ...Object.keys(object).map((name) => width(name)))
  return Object.entries(object).map(([name, value]) => `${padded(name, longest)}${GAP}${cell(name, value)}`.trimEnd())
}

export { width }
