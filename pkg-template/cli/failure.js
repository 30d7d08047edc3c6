// @ts-check
// What ends a command early: a failure of the command line's own, or an error of the library.

import { EXIT } from './exit-codes.js'
import { visible } from './cells.js'

/** @typedef {import('./language.js').Key} Key */
/** @typedef {import('./language.js').Say} Say */

/** A failure that the command line itself has a sentence for. */
export class Failure extends Error {
  /**
   * @param {'usage' | 'no_token' | 'file' | 'stopped'} code
   * @param {number} exitCode
   * @param {Key} key
   * @param {Record<string, string | number>} [parts]
   */
  constructor(code, exitCode, key, parts) {
    super(key)
    this.code = code
    this.exitCode = exitCode
    this.key = key
    this.parts = parts
  }
}

/**
 * The command line is wrong.
 *
 * @param {Key} key
 * @param {Record<string, string | number>} [parts]
 */
export const usage = (key, parts) => new Failure('usage', EXIT.usage, key, parts)

/**
 * A file could not be read or written.
 *
 * @param {string} file
 * @param {unknown} error
 */
export const fileFailure = (file, error) =>
  new Failure('file', EXIT.failed, 'fileFailed', { file, reason: error instanceof Error ? error.message : String(error) })

/** @typedef {import('../types/update-all.js').UpdateAllCounts} Counts of a job that the failure ended */

/** A failure with what is to be told beside it. */
export class Told extends Error {
  /**
   * @param {unknown} error
   * @param {{ option?: string, outcome?: 'unknown', report?: Counts, lines?: string[] }} more
   */
  constructor(error, more) {
    super('told', { cause: error })
    this.error = error
    this.more = more
  }
}

/**
 * @typedef {object} Known what there may be on an error of the library
 * @property {string} code
 * @property {string} message
 * @property {number} [status]
 * @property {string} [requestId]
 * @property {number} [retryAfterMs]
 * @property {number} [line] of a text, as are the next ones
 * @property {number} [column]
 * @property {number} [start]
 * @property {number} [end]
 * @property {string} [excerpt]
 * @property {'not_applied' | 'unknown'} [outcome]
 */

/** @param {Known} error */
function exitCodeOf({ code, outcome }) {
  if (outcome === 'unknown') return EXIT.unsure
  if (code === 'invalid_argument') return EXIT.usage
  return ['unauthorized', 'payment_required', 'forbidden', 'token'].includes(code) ? EXIT.access : EXIT.failed
}

/** @param {unknown} error */
const isKnown = (error) => error instanceof Error && `code_${/** @type {any} */ (error).code}` in NAMES

/** The sentence for each code of the library. */
const NAMES = /** @type {const} */ ({
  code_bad_request: 1,
  code_unauthorized: 1,
  code_payment_required: 1,
  code_forbidden: 1,
  code_not_found: 1,
  code_rate_limited: 1,
  code_server_error: 1,
  code_unexpected_status: 1,
  code_connection: 1,
  code_timeout: 1,
  code_token: 1,
  code_invalid_answer: 1,
  code_invalid_argument: 1,
  code_too_many_matches: 1,
  code_internal: 1,
})

/** Who stops a job knows that it is not done. @type {number[]} */
const STOPS = [EXIT.stopped, EXIT.terminated]

/**
 * A failure as JSON and as lines for people, with what the process ends with.
 *
 * @param {unknown} thrown
 * @param {Say} say
 * @param {(name: string) => string | undefined} optionOf the option behind an argument of the library
 */
export function told(thrown, say, optionOf) {
  const { error, more } = thrown instanceof Told ? thrown : { error: thrown, more: {} }
  const { report } = more
  const { json, lines, exitCode: ownCode } = described(error, say, optionOf, more)
  const isUnsure = report !== undefined && report.failed + report.unknown > 0 && !STOPS.includes(ownCode)
  const exitCode = isUnsure ? EXIT.unsure : ownCode
  return {
    exitCode,
    json: { error: { outcome: more.outcome, ...json, exit_code: exitCode }, ...(report === undefined ? {} : { report }) },
    lines: [...lines, ...(more.lines ?? [])],
  }
}

/**
 * @param {unknown} error
 * @param {Say} say
 * @param {(name: string) => string | undefined} optionOf
 * @param {{ option?: string, report?: Counts }} more
 */
function described(error, say, optionOf, { option, report }) {
  if (error instanceof Failure) {
    const message = say(error.key, error.parts)
    const lines = [say('error', { message: visible(message) })]
    return { json: { code: error.code, message }, lines, exitCode: error.exitCode }
  }
  if (!isKnown(error)) {
    const message = error instanceof Error ? error.message : String(error)
    const lines = [say('error', { message: say('code_internal') }), `  ${visible(message)}`]
    return { json: { code: 'internal', message }, lines, exitCode: EXIT.failed }
  }
  const known = /** @type {Known} */ (error)
  const { code, message, status, requestId: request_id, retryAfterMs: retry_after_ms } = known
  // That of one request is not that of a job: its report tells more.
  const outcome = report && known.outcome === 'not_applied' ? undefined : known.outcome
  const { line, column, start, end, excerpt } = known
  const named = option ?? (code === 'invalid_argument' ? optionOf(message) : undefined)
  const sentence = say(/** @type {Key} */ (`code_${code}`))
  const lines = [say('error', { message: named ? say('inOption', { option: named, message: sentence }) : sentence })]
  // The text, and `^` below what is wrong with it.
  if (excerpt !== undefined) lines.push(...excerpt.split('\n').map((line) => `  ${visible(line)}`))
  lines.push(`  ${visible(message)}`)
  if (request_id) lines.push(`  ${say('requestId', { id: visible(request_id) })}`)
  if (outcome) lines.push(`  ${say(outcome === 'unknown' ? 'outcomeUnknown' : 'outcomeNotApplied')}`)
  const json = { code, message, option: named, status, outcome, request_id, retry_after_ms, line, column, start, end }
  return { json, lines, exitCode: exitCodeOf(known) }
}
