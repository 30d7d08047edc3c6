// @ts-check
// The columns of a table: which they are, in what order, and whether each field of a user has one.

import { InvalidAnswerError } from '../src/index.js'

/**
 * @typedef {import('./export.js').User} User
 *
 * @typedef {object} Column
 * @property {string} header
 * @property {string[]} path the names that lead to the value
 *
 * @typedef {(key: string, value: unknown, above: string[], name: string) => void} Found
 */

/** The built-in fields, in the order of their columns: that of the documents, but for the id, which comes first. */
export const BUILT_IN = [
  'id',
  'avatar',
  'city',
  'country',
  'created_at',
  'created_by',
  'gender',
  'is_authorized',
  'language',
  'nickname',
  'openid',
  'province',
  'unionid',
  'updated_at',
  '_username',
  '_email',
  '_email_verified',
  '_phone',
  '_phone_verified',
  '_provider',
]

export class Columns {
  #isDotted
  /** @type {Map<string, { path: string[], isNull: boolean }>} by what no name holds between names, because a name may hold a dot */
  #known = new Map()
  #isFixed = false

  /** @param {'json' | 'dotted'} nested */
  constructor(nested) {
    this.#isDotted = nested === 'dotted'
    // So that a table of nobody has a header.
    this.#known.set('id', { path: ['id'], isNull: false })
  }

  /** The columns that a caller names, and no others. @param {string[]} fields */
  static named(fields) {
    const columns = new Columns('json')
    columns.#known = new Map(fields.map((field) => [field, { path: field.split('.'), isNull: false }]))
    columns.#isFixed = true
    return columns
  }

  /** @param {User[]} users */
  learn(users) {
    for (const user of users) {
      this.#eachField(user, (key, value, above, name) => {
        const known = this.#known.get(key)
        if (!known) this.#known.set(key, { path: [...above, name], isNull: value === null })
        else if (value !== null) known.isNull = false
      })
    }
  }

  /** All of them, in order. @returns {Column[]} */
  list() {
    const all = [...this.#known].map(([key, { path, isNull }]) => ({ key, header: path.join('.'), path, isNull }))
    if (this.#isFixed) return all
    // Who has null where others have an object has nothing to say beside the columns of the object.
    const groups = new Set(all.flatMap(({ path }) => path.slice(1).map((_, at) => path.slice(0, at + 1).join('\0'))))
    for (const { key, isNull } of all) if (isNull && groups.has(key)) this.#known.delete(key)
    const columns = all.filter(({ key }) => this.#known.has(key)).sort(inOrder)
    const twin = columns.find(({ header }, at) => header === columns[at + 1]?.header)
    if (twin) throw unfit(`two fields have the column ${JSON.stringify(twin.header)}: a name holds a dot, so nested must be "json"`, false)
    return columns
  }

  /**
   * Fails where a user has a field that there is no column for: it would be lost in silence.
   *
   * @param {User} user
   */
  check(user) {
    if (this.#isFixed) return
    this.#eachField(user, (key, value, above, name) => {
      if (value === null || this.#known.has(key)) return
      const field = JSON.stringify([...above, name].join('.'))
      const message = `user ${user.id} has the field ${field}, which nobody had when the columns were read; export again, or name the fields`
      throw unfit(message, true)
    })
  }

  /** @param {User} user @param {Found} found */
  #eachField(user, found) {
    if (this.#isDotted) eachLeaf(user, '', TOP, found)
    else for (const name of Object.keys(user)) found(name, user[name], TOP, name)
  }
}

/** @type {string[]} */
const TOP = []

/**
 * @param {Record<string, any>} object
 * @param {string} prefix
 * @param {string[]} above
 * @param {Found} found
 */
function eachLeaf(object, prefix, above, found) {
  for (const name of Object.keys(object)) {
    const value = object[name]
    if (hasFields(value)) eachLeaf(value, `${prefix}${name}\0`, [...above, name], found)
    else found(prefix + name, value, above, name)
  }
}

/** Whether it is an object of columns. An empty one is a value: else nothing would be left of it. @param {unknown} value */
export function hasFields(value) {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && Object.keys(value).length > 0
}

/** @param {Column} left @param {Column} right */
function inOrder(left, right) {
  return rank(left) - rank(right) || (left.header < right.header ? -1 : 1)
}

/** @param {Column} column */
function rank({ path: [name] }) {
  const at = BUILT_IN.indexOf(name ?? '')
  return at < 0 ? BUILT_IN.length : at
}

/**
 * The users are not as a table needs them.
 *
 * @param {string} message
 * @param {boolean} retryable
 */
function unfit(message, retryable) {
  return new InvalidAnswerError({ code: 'invalid_answer', message, retryable, attempts: 1 })
}
