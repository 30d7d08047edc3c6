// @ts-check
// Conditions: the words of the builder. The module builds and checks them.

import { invalidArgument, toError } from './errors.js'
import { toText } from './text.js'
import { wasm } from './wasm.js'

/** @typedef {string} Json the text of a condition that was checked */

/** Lets this file alone make a `Where` of a text. */
const CHECKED = Symbol('checked')

export class Where {
  /** @type {Json} */
  #json

  /**
   * @param {symbol} mark
   * @param {Json} json
   */
  constructor(mark, json) {
    if (mark !== CHECKED) throw invalidArgument('where: made by field(), and(), or() and Where.from(), not by new')
    this.#json = json
  }

  /** @param {unknown} json */
  static from(json) {
    return checked(() => wasm().checkWhere(toText(json)))
  }

  toJSON() {
    return JSON.parse(this.#json)
  }

  toString() {
    return this.#json
  }
}

class Field {
  /** @type {unknown} */
  #name

  /** @param {unknown} name */
  constructor(name) {
    this.#name = name
  }

  /**
   * @param {string} operator
   * @param {unknown} operand
   */
  #is(operator, operand) {
    return checked(() => wasm().condition(toText([this.#name, operator, operand])))
  }

  /** @param {unknown} value */
  eq(value) {
    return this.#is('$eq', value)
  }

  /** @param {unknown} value */
  ne(value) {
    return this.#is('$ne', value)
  }

  /** @param {unknown} value */
  lt(value) {
    return this.#is('$lt', value)
  }

  /** @param {unknown} value */
  lte(value) {
    return this.#is('$lte', value)
  }

  /** @param {unknown} value */
  gt(value) {
    return this.#is('$gt', value)
  }

  /** @param {unknown} value */
  gte(value) {
    return this.#is('$gte', value)
  }

  /** @param {unknown} part */
  contains(part) {
    return this.#is('$contains', part)
  }

  /** @param {unknown} values */
  in(values) {
    return this.#is('$in', values)
  }

  /** @param {unknown} values */
  notIn(values) {
    return this.#is('$nin', values)
  }

  /** @param {unknown} yes */
  isNull(yes = true) {
    return this.#is('$isnull', yes)
  }

  /**
   * @param {unknown} low
   * @param {unknown} high
   */
  range(low, high) {
    return this.#is('$range', [low, high])
  }

  /**
   * @param {unknown} pattern
   * @param {unknown} [options]
   */
  regex(pattern, options) {
    const { source, flags } = parts(pattern, options)
    const name = this.#name
    if (flags === undefined || typeof name !== 'string') return this.#is('$regex', source)
    // One condition of two operators, which the wire's own JSON says.
    return Where.from({ [name]: { $regex: source, $options: flags } })
  }

  /** @param {unknown} values */
  all(values) {
    return this.#is('$all', values)
  }

  /** @param {unknown} yes */
  exists(yes = true) {
    return this.#is('$exists', yes)
  }

  /** @param {unknown} key */
  hasKey(key) {
    return this.#is('$has_key', key)
  }

  /** @param {unknown} point */
  intersects(point) {
    return this.#is('$intersects', point)
  }

  /** @param {unknown} polygon */
  within(polygon) {
    return this.#is('$within', polygon)
  }

  /** @param {unknown} circle */
  center(circle) {
    return this.#is('$center', circle)
  }

  /** @param {unknown} ring */
  nearSphere(ring) {
    return this.#is('$nearsphere', ring)
  }
}

/** @param {unknown} name */
export function field(name) {
  return new Field(name)
}

/** @param {...unknown} parts */
export function and(...parts) {
  return Where.from({ $and: parts })
}

/** @param {...unknown} parts */
export function or(...parts) {
  return Where.from({ $or: parts })
}

/**
 * A regular expression in the wire's words; what cannot be read is left for the module to refuse.
 *
 * @param {unknown} pattern
 * @param {unknown} options
 * @returns {{ source: unknown, flags: unknown }}
 */
function parts(pattern, options) {
  try {
    if (pattern instanceof RegExp) {
      const flags = [...new Set(pattern.flags + String(options ?? ''))].join('')
      return { source: pattern.source, flags: flags === '' ? undefined : flags }
    }
  } catch {
    // A hostile object: toText describes it.
  }
  return { source: pattern, flags: options }
}

/** @param {() => Json} check */
function checked(check) {
  try {
    return new Where(CHECKED, check())
  } catch (error) {
    throw toError(error)
  }
}
