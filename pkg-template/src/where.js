// @ts-check
// Conditions: the words of the builder. The module builds and checks them.

import { invalidArgument, made, toError } from './errors.js'
import { isWithinLimits, MAX_NAME_LENGTH, OTHER_KIND, quoted, remember, toText, Writer } from './text.js'
import { wasm } from './wasm.js'

/**
 * @typedef {object} Checked
 * @property {string} text the wire's JSON of a condition that was checked
 * @property {number} depth how deep its objects are nested
 * @property {number} values how many values it holds, itself among them
 */

/** Lets this file alone make a `Where`. */
const CHECKED = Symbol('checked')

/**
 * What a `Where` holds, which nobody can make by other means; nothing for any other object.
 *
 * @type {(object: object) => Checked | undefined}
 */
export let checkedText

export class Where {
  static {
    checkedText = (object) => (#checked in object ? object.#checked : undefined)
  }

  /** @type {Checked} */
  #checked

  /**
   * @param {symbol} mark
   * @param {Checked} checked
   */
  constructor(mark, checked) {
    if (mark !== CHECKED) throw invalidArgument('where: made by field(), and(), or() and Where.from(), not by new')
    this.#checked = checked
  }

  /** @param {unknown} json */
  static from(json) {
    const writer = new Writer(true)
    const text = writer.write(json)
    check('checkWhere', text)
    return new Where(CHECKED, { text, depth: writer.depth, values: writer.written })
  }

  toJSON() {
    return JSON.parse(this.#checked.text)
  }

  toString() {
    return this.#checked.text
  }
}

class Field {
  /** @type {unknown} */
  #name

  /** @param {unknown} name */
  constructor(name) {
    this.#name = name
  }

  /** @param {unknown} value */
  eq(value) {
    return compare(this.#name, '$eq', value)
  }

  /** @param {unknown} value */
  ne(value) {
    return compare(this.#name, '$ne', value)
  }

  /** @param {unknown} value */
  lt(value) {
    return compare(this.#name, '$lt', value)
  }

  /** @param {unknown} value */
  lte(value) {
    return compare(this.#name, '$lte', value)
  }

  /** @param {unknown} value */
  gt(value) {
    return compare(this.#name, '$gt', value)
  }

  /** @param {unknown} value */
  gte(value) {
    return compare(this.#name, '$gte', value)
  }

  /** @param {unknown} part */
  contains(part) {
    return compare(this.#name, '$contains', part)
  }

  /** @param {unknown} values */
  in(values) {
    return compare(this.#name, '$in', values)
  }

  /** @param {unknown} values */
  notIn(values) {
    return compare(this.#name, '$nin', values)
  }

  /** @param {unknown} yes */
  isNull(yes = true) {
    return compare(this.#name, '$isnull', yes)
  }

  /**
   * @param {unknown} low
   * @param {unknown} high
   */
  range(low, high) {
    return compare(this.#name, '$range', [low, high])
  }

  /**
   * @param {unknown} pattern
   * @param {unknown} [options]
   */
  regex(pattern, options) {
    const { source, flags } = parts(pattern, options)
    const name = this.#name
    if (flags === undefined || typeof name !== 'string') return compare(name, '$regex', source)
    // One condition of two operators, which the wire's own JSON says.
    return Where.from({ [name]: { $regex: source, $options: flags } })
  }

  /** @param {unknown} values */
  all(values) {
    return compare(this.#name, '$all', values)
  }

  /** @param {unknown} yes */
  exists(yes = true) {
    return compare(this.#name, '$exists', yes)
  }

  /** @param {unknown} key */
  hasKey(key) {
    return compare(this.#name, '$has_key', key)
  }

  /** @param {unknown} point */
  intersects(point) {
    return compare(this.#name, '$intersects', point)
  }

  /** @param {unknown} polygon */
  within(polygon) {
    return compare(this.#name, '$within', polygon)
  }

  /** @param {unknown} circle */
  center(circle) {
    return compare(this.#name, '$center', circle)
  }

  /** @param {unknown} ring */
  nearSphere(ring) {
    return compare(this.#name, '$nearsphere', ring)
  }
}

/** @param {unknown} name */
export function field(name) {
  return new Field(name)
}

/**
 * @param {unknown} name
 * @param {string} operator
 * @param {unknown} operand
 */
function compare(name, operator, operand) {
  const key = typeof name === 'string' ? quoted(name) : toText(name)
  const writer = new Writer(true)
  const text = writer.write(operand)
  if (!isSurelyRight(name, operator, writer)) check('checkCondition', `[${key},"${operator}",${text}]`)
  const condition = { text: `{${key}:{"${operator}":${text}}}`, depth: writer.depth + 2, values: writer.written + 2 }
  return new Where(CHECKED, condition)
}

/** @param {...unknown} parts */
export function and(...parts) {
  return join('$and', parts)
}

/** @param {...unknown} parts */
export function or(...parts) {
  return join('$or', parts)
}

/**
 * @param {'$and' | '$or'} word
 * @param {unknown[]} parts
 */
function join(word, parts) {
  let texts = ''
  let [depth, values] = [2, 2]
  for (const part of parts) {
    const checked = typeof part === 'object' && part !== null ? checkedText(part) : undefined
    if (checked === undefined) return Where.from({ [word]: parts })
    texts += texts === '' ? checked.text : `,${checked.text}`
    depth = Math.max(depth, checked.depth + 2)
    values += checked.values
  }
  const joined = { text: `{"${word}":[${texts}]}`, depth, values }
  // What was checked part by part is right as a whole, unless it is none or too much.
  if (texts === '' || !isWithinLimits(joined)) return Where.from({ [word]: parts })
  return new Where(CHECKED, joined)
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

/**
 * What the module said of operators, by the names of fields: which operands are right whatever they say.
 *
 * @type {Map<string, Map<string, number>>}
 */
const simpleOperands = new Map()

/**
 * Whether the module would say that it is right: of simple operands it told once, by their kinds.
 *
 * @param {unknown} name
 * @param {string} operator
 * @param {Writer} operand
 */
function isSurelyRight(name, operator, { kinds, depth }) {
  if (typeof name !== 'string' || kinds >= OTHER_KIND || depth > 1) return false
  let ofName = simpleOperands.get(name)
  if (ofName === undefined) {
    if (name.length > MAX_NAME_LENGTH) return false
    ofName = remember(simpleOperands, name, new Map())
  }
  let right = ofName.get(operator)
  if (right === undefined) {
    right = made(() => wasm().simpleOperands(name, operator))
    ofName.set(operator, right)
  }
  const needed = depth === 0 ? kinds : kinds << 4
  return needed > 0 && (right & needed) === needed
}

/**
 * @param {'checkCondition' | 'checkWhere'} how
 * @param {string} text
 */
function check(how, text) {
  let wrong
  try {
    wrong = wasm()[how](text)
  } catch (error) {
    throw toError(error)
  }
  if (wrong !== undefined) throw toError(wrong)
}
