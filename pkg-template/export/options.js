// @ts-check
// What a caller asks for, checked before anything is sent. The client checks what is handed on to it.

import { InvalidArgumentError } from '../src/index.js'

/**
 * @typedef {import('./export.js').User} User
 *
 * @typedef {object} Progress
 * @property {'columns' | 'rows'} phase
 * @property {number} read
 * @property {number | undefined} total
 * @property {number} bytes
 *
 * @typedef {object} Plan
 * @property {'csv' | 'ndjson' | 'json'} format
 * @property {string[] | undefined} fields
 * @property {'json' | 'dotted'} nested
 * @property {'unix' | 'iso'} times
 * @property {boolean} escapeFormulas
 * @property {boolean} bom
 * @property {((progress: Progress) => void) | undefined} onProgress
 * @property {() => AsyncIterator<User[]>} rows begins to read whom the file holds, in the order that was asked for
 * @property {() => AsyncIterator<User[]>} everyone begins to read them in the fastest order
 * @property {(signal: AbortSignal) => Promise<number>} count
 */

const FORMATS = /** @type {const} */ (['csv', 'ndjson', 'json'])
const NESTED = /** @type {const} */ (['json', 'dotted'])
const TIMES = /** @type {const} */ (['unix', 'iso'])

const OPTIONS = [
  'where',
  'format',
  'fields',
  'orderBy',
  'concurrency',
  'pageSize',
  'times',
  'nested',
  'bom',
  'escapeFormulas',
  'onProgress',
  'signal',
  'timeoutMs',
  'retry',
]

/**
 * @param {unknown} users
 * @param {unknown} options
 * @param {unknown[]} surplus
 * @returns {Plan}
 */
export function planOf(users, options, surplus) {
  const client = clientOf(users)
  const given = optionsOf(options)
  if (surplus.some((argument) => argument !== undefined)) throw refused(`exportUsers: takes no further argument, got ${described(surplus[0])}`)
  const fields = fieldsOf(given.fields)
  const isCsv = given.format === 'csv'
  const plan = {
    fields,
    times: choice('times', given.times, TIMES) ?? 'unix',
    nested: choice('nested', given.nested, NESTED) ?? 'json',
    bom: flag('bom', given.bom) ?? false,
    escapeFormulas: flag('escapeFormulas', given.escapeFormulas) ?? true,
    onProgress: listener(given.onProgress),
    format: choice('format', given.format, FORMATS) ?? missing('format', FORMATS),
  }
  for (const name of ['nested', 'bom', 'escapeFormulas']) {
    if (!isCsv && given[name] !== undefined) throw refused(`${name}: only the format "csv" has it, and the format is ${described(given.format)}`)
  }
  if (fields && plan.nested === 'dotted') throw refused('nested: "dotted" makes columns of its own, and fields names them all; name the inner ones, as in "address.city"')
  const { where, orderBy, concurrency, pageSize = 1000, signal, timeoutMs, retry } = given
  if (orderBy !== undefined && concurrency !== undefined) throw refused('concurrency: pages that come in the order of orderBy are read one after the other')
  const call = { signal, timeoutMs, retry }
  const everyone = { where, concurrency, pageSize, select: fields && selected(fields), ...call }
  // Made now, so that what is wrong is told now.
  const scan = client.scan(everyone)
  const pages = orderBy === undefined ? undefined : client.iterate({ where, orderBy, pageSize, select: everyone.select, ...call }).pages()
  return {
    ...plan,
    everyone: () => scan[Symbol.asyncIterator](),
    rows: () => (pages ? objectsOf(pages[Symbol.asyncIterator]()) : scan[Symbol.asyncIterator]()),
    count: (stop) => client.count(where, { ...call, signal: stop }),
  }
}

/**
 * By what it can do: the client may be the ES module's or the CommonJS one.
 *
 * @param {any} users
 */
function clientOf(users) {
  for (const call of ['scan', 'iterate', 'count']) {
    // It is not shown: it holds a token.
    if (typeof users?.[call] !== 'function') throw refused('users: expected a UsersClient')
  }
  return users
}

