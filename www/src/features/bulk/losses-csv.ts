// Failures and doubts as a table for spreadsheets: RFC 4180, in UTF-8 with a byte order mark, which Excel wants.
import type { UpdateAllDoubt, UpdateAllFailure } from 'minapp-users'

/** A line for each failure, then one for each range of doubt, its id as `from..to`. */
export function lossesAsCsv(failures: readonly UpdateAllFailure[], doubts: readonly UpdateAllDoubt[]): string {
  const rows = [
    ['id', 'code', 'message'],
    ...failures.map(({ id, code, message }) => [id, code ?? '', message]),
    ...doubts.map(({ from, to, users }) => [`${from}..${to}`, 'unknown', `${users} users: nobody knows whether they were changed`]),
  ]
  return `\uFEFF${rows.map((row) => `${row.map(cell).join(',')}\r\n`).join('')}`
}

function cell(value: string | number): string {
  if (typeof value === 'number') return String(value)
  // A spreadsheet would carry out what begins like a formula, and the message is the server's.
  const text = /^[=+\-@＝＋－＠\t\r\n\0]/.test(value) ? `'${value}` : value
  return /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
