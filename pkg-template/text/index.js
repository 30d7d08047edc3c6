// @ts-check
// Conditions as text. The module reads and writes; the client makes a `Where` of what it read.

import { InternalError, InvalidArgumentError, Where } from '../src/index.js'
import { formatWhere as format, initSync, parseWhere as parse } from '#wasm/text.js'
import compiled from '#wasm/text.module.js'

/**
 * @typedef {object} Mistake what the module says of a text that is wrong
 * @property {string} message
 * @property {number} line
 * @property {number} column
 * @property {number} start
 * @property {number} end
 * @property {string} excerpt
 */

export class WhereSyntaxError extends InvalidArgumentError {
  /** @param {Mistake} mistake */
  constructor({ message, line, column, start, end, excerpt }) {
    super(description('invalid_argument', message))
    this.line = line
    this.column = column
    this.start = start
    this.end = end
    this.excerpt = excerpt
  }
}
// Said by hand: a bundler may rename classes.
Object.defineProperty(WhereSyntaxError.prototype, 'name', { value: 'WhereSyntaxError', configurable: true, writable: true })

/** @param {unknown} text */
export function parseWhere(text) {
  if (typeof text !== 'string') {
    const got = text === null ? 'null' : Array.isArray(text) ? 'an array' : typeof text
    throw new InvalidArgumentError(description('invalid_argument', `where: expected a text, got ${got}`))
  }
  return Where.from(JSON.parse(call(() => parse(text))))
}

/** @param {unknown} where */
export function formatWhere(where) {
  const text = Where.from(where).toString()
  return call(() => format(text))
}

let isCompiled = false

/**
 * Calls the module, which is compiled on first use and never at import. It throws a text: what is wrong, as JSON. Anything else
 * that it throws is a defect.
 *
 * @param {() => string} action
 */
function call(action) {
  // Where WebAssembly is not allowed, the client says so.
  if (!isCompiled) Where.from({})
  try {
    if (!isCompiled) initSync({ module: compiled() })
    isCompiled = true
    return action()
  } catch (thrown) {
    if (typeof thrown === 'string') throw new WhereSyntaxError(JSON.parse(thrown))
    const reason = thrown instanceof Error ? thrown.message : String(thrown)
    throw new InternalError({ ...description('internal', `a defect of minapp-users: ${reason}`), cause: thrown })
  }
}

/**
 * @param {string} code
 * @param {string} message
 */
function description(code, message) {
  return { code, message, retryable: false, attempts: 0 }
}