/** @param {unknown} options @returns {Record<string, any>} each member read once */
function optionsOf(options) {
  if (typeof options !== 'object' || options === null || Array.isArray(options)) throw refused(`options: expected an object, got ${described(options)}`)
  let given
  try {
    given = { ...options }
  } catch {
    throw refused('options: expected an object, got a value that cannot be read')
  }
  for (const name of Object.keys(given)) {
    if (!OPTIONS.includes(name)) throw refused(`options: unknown member ${described(name)}, expected one of ${OPTIONS.join(', ')}`)
  }
  return given
}

/** @param {any} fields @returns {string[] | undefined} */
function fieldsOf(fields) {
  if (fields === undefined) return undefined
  if (!Array.isArray(fields) || fields.length === 0) throw refused(`fields: expected an array of field names, got ${described(fields)}`)
  const names = [...fields]
  for (const [at, name] of names.entries()) {
    if (typeof name !== 'string' || name.startsWith('-') || name.split('.').includes('')) {
      throw refused(`fields[${at}]: expected the name of a field, such as "nickname" or "address.city", got ${described(name)}`)
    }
    if (names.indexOf(name) < at) throw refused(`fields[${at}]: ${described(name)} is there twice`)
  }
  return names
}

/** What to ask the server for: a field within another one that is named comes with it. @param {string[]} fields */
function selected(fields) {
  return fields.filter((field) => !fields.some((other) => field.startsWith(`${other}.`)))
}

/**
 * @template {string} T
 * @param {string} name
 * @param {any} value
 * @param {readonly T[]} allowed
 * @returns {T | undefined}
 */
function choice(name, value, allowed) {
  if (value === undefined || allowed.includes(value)) return value
  throw refused(`${name}: expected ${alternatives(allowed)}, got ${described(value)}`)
}

/** @param {string} name @param {readonly string[]} allowed @returns {never} */
function missing(name, allowed) {
  throw refused(`${name}: expected ${alternatives(allowed)}, got nothing`)
}

/** @param {string} name @param {unknown} value */
function flag(name, value) {
  if (value === undefined || typeof value === 'boolean') return value
  throw refused(`${name}: expected true or false, got ${described(value)}`)
}

/**
 * The caller's listener, whose own failures, a rejected promise among them, harm no export.
 *
 * @param {any} onProgress
 * @returns {((progress: Progress) => void) | undefined}
 */
function listener(onProgress) {
  if (onProgress === undefined) return undefined
  if (typeof onProgress !== 'function') throw refused(`onProgress: expected a function, got ${described(onProgress)}`)
  return async (progress) => {
    try {
      await onProgress(progress)
    } catch {
      // Its own affair.
    }
  }
}

/** @param {AsyncIterator<{ objects: User[] }>} pages @returns {AsyncIterator<User[]>} */
function objectsOf(pages) {
  return {
    async next() {
      const { value, done } = await pages.next()
      return done ? { value: undefined, done } : { value: value.objects, done: false }
    },
    async return() {
      await pages.return?.()
      return { value: undefined, done: true }
    },
  }
}

/** @param {readonly string[]} allowed */
const alternatives = (allowed) => allowed.map((value) => JSON.stringify(value)).join(' or ')

/** Longer texts are cut, so that a message stays readable. */
const SHOWN_CHARACTERS = 40

/** Names a value in a message. @param {unknown} value */
function described(value) {
  switch (typeof value) {
    case 'string':
      return value.length <= SHOWN_CHARACTERS
        ? JSON.stringify(value)
        : `${JSON.stringify(value.slice(0, SHOWN_CHARACTERS))}… (${value.length} characters)`
    case 'object':
      if (value === null) return 'null'
      return Array.isArray(value) ? (value.length === 0 ? 'an empty array' : 'an array') : 'an object'
    case 'undefined':
      return 'nothing'
    case 'number':
    case 'boolean':
      return `${value}`
    default:
      return `a ${typeof value}`
  }
}

/** @param {string} message */
function refused(message) {
  return new InvalidArgumentError({ code: 'invalid_argument', message, retryable: false, attempts: 0 })
}
