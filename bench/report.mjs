// What a run found, as a table for a terminal and as Markdown.

/**
 * @typedef {object} Result of a case in an environment
 * @property {string} name
 * @property {string} what
 * @property {string} environment `Node`, `Chromium` or ``
 * @property {import('./cases/index.mjs').Figure[]} [figures]
 * @property {{ subject: string, wallMs: number, cpuMs: number | null }[]} [times] medians
 * @property {string} [error] why there are no figures
 *
 * @typedef {object} Report
 * @property {string[]} machine
 * @property {boolean} quick
 * @property {Result[]} results
 */

/** @param {{ value: number, goal?: { atMost?: number, atLeast?: number } }} figure @returns {boolean | undefined} undefined without a goal */
export function isMet({ value, goal }) {
  if (!goal) return undefined
  return value <= (goal.atMost ?? Infinity) && value >= (goal.atLeast ?? -Infinity)
}

/** Three digits that count, and all before the point. @param {number} number */
export function shown(number) {
  const digits = Math.abs(number) >= 100 ? 0 : Math.abs(number) >= 10 ? 1 : 2
  // Adding 0 makes 0 of -0.
  return (Number(number.toFixed(digits)) + 0).toLocaleString('en-US', { minimumFractionDigits: Number.isInteger(number) ? 0 : digits })
}

/** @param {{ value: number, low?: number, high?: number, unit: string }} figure */
function valueOf({ value, low, high, unit }) {
  const middle = low === undefined || high === undefined ? '' : ` (${shown(low)} to ${shown(high)})`
  return `${shown(value)}${unit && ` ${unit}`}${middle}`
}

function goalOf({ goal, unit }) {
  if (!goal) return ''
  const bound = goal.atMost === undefined ? `≥ ${shown(goal.atLeast ?? NaN)}` : `≤ ${shown(goal.atMost)}`
  return `${bound}${unit && ` ${unit}`}`
}

const verdicts = new Map([[undefined, ''], [true, 'met'], [false, 'missed']])

/** @param {Report} report */
const figureRows = ({ results }) =>
  results.flatMap(({ name, environment, figures = [], error }) =>
    error === undefined
      ? figures.map((figure) => [name, environment, figure.what, valueOf(figure), goalOf(figure), verdicts.get(isMet(figure)) ?? ''])
      : [[name, environment, `failed: ${error.split('\n')[0]}`, '', '', 'FAILED']],
  )

/** @param {Report} report */
const timeRows = ({ results }) =>
  results.flatMap(({ name, environment, times = [] }) =>
    times.map(({ subject, wallMs, cpuMs }) => [name, environment, subject, milliseconds(wallMs), cpuMs === null ? '' : milliseconds(cpuMs)]),
  )

const milliseconds = (ms) => (ms < 1 ? `${shown(ms * 1000)} µs` : `${shown(ms)} ms`)

const FIGURES = ['case', 'in', 'figure', 'median (middle half)', 'goal', '']
const TIMES = ['case', 'in', 'subject', 'time of a call', 'CPU time']

/** What was found, and where something was timed, how long it took. @param {Report} report */
const tables = (report) =>
  [
    [FIGURES, ...figureRows(report)],
    [TIMES, ...timeRows(report)],
  ].filter((rows) => rows.length > 1)

/** @param {Report} report */
export function terminal(report) {
  return tables(report).map(aligned).join('\n\n')
}

/** @param {Report} report */
export function markdown(report) {
  const facts = [...report.machine, ...(report.quick ? ['a quick run: too short to conclude anything from'] : [])]
  const cases = new Map(report.results.map(({ name, what }) => [name, what]))
  return `${[
    facts.map((fact) => `- ${fact}`).join('\n'),
    ...tables(report).map(table),
    [...cases].map(([name, what]) => `- \`${name}\`: ${what}`).join('\n'),
  ].join('\n\n')}\n`
}

/** @param {string[][]} rows */
function aligned(rows) {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)))
  return rows.map((row) => row.map((cell, column) => cell.padEnd(widths[column])).join('  ').trimEnd()).join('\n')
}

/** @param {string[][]} rows */
function table([head, ...rows]) {
  const line = (cells) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n')
}
