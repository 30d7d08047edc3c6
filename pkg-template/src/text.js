// @ts-check
// A caller's value → one text for the module: JSON, in which `!"…"` describes what JSON cannot say. It only reads, each
// property once, and judges nothing: which value is wrong where is for the module to say.

/** Deeper values are described and not read, so that a hostile one cannot exhaust the stack. */
const MAX_DEPTH = 100

/**
 * @param {unknown} value
 * @returns {string}
 */
export function toText(value) {
  return write(value, [])
}

/** @param {string} description */
const foreign = (description) => `!${JSON.stringify(description)}`

/**
 * @param {unknown} value
 * @param {object[]} parents the objects around it, which it may not hold again
 * @returns {string}
 */
function write(value, parents) {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return JSON.stringify(value)
    case 'number':
      return Number.isFinite(value) ? JSON.stringify(value) : foreign(String(value))
    case 'undefined':
      return foreign('undefined')
    case 'object':
      if (value === null) return 'null'
      try {
        return writeObject(value, parents)
      } catch (error) {
        return foreign(`an object that cannot be read${reason(error)}`)
      }
    default:
      return foreign(typeof value === 'bigint' ? 'a BigInt' : `a ${typeof value}`)
  }
}

/**
 * @param {object} value
 * @param {object[]} parents
 */
function writeObject(value, parents) {
  if (parents.includes(value)) return foreign('an object that holds itself')
  if (parents.length >= MAX_DEPTH) return foreign('an object that is nested too deep')
  const inner = [...parents, value]
  if (Array.isArray(value)) {
    const items = []
    for (let index = 0; index < value.length; index++) items.push(write(value[index], inner))
    return `[${items.join()}]`
  }
  const toJSON = /** @type {{ toJSON?: unknown }} */ (value).toJSON
  if (typeof toJSON === 'function') {
    // A date without a time becomes null there, and would be taken for one.
    if (value instanceof Date && Number.isNaN(value.getTime())) return foreign('an invalid date')
    return write(toJSON.call(value), inner)
  }
  const kind = Object.prototype.toString.call(value)
  if (kind !== '[object Object]') return foreign(`a ${kind.slice(8, -1)}`)
  const members = Object.keys(value).map((key) => {
    return `${JSON.stringify(key)}:${write(member(value, key), inner)}`
  })
  return `{${members.join()}}`
}

/**
 * @param {object} object
 * @param {string} key
 * @returns {unknown}
 */
function member(object, key) {
  return /** @type {Record<string, unknown>} */ (object)[key]
}

/** @param {unknown} error */
function reason(error) {
  return error instanceof Error && typeof error.message === 'string' ? `: ${error.message}` : ''
}
