// @ts-check
// The emulator itself: options in, requests in, answers out. Knows neither fetch nor sockets.

import { Emulator, initSync } from '#wasm/emulator.js'
import bytes from '#wasm/emulator.bytes.js'

let isCompiled = false

/** Compiles the module on first use, and never at import. */
function compile() {
  if (isCompiled) return
  initSync({ module: new WebAssembly.Module(bytes()) })
  isCompiled = true
}

/** The options that the wasm side reads; it names the one that is wrong. */
const OPTIONS = ['users', 'fields', 'seed', 'token']

/**
 * @typedef {object} Answer
 * @property {number} status
 * @property {[string, string][]} headers
 * @property {Uint8Array<ArrayBuffer> | null} body null where a status allows none
 */

export class Engine {
  /** @type {Emulator} */
  #emulator

  /** @param {unknown} options */
  constructor(options) {
    const config = readOptions(options)
    compile()
    try {
      this.#emulator = new Emulator(config)
    } catch (error) {
      throw typeof error === 'string' ? new TypeError(error) : error
    }
  }

  /**
   * @param {string} method
   * @param {string} url
   * @param {Iterable<readonly [string, string]>} headers
   * @param {string} body
   * @returns {Answer}
   */
  handle(method, url, headers, body) {
    let lines = ''
    for (const [name, value] of headers) lines += `${name}: ${value}\n`
    const answer = this.#emulator.handle(method, url, lines, body, Math.floor(Date.now() / 1000))
    return split(/** @type {Uint8Array<ArrayBuffer>} */ (answer))
  }

  /** @returns {any[]} */
  snapshot() {
    return JSON.parse(this.#emulator.snapshot())
  }
}

/**
 * Checks what JSON cannot carry over, and leaves the rest to the wasm side.
 *
 * @param {unknown} options
 * @returns {string}
 */
function readOptions(options) {
  if (options === undefined) return '{}'
  if (typeof options !== 'object' || options === null || Array.isArray(options)) {
    throw new TypeError(`options: expected an object, got ${show(options)}`)
  }
  /** @type {string[]} */
  const parts = []
  for (const [name, value] of Object.entries(options)) {
    if (!OPTIONS.includes(name)) throw new TypeError(`${name}: there is no such option; there are ${OPTIONS.join(', ')}`)
    if (value === undefined) continue
    if (typeof value === 'number' && !Number.isFinite(value)) throw new TypeError(`${name}: expected a finite number, got ${value}`)
    parts.push(`${JSON.stringify(name)}:${toJson(name, value)}`)
  }
  return `{${parts.join(',')}}`
}

/**
 * @param {string} name
 * @param {unknown} value
 * @returns {string}
 */
function toJson(name, value) {
  let text
  try {
    text = JSON.stringify(value)
  } catch (error) {
    throw new TypeError(`${name}: cannot be turned into JSON: ${error instanceof Error ? error.message : error}`, { cause: error })
  }
  if (text === undefined) throw new TypeError(`${name}: cannot be turned into JSON, got ${show(value)}`)
  return text
}

/**
 * @param {unknown} value
 * @returns {string}
 */
function show(value) {
  if (Array.isArray(value)) return 'an array'
  if (typeof value === 'string') return JSON.stringify(value)
  return typeof value === 'object' && value !== null ? 'an object' : typeof value === 'function' ? 'a function' : String(value)
}

/**
 * Splits status, header lines and body at the empty line.
 *
 * @param {Uint8Array<ArrayBuffer>} answer
 * @returns {Answer}
 */
function split(answer) {
  const NEWLINE = 10
  let end = answer.indexOf(NEWLINE)
  while (answer[end + 1] !== NEWLINE) end = answer.indexOf(NEWLINE, end + 1)
  const [status, ...lines] = new TextDecoder().decode(answer.subarray(0, end)).split('\n')
  return {
    status: Number(status),
    headers: lines.map((line) => {
      const colon = line.indexOf(':')
      return [line.slice(0, colon), line.slice(colon + 2)]
    }),
    body: Number(status) === 204 ? null : answer.subarray(end + 2),
  }
}
