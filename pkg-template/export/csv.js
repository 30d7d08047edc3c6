// @ts-check
// Users → CSV, as RFC 4180 says: a header, commas, CRLF, quotes around what needs them.

import { hasFields } from './columns.js'
import { isTime, toIso } from './times.js'

/**
 * @typedef {import('./export.js').User} User
 * @typedef {import('./columns.js').Columns} Columns
 */

/** What has to stand in quotes: what RFC 4180 names, spaces at the ends, which readers trim, and the empty text, which null is not. */
const QUOTED = /[",\r\n]|^\s|\s$|^$/
/** What a spreadsheet may take for a formula, once it has skipped what it skips. */
const FORMULA = /^[=+\-@\t\r\n\0]/

export class CsvWriter {
  #columns
  #headers
  /** @type {((user: User) => unknown)[]} */
  #readers
  #escapeFormulas
  #bom

  /**
   * @param {Columns} columns
   * @param {{ nested: 'json' | 'dotted', times: 'unix' | 'iso', escapeFormulas: boolean, bom: boolean }} options
   */
  constructor(columns, { nested, times, escapeFormulas, bom }) {
    this.#columns = columns
    this.#escapeFormulas = escapeFormulas
    this.#bom = bom
    const list = columns.list()
    this.#headers = list.map(({ header }) => header)
    this.#readers = list.map(({ path }) => {
      const read = reader(path)
      if (times === 'iso' && isTime(path)) return (user) => toIso(read(user))
      // A value is in the columns of its own fields.
      return nested === 'dotted' ? (user) => leaf(read(user)) : read
    })
  }

  get head() {
    return `${this.#bom ? '\uFEFF' : ''}${line(this.#headers.map((header) => this.#text(header)))}`
  }

  get tail() {
    return ''
  }

  /** @param {User[]} users */
  rows(users) {
    let text = ''
    for (const user of users) {
      this.#columns.check(user)
      text += line(this.#readers.map((read) => this.#cell(read(user))))
    }
    return text
  }

  /** @param {unknown} value */
  #cell(value) {
    switch (typeof value) {
      case 'string':
        return this.#text(value)
      case 'object':
        return value === null ? '' : quoted(JSON.stringify(value))
      case 'undefined':
        return ''
      default:
        return `${value}`
    }
  }

  /** @param {string} text */
  #text(text) {
    const safe = this.#escapeFormulas && FORMULA.test(text) ? `'${text}` : text
    return QUOTED.test(safe) ? quoted(safe) : safe
  }
}

/** @param {string[]} cells */
function line(cells) {
  const text = cells.join(',')
  // A reader may skip an empty line.
  return `${text === '' ? '""' : text}\r\n`
}

/** @param {string} text */
const quoted = (text) => `"${text.replaceAll('"', '""')}"`

/** @param {unknown} value */
const leaf = (value) => (hasFields(value) ? undefined : value)

/** @param {string[]} path @returns {(user: User) => unknown} */
function reader(path) {
  const [name = '', ...inner] = path
  // What every object inherits is no field of a user.
  if (inner.length === 0 && !(name in Object.prototype)) return (user) => user[name]
  return (user) => path.reduce(member, user)
}

/** @param {any} value @param {string} name */
function member(value, name) {
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value)
  return isObject && Object.hasOwn(value, name) ? value[name] : undefined
}
