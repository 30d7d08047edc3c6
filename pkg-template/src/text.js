// @ts-check
// A caller's value → one text for the module: JSON, in which `!"…"` describes what JSON cannot say. It only reads, each
// property once, and judges nothing: which value is wrong where is for the module to say. An object with `toJSON` may
// stand for what that gives, as in JSON.stringify.

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

/** @param {string} description */
const foreign = (description) => `!${JSON.stringify(description)}`

class Writer {
  /** @type {object[]} the objects around a value, which it may not hold again */
  #parents = []
  #values = MAX_VALUES
  #characters = MAX_CHARACTERS
  #standIns

  /** @param {boolean} standIns */
  constructor(standIns) {
    this.#standIns = standIns
  }

  get #isExhausted() {
    return this.#values <= 0 || this.#characters <= 0
  }

  /**
   * @param {unknown} value
   * @returns {string}
   */
  write(value) {
    if (this.#isExhausted) return foreign('more than can be sent')
    this.#values--
    switch (typeof value) {
      case 'string':
        this.#characters -= value.length
        return this.#isExhausted ? foreign('more than can be sent') : JSON.stringify(value)
      case 'boolean':
        return String(value)
      case 'number':
        return Number.isFinite(value) ? JSON.stringify(value) : foreign(String(value))
      case 'undefined':
        return foreign('undefined')
      case 'bigint':
        return foreign('a BigInt')
      case 'object':
        return value === null ? 'null' : this.#attempt(() => this.#object(value))
      default:
        return foreign(`a ${typeof value}`)
    }
  }

  /**
   * @param {() => string} read
   * @returns {string} what it wrote, or that the value cannot be read
   */
  #attempt(read) {
    const depth = this.#parents.length
    try {
      return read()
    } catch (error) {
      this.#parents.length = depth
      return foreign(`a value that cannot be read${reason(error)}`)
    }
  }

  /**
   * @param {object} value
   * @returns {string}
   */
  #object(value) {
    if (this.#parents.includes(value)) return foreign('an object that holds itself')
    if (this.#parents.length >= MAX_DEPTH) return foreign('an object that is nested too deep')
    this.#parents.push(value)
    const text = Array.isArray(value) ? this.#array(value) : this.#members(value)
    this.#parents.pop()
    return text
  }

  /**
   * @param {unknown[]} array
   * @returns {string}
   */
  #array(array) {
    const items = []
    const { length } = array
    for (let index = 0; index < length && !(this.#isExhausted && index > 0); index++) {
      items.push(this.#attempt(() => this.write(array[index])))
    }
    if (items.length < length) items.push(foreign('more than can be sent'))
    return `[${items.join()}]`
  }

  /**
   * @param {object} value
   * @returns {string}
   */
  #members(value) {
    const kind = Object.prototype.toString.call(value).slice(8, -1)
    // An invalid date's own JSON is null, and would be taken for one; a Buffer's is an object.
    if (kind === 'Date' && Number.isNaN(Date.prototype.getTime.call(value))) return foreign('an invalid date')
    if (ArrayBuffer.isView(value)) return foreign(`a ${kind}`)
    const object = /** @type {Record<string, unknown>} */ (value)
    if (this.#standIns && typeof object.toJSON === 'function') return this.write(object.toJSON())
    if (kind !== 'Object') return foreign(`${/^[AEIOU]/.test(kind) ? 'an' : 'a'} ${kind}`)
    if (!isPlain(value)) return foreign(`an instance of ${className(value)}`)
    const keys = Object.keys(value)
    // Left out, such a member would leave a condition that everyone meets.
    if (Reflect.ownKeys(value).length > keys.length) return foreign('an object with a symbol key or a hidden member')
    const members = []
    for (const key of keys) {
      this.#characters -= key.length
      members.push(`${JSON.stringify(key)}:${this.#attempt(() => this.write(object[key]))}`)
      if (this.#isExhausted) break
    }
    return `{${members.join()}}`
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
