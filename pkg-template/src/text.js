// @ts-check
// A caller's value → one text for the module: JSON, in which `!"…"` describes what JSON cannot say. It only reads, each
// property once, and judges nothing: which value is wrong where is for the module to say. An object with `toJSON` may
// stand for what that gives, as in JSON.stringify.

// The two import each other, and use each other only when they are called.
import { checkedText } from './where.js'

/** Deeper values are described and not read, so that a hostile one cannot exhaust the stack. */
const MAX_DEPTH = 100

/** More values, or more characters, are described and not read: the same array twice in itself 60 times never ends. */
const MAX_VALUES = 250_000
const MAX_CHARACTERS = 16 * 1024 * 1024

/**
 * @param {unknown} value
 * @param {boolean} [standIns] whether an object with `toJSON` may stand for what that gives: a date where a text is
 * wanted is a mistake in a password, and none in a condition
 * @returns {string}
 */
export function toText(value, standIns = true) {
  return new Writer(standIns).write(value)
}

/** More names are not remembered, nor longer ones. */
const MAX_NAMES = 500
export const MAX_NAME_LENGTH = 50

/**
 * Remembers what belongs to a name; when there are too many, begins anew: names may be made up without end.
 *
 * @template T
 * @param {Map<string, T>} map
 * @param {string} name
 * @param {T} value
 * @returns {T}
 */
export function remember(map, name, value) {
  if (map.size >= MAX_NAMES) map.clear()
  if (name.length <= MAX_NAME_LENGTH) map.set(name, value)
  return value
}

/**
 * Few names are used again and again, and quoting them takes longer than what else there is to do.
 *
 * @type {Map<string, string>}
 */
const quotedNames = new Map()

/** The text of a name. @param {string} name */
export function quoted(name) {
  return quotedNames.get(name) ?? remember(quotedNames, name, JSON.stringify(name))
}

const TOO_MUCH = 'more than can be sent'

const kindOf = Object.prototype.toString

/**
 * Whether what was written is neither too deep nor more than is left.
 *
 * @param {import('./where.js').Checked} written
 */
export function isWithinLimits({ text, depth, values }, left = MAX_VALUES, characters = MAX_CHARACTERS) {
  return depth <= MAX_DEPTH && values < left && text.length < characters
}

/** What was written, but for the arrays around it, is of these kinds, a bit each. */
const [NUMBER, TEXT, EMPTY_TEXT, BOOLEAN] = [1, 2, 4, 8]
export const OTHER_KIND = 16

/** Writes one value. What the class has is for this package alone; its users never meet one. */
export class Writer {
  /** @param {boolean} standIns */
  constructor(standIns) {
    this.standIns = standIns
    /** How deep the objects of the value are nested. */
    this.depth = 0
    this.kinds = 0
    /** @type {object[]} the objects around a value, which it may not hold again */
    this.parents = []
    this.values = MAX_VALUES
    this.characters = MAX_CHARACTERS
  }

  /**
   * @param {unknown} value
   * @returns {string}
   */
  write(value) {
    if (this.values <= 0 || this.characters <= 0) return this.foreign(TOO_MUCH)
    this.values--
    switch (typeof value) {
      case 'string': {
        this.characters -= value.length
        if (this.characters <= 0) return this.foreign(TOO_MUCH)
        const text = JSON.stringify(value)
        // What is escaped may be half of a character.
        this.kinds |= value === '' ? EMPTY_TEXT : text.length === value.length + 2 ? TEXT : OTHER_KIND
        return text
      }
      case 'number':
        if (!Number.isFinite(value)) return this.foreign(`${value}`)
        this.kinds |= NUMBER
        return `${value}`
      case 'boolean':
        this.kinds |= BOOLEAN
        return value ? 'true' : 'false'
      case 'object':
        if (value !== null) return this.object(value)
        this.kinds |= OTHER_KIND
        return 'null'
      case 'undefined':
        return this.foreign('undefined')
      case 'bigint':
        return this.foreign('a BigInt')
      default:
        return this.foreign(`a ${typeof value}`)
    }
  }

  /** @param {string} description */
  foreign(description) {
    this.kinds |= OTHER_KIND
    return `!${JSON.stringify(description)}`
  }

  /** @param {unknown} error */
  unreadable(error) {
    return this.foreign(`a value that cannot be read${reason(error)}`)
  }

