// @ts-check
// Users → CSV, as RFC 4180 says: a header, commas, CRLF, quotes around what needs them.

import { hasFields } from './columns.js'
import { isTime, toIso } from './times.js'

/**
 * @typedef {import('./export.js').User} User
 * @typedef {import('./columns.js').Columns} Columns
 */

/** What a spreadsheet may take for a formula, once it has skipped what it skips. */
const FORMULA = /^[=+\-@＝＋－＠\t\r\n\0]/
/** What has to stand in quotes: what RFC 4180 names, spaces at the ends, which readers trim, and the empty text, which null is not. */
const QUOTED = /[",\r\n]|^\s|\s$|^$/
/** Either, asked once: few texts are. */
const SPECIAL = /[",\r\n]|^[\s=+\-@＝＋－＠\0]|\s$|^$/

export class CsvWriter {
  #columns
  #headers
  /** @type {(string | ((user: User) => unknown))[]} a field by its name, or what reads it */
  #readers
  #escapeFormulas
  #bom

  /**
   * @param {Columns} columns
   * @param {{ nested: 'json' | 'dotted', times: 'unix' | 'iso', escapeFormulas: boolean, bom: boolean }} options
   */
  constructor(columns, { nested, times, escapeFormulas, bom }) {
    const list = columns.list()
    this.#columns = columns
    this.#headers = list.map(({ header }) => header)
    this.#escapeFormulas = escapeFormulas
    this.#bom = bom
    this.#readers = list.map(({ path }) => {
      const read = reader(path)
      const [name = ''] = path
      if (times === 'iso' && isTime(path)) return (user) => toIso(user[name])
      // A value is in the columns of its own fields.
      if (nested === 'dotted') return (user) => leaf(read(user))
      // What every object inherits is no field of a user.
      return path.length === 1 && !(name in Object.prototype) ? name : read
    })
  }

  get head() {
    return `${this.#bom ? '\uFEFF' : ''}${line(this.#headers.map((header) => this.#text(header)).join(','))}`
  }

  get tail() {
    return ''
  }

  /** @param {User[]} users */
  rows(users) {
    let text = ''
    for (const user of users) {
      this.#columns.check(user)
      text += line(this.#row(user))
    }
    return text
  }

  /** @param {User} user */
  #row(user) {
    let text = ''
    let comma = ''
    for (const read of this.#readers) {
      const value = typeof read === 'string' ? user[read] : read(user)
      text += comma
      comma = ','
      if (typeof value === 'string') text += SPECIAL.test(value) ? this.#text(value) : value
      else if (typeof value === 'object') text += value === null ? '' : quoted(JSON.stringify(value))
      else if (value !== undefined) text += value
    }
    return text
  }

  /** @param {string} text */
  #text(text) {
    const safe = this.#escapeFormulas && FORMULA.test(text) ? `'${text}` : text
    return QUOTED.test(safe) ? quoted(safe) : safe
  }
}

/** A reader of CSV may skip an empty line. @param {string} text */
const line = (text) => (text === '' ? '""\r\n' : `${text}\r\n`)

/** @param {string} text */
const quoted = (text) => `"${text.replaceAll('"', '""')}"`

/** @param {unknown} value */
const leaf = (value) => (hasFields(value) ? undefined : value)

/** @param {string[]} path @returns {(user: User) => unknown} */
function reader(path) {
  return (user) => path.reduce(member, user)
}

/** @param {any} value @param {string} name */
function member(value, name) {
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value)
  return isObject && Object.hasOwn(value, name) ? value[name] : undefined
}
