// @ts-check
import { existsSync } from 'node:fs'
import { extname } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { connect } from './client.js'
import { condition } from './condition.js'
import { usage } from './failure.js'
import { Progress } from './progress.js'
import { names, numeric } from './values.js'
import { WholeFile, destination } from './whole-file.js'

/** The standard output, in the place of a file's name. */
const STDOUT = '-'

/**
 * @param {import('commander').Command} program
 * @param {import('./run.js').Session} session
 */
export function exportTo(program, session) {
  const { say, output, stop } = session
  program
    .command('export')
    .description(say('aboutExport'))
    .option('--format <format>', say('optFormat'))
    .option('--out <file>', say('optOut'), STDOUT)
    .option('--force', say('optForce'))
    .option('--where <condition>', say('optWhere'))
    .option('--fields <fields>', say('optFields'), names)
    .option('--order-by <fields>', say('optOrderBy'), names)
    .option('--nested <how>', say('optNested'))
    .option('--times <how>', say('optTimes'))
    .option('--bom', say('optBom'))
    .option('--raw-formulas', say('optRawFormulas'))
    .option('--page-size <number>', say('optPageSize'), numeric)
    .option('--concurrency <number>', say('optExportConcurrency'), numeric)
    .addHelpText('after', () => `\n${say('helpExport')}`)
    .action(async (_, command) => {
      const given = command.optsWithGlobals()
      const { out, force, fields, orderBy, nested, times, bom, pageSize, concurrency } = given
      const format = given.format ?? formatOf(out)
      if (output.isJson && out === STDOUT) throw usage('jsonNeedsOut')
      refuseToReplace(out, force)
      const where = await condition(given.where)
      const users = await connect(session, given)
      const { exportUsers } = await import('../export/index.js')
      const watch = new Watch(say, out === STDOUT && Boolean(process.stdout.isTTY))
      const escapeFormulas = given.rawFormulas ? false : undefined
      const options = { format, where, fields, orderBy, nested, times, bom, escapeFormulas, pageSize, concurrency }
      const stream = exportUsers(users, /** @type {any} */ ({ ...options, signal: stop.signal, onProgress: watch.see }))
      try {
        await save(/** @type {any} */ (stream), out, force)
      } finally {
        watch.stop()
      }
      if (out === STDOUT) return
      const report = { file: out, format, users: watch.read, bytes: watch.bytes }
      output.result(report, () => [say('exported', report)])
    })
}

/**
 * What the name of the file says.
 *
 * @param {string} out
 */
function formatOf(out) {
  const format = extname(out).slice(1).toLowerCase()
  if (['csv', 'ndjson', 'json'].includes(format)) return format
  throw usage('formatNeeded')
}

/** @param {string} out @param {boolean | undefined} force */
function refuseToReplace(out, force) {
  if (out === STDOUT) return
  if (!force && existsSync(out)) throw usage('fileExists', { file: out })
  destination(out)
}

/**
 * Writes beside the file, which is there only when it is whole.
 *
 * @param {import('node:stream/web').ReadableStream} stream
 * @param {string} out
 * @param {boolean | undefined} force
 */
async function save(stream, out, force) {
  if (out === STDOUT) return pipeline(Readable.fromWeb(stream), process.stdout, { end: false })
  const file = new WholeFile(out)
  try {
    for await (const bytes of stream) file.write(bytes)
    refuseToReplace(out, force)
    file.finish()
  } catch (error) {
    file.discard()
    throw error
  }
}

/** What is known of an export that is being written. */
class Watch {
  read = 0
  bytes = 0
  #say
  #isQuiet
  /** @type {Progress | undefined} */
  #progress
  #phase = ''

  /** @param {import('./language.js').Say} say @param {boolean} isQuiet whether a bar would stand among the rows */
  constructor(say, isQuiet) {
    this.#say = say
    this.#isQuiet = isQuiet
  }

  /** @param {{ phase: string, read: number, total: number | undefined, bytes: number }} progress */
  see = ({ phase, read, total, bytes }) => {
    if (phase === 'rows') this.read = read
    this.bytes = bytes
    if (this.#isQuiet) return
    if (phase !== this.#phase) this.stop()
    this.#phase = phase
    this.#progress ??= new Progress(this.#say, 0)
    this.#progress.show(read, total ?? read)
  }

  stop() {
    this.#progress?.stop()
    this.#progress = undefined
  }
}
