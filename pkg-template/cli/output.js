// @ts-check
// Results to the standard output, everything else to the standard error output.

import { setImmediate } from 'node:timers/promises'
import { block, table } from './cells.js'

export class Output {
  /** What the standard output failed with. @type {NodeJS.ErrnoException | undefined} */
  error

  /** @param {boolean} isJson whether the standard output is one JSON document */
  constructor(isJson) {
    this.isJson = isJson
    process.stdout.on('error', (error) => void (this.error ??= error))
    // Nothing ends because nobody hears about it.
    process.stderr.on('error', () => {})
  }

  /** Waits until everything is written, or `error` tells why it is not. */
  async written() {
    await new Promise((done) => process.stdout.write('', done))
    // The stream tells its error after that.
    await setImmediate()
  }

  /** @param {string[]} lines */
  lines(lines) {
    process.stdout.write(lines.map((line) => `${line}\n`).join(''))
  }

  /**
   * The result: as it is, or in lines for people.
   *
   * @param {unknown} value
   * @param {() => string[]} lines
   */
  result(value, lines) {
    if (this.isJson) process.stdout.write(`${JSON.stringify(value)}\n`)
    else this.lines(lines())
  }

  /** @param {object} object */
  object(object) {
    this.result(object, () => block(object))
  }

  /** A line beside the result. @param {string} line */
  note(line) {
    process.stderr.write(`${line}\n`)
  }

  /**
   * The rows as a table of these columns, or of those that any row has a value in.
   *
   * @param {readonly Record<string, unknown>[]} rows
   * @param {readonly string[] | undefined} columns
   * @param {NodeJS.WriteStream} stream where it is going to be
   */
  table(rows, columns, stream = process.stdout) {
    // A terminal of no columns does not know how many it has.
    return table(columns ?? used(rows), rows, (stream.isTTY && stream.columns) || undefined)
  }
}

/** @param {readonly Record<string, unknown>[]} rows */
function used(rows) {
  const names = new Set(['id', 'nickname'])
  for (const row of rows) {
    for (const name of Object.keys(row)) names.add(name)
  }
  return [...names].filter((name) => name === 'id' || rows.some((row) => row[name] !== null && row[name] !== undefined))
}