  /** How many values were written. */
  get written() {
    return MAX_VALUES - this.values
  }

  isExhausted() {
    return this.values <= 0 || this.characters <= 0
  }

  /**
   * @param {object} value
   * @returns {string} what it says, or that it cannot be read
   */
  object(value) {
    const { parents } = this
    const depth = parents.length
    if (parents.includes(value)) return this.foreign('an object that holds itself')
    if (depth >= MAX_DEPTH) return this.foreign('an object that is nested too deep')
    const checked = this.standIns ? checkedText(value) : undefined
    if (checked !== undefined && this.takes(checked)) return checked.text
    parents.push(value)
    if (depth >= this.depth) this.depth = depth + 1
    try {
      if (Array.isArray(value)) return this.array(value)
      this.kinds |= OTHER_KIND
      return this.members(value)
    } catch (error) {
      return this.unreadable(error)
    } finally {
      parents.length = depth
    }
  }

  /**
   * Whether a text that was written and checked before fits in here as it is.
   *
   * @param {import('./where.js').Checked} checked
   */
  takes({ text, depth, values }) {
    const deepest = this.parents.length + depth
    if (!isWithinLimits({ text, depth: deepest, values }, this.values, this.characters)) return false
    this.depth = Math.max(this.depth, deepest)
    this.kinds |= OTHER_KIND
    this.values -= values
    this.characters -= text.length
    return true
  }

  /**
   * @param {unknown[]} array
   * @returns {string}
   */
  array(array) {
    const { length } = array
    let text = '['
    for (let index = 0; index < length; index++) {
      const isOver = this.isExhausted()
      text += (index > 0 ? ',' : '') + (isOver ? this.foreign(TOO_MUCH) : this.member(array, index))
      if (isOver) break
    }
    return `${text}]`
  }

  /**
   * @param {object} value
   * @returns {string}
   */
  members(value) {
    const kind = kindOf.call(value).slice(8, -1)
    // An invalid date's own JSON is null, and would be taken for one; a Buffer's is an object.
    if (kind === 'Date' && Number.isNaN(Date.prototype.getTime.call(value))) return this.foreign('an invalid date')
    if (ArrayBuffer.isView(value)) return this.foreign(`a ${kind}`)
    const object = /** @type {Record<string, unknown>} */ (value)
    if (this.standIns) {
      const { toJSON } = object
      if (typeof toJSON === 'function') return this.write(toJSON.call(object))
    }
    if (kind !== 'Object') return this.foreign(`${/^[AEIOU]/.test(kind) ? 'an' : 'a'} ${kind}`)
    if (!isPlain(value)) return this.foreign(`an instance of ${className(value)}`)
    const keys = Object.keys(value)
    // Left out, such a member would leave a condition that everyone meets.
    if (Object.getOwnPropertyNames(value).length > keys.length || Object.getOwnPropertySymbols(value).length > 0)
      return this.foreign('an object with a symbol key or a hidden member')
    let text = '{'
    for (const key of keys) {
      this.characters -= key.length
      const isOver = this.isExhausted()
      text += `${text === '{' ? '' : ','}${quoted(key)}:${isOver ? this.foreign(TOO_MUCH) : this.member(object, key)}`
      if (isOver) break
    }
    return `${text}}`
  }

  /**
   * @param {any} object
   * @param {string | number} key
   * @returns {string}
   */
  member(object, key) {
    let value
    try {
      value = object[key]
    } catch (error) {
      return this.unreadable(error)
    }
    return this.write(value)
  }
}

/**
 * Whether it is written `{…}`, in this realm or another. An instance without members of its own is not: it would be
 * taken for `{}`, which says everyone.
 *
 * @param {object} value
 */
function isPlain(value) {
  const prototype = Object.getPrototypeOf(value)
  return prototype === null || Object.getPrototypeOf(prototype) === null
}

/** @param {object} value */
function className(value) {
  const name = value.constructor?.name
  return typeof name === 'string' && name !== 'Object' && name !== '' ? name : 'a class'
}

/** @param {unknown} error */
function reason(error) {
  try {
    return error instanceof Error && typeof error.message === 'string' ? `: ${error.message.slice(0, 200)}` : ''
  } catch {
    return ''
  }
}
