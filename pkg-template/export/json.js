// @ts-check
// Users → JSON: one a line, alone (ndjson) or as the items of one array (json).

import { withIsoTimes } from './times.js'

/** @typedef {import('./export.js').User} User */

export class JsonWriter {
  #isArray
  /** @type {string[] | undefined} the fields of a line, in this order */
  #names
  #hasIsoTimes
  #isFirst = true

  /**
   * @param {'ndjson' | 'json'} format
   * @param {string[] | undefined} fields
   * @param {'unix' | 'iso'} times
   */
  constructor(format, fields, times) {
    this.#isArray = format === 'json'
    this.#names = fields && [...new Set(fields.map((field) => field.split('.', 1)[0] ?? ''))]
    this.#hasIsoTimes = times === 'iso'
  }

  get head() {
    return this.#isArray ? '[' : ''
  }

  get tail() {
    return this.#isArray ? '\n]\n' : ''
  }

  /** @param {User[]} users */
  rows(users) {
    const lines = users.map((user) => JSON.stringify(this.#written(user)))
    if (!this.#isArray) return `${lines.join('\n')}\n`
    const before = this.#isFirst ? '\n' : ',\n'
    this.#isFirst = false
    return before + lines.join(',\n')
  }

  /** @param {User} user */
  #written(user) {
    const names = this.#names
    const picked = names
      ? Object.fromEntries(names.filter((name) => Object.hasOwn(user, name)).map((name) => [name, user[name]]))
      : user
    return this.#hasIsoTimes ? withIsoTimes(picked) : picked
  }
}
