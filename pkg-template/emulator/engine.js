// @ts-check
// The emulator itself: options in, requests in, answers out. Knows neither fetch nor sockets.

import { Emulator, initSync, lastPanic } from '#wasm/emulator.js'
import compiled from '#wasm/emulator.module.js'

let isCompiled = false

/** Compiles the module on first use, and never at import. */
function compile() {
  if (isCompiled) return
  initSync({ module: compiled() })
  isCompiled = true
}

/** The options that the wasm side reads; it names the one that is wrong. */
const OPTIONS = ['users', 'fields', 'seed', 'token', 'app', 'faults', 'faultSeed', 'control']

/**
 * @typedef {object} Answer
 * @property {number} status
 * @property {[string, string][]} headers
 * @property {Uint8Array<ArrayBuffer> | null} body null where a status allows none
 * @property {Delivery} delivery
 */

/**
 * How an answer is to reach the client: `delayMs` later, `whole`, `never`, as a `reset` of the connection, or `stalled`
 * after so many bytes of its body.
 *
 * @typedef {object} Delivery
 * @property {number} delayMs
 * @property {'whole' | 'never' | 'stalled' | 'reset'} arrival
 * @property {number} after
 */

/** @type {Delivery} */
const AT_ONCE = { delayMs: 0, arrival: 'whole', after: 0 }

export class Engine {
  /** @type {Emulator} */
  #emulator

  /** @type {Error | undefined} a bug of the emulator, after which it cannot be used */
  #failure

  /**
   * @param {unknown} options
   * @param {string[]} [others] options that the caller has read already
   */
  constructor(options, others = []) {
    const config = readOptions(options, others)
    compile()
    try {
      this.#emulator = new Emulator(config)
    } catch (error) {
      throw typeof error === 'string' ? new TypeError(error) : failure(error)
    }
  }

  /**
   * Answers a request. A bug of the emulator is a `500` that says so, and so is everything after it: what the users
   * are by then, nobody knows. Other emulators go on.
   *
   * @param {string} method
   * @param {string} url
   * @param {Iterable<readonly [string, string]>} headers
   * @param {string} body
   * @returns {Answer}
   */
  handle(method, url, headers, body) {
    let lines = ''
    for (const [name, value] of headers) lines += `${name}: ${value}\n`
    try {
      const answer = this.#call(() => this.#emulator.handle(method, url, lines, body, Date.now()))
      return split(/** @type {Uint8Array<ArrayBuffer>} */ (answer))
    } catch (error) {
      return refusal(500, /** @type {Error} */ (error).message, headers)
    }
  }

  /**
   * Tells that a request came. It is in flight until its visit ends.
   *
   * @param {string} method
   * @param {string} url
   * @returns {Visit}
   */
  visit(method, url) {
    const counts = !this.#failure && this.#call(() => this.#emulator.arrive(method, url))
    return new Visit((closedEarly) => {
      if (counts && !this.#failure) this.#call(() => this.#emulator.leave(closedEarly))
    })
  }

  /** @returns {import('./index.js').EmulatorCounts} */
  counts() {
    return JSON.parse(this.#call(() => this.#emulator.counts()))
  }

  resetCounts() {
    this.#call(() => this.#emulator.resetCounts())
  }

  /** @param {unknown} faults */
  setFaults(faults) {
    const text = toJson('faults', faults)
    this.#refusable(() => this.#emulator.setFaults(text))
  }

  /** @param {unknown} users */
  insert(users) {
    const text = toJson('users', users)
    this.#refusable(() => this.#emulator.insert(text))
  }

  /**
   * @param {unknown} ids
   * @returns {number}
   */
  remove(ids) {
    const wrong = (/** @type {unknown} */ got) => new TypeError(`ids: expected an array of numbers, got ${show(got)}`)
    if (!Array.isArray(ids)) throw wrong(ids)
    for (const id of ids) if (typeof id !== 'number') throw wrong(id)
    return this.#call(() => this.#emulator.remove(Float64Array.from(ids)))
  }

  /**
   * Runs what throws the description of an argument that is wrong.
   *
   * @param {() => void} action
   */
  #refusable(action) {
    const wrong = this.#call(() => {
      try {
        action()
      } catch (error) {
        if (typeof error === 'string') return error
        throw error
      }
    })
    if (wrong) throw new TypeError(wrong)
  }

  /** @returns {any[]} */
  snapshot() {
    return JSON.parse(this.#call(() => this.#emulator.snapshot()))
  }

  /**
   * @template T
   * @param {() => T} action
   * @returns {T}
   */
  #call(action) {
    if (this.#failure) throw this.#failure
    try {
      return action()
    } catch (error) {
      this.#failure = failure(error)
      throw this.#failure
    }
  }
}

/** A request on its way through the emulator, until its answer is complete or the client gives it up. */
export class Visit {
  /** @type {((closedEarly: boolean) => void) | undefined} undefined when it is over */
  #leave

  /** @type {() => void} */
  #wake = () => {}

  /** @param {(closedEarly: boolean) => void} leave called once, at the end */
  constructor(leave) {
    this.#leave = leave
  }

  get isOver() {
    return this.#leave === undefined
  }

  /** @param {boolean} [closedEarly] whether the client gave the request up */
  end(closedEarly = false) {
    const leave = this.#leave
    this.#leave = undefined
    leave?.(closedEarly)
    this.#wake()
  }

  /**
   * Waits for a time, or without one for ever; the end of the visit ends it at once.
   *
   * @param {number} [ms]
   * @returns {Promise<void>}
   */
  wait(ms) {
    if (this.isOver) return Promise.resolve()
    return new Promise((resolve) => {
      const timer = ms === undefined ? undefined : setTimeout(resolve, ms)
      this.#wake = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  }
}

/**
 * What a trap of the module means: the message of the panic behind it, where there is one.
 *
 * @param {unknown} trap
 * @returns {Error}
 */
function failure(trap) {
  const reason = lastPanic() || (trap instanceof Error ? trap.message : String(trap))
  return new Error(`the emulator failed, which is a bug in it: ${reason}`, { cause: trap })
}

/**
 * An answer in the form of the emulator's own refusals, which a page of another origin can read too.
 *
 * @param {number} status
 * @param {string} message
 * @param {Iterable<readonly [string, string]>} asked the headers of the request
 * @returns {Answer}
 */
export function refusal(status, message, asked) {
  /** @type {[string, string][]} */
  const headers = [
    ['Content-Type', 'application/json; charset=utf-8'],
    ['Vary', 'Origin'],
  ]
  const [, origin] = [...asked].find(([name]) => name.toLowerCase() === 'origin') ?? []
  if (origin) headers.push(['Access-Control-Allow-Origin', origin], ['Access-Control-Allow-Credentials', 'true'])
  return { status, headers, body: new TextEncoder().encode(JSON.stringify({ error_msg: message })), delivery: AT_ONCE }
}

/**
 * Checks what JSON cannot carry over, and leaves the rest to the wasm side.
 *
 * @param {unknown} options
 * @param {string[]} others
 * @returns {string}
 */
function readOptions(options, others) {
  if (options === undefined) return '{}'
  if (typeof options !== 'object' || options === null || Array.isArray(options)) {
    throw new TypeError(`options: expected an object, got ${show(options)}`)
  }
  /** @type {string[]} */
  const parts = []
  for (const name of Object.keys(options)) {
    if (!OPTIONS.includes(name)) {
      throw new TypeError(`${name}: there is no such option; there are ${[...OPTIONS, ...others].join(', ')}`)
    }
    const value = read(options, name)
    if (value === undefined) continue
    if (typeof value === 'number') refuseInfinite(name, value)
    parts.push(`${JSON.stringify(name)}:${toJson(name, value)}`)
  }
  return `{${parts.join(',')}}`
}

/**
 * @param {object} options
 * @param {string} name
 * @returns {unknown}
 */
function read(options, name) {
  try {
    return /** @type {Record<string, unknown>} */ (options)[name]
  } catch (error) {
    throw new TypeError(`${name}: cannot be read: ${error instanceof Error ? error.message : error}`, { cause: error })
  }
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
  // Users may be many, and JSON's null for a NaN is a value that a user may have.
  if (name !== 'users') refuseInfinite(name, value)
  return text
}

/**
 * Refuses what JSON would turn into null, by its place. The value is known to be JSON.
 *
 * @param {string} at
 * @param {unknown} value
 */
function refuseInfinite(at, value) {
  if (typeof value === 'number' && !Number.isFinite(value)) throw new TypeError(`${at}: expected a finite number, got ${value}`)
  if (Array.isArray(value)) value.forEach((item, index) => refuseInfinite(`${at}[${index}]`, item))
  else if (typeof value === 'object' && value !== null) {
    for (const [name, item] of Object.entries(value)) refuseInfinite(`${at}.${name}`, item)
  }
}

/**
 * A value for a message.
 *
 * @param {unknown} value
 * @returns {string}
 */
export function show(value) {
  if (Array.isArray(value)) return 'an array'
  if (typeof value === 'string') return JSON.stringify(value)
  return typeof value === 'object' && value !== null ? 'an object' : typeof value === 'function' ? 'a function' : String(value)
}

/**
 * Splits status with delivery, header lines and body at the empty line.
 *
 * @param {Uint8Array<ArrayBuffer>} answer
 * @returns {Answer}
 */
function split(answer) {
  const NEWLINE = 10
  let end = answer.indexOf(NEWLINE)
  while (answer[end + 1] !== NEWLINE) end = answer.indexOf(NEWLINE, end + 1)
  const [first, ...lines] = new TextDecoder().decode(answer.subarray(0, end)).split('\n')
  const [status, delayMs, arrival, after = 0] = first.split(' ')
  return {
    status: Number(status),
    headers: lines.map((line) => {
      const colon = line.indexOf(':')
      return [line.slice(0, colon), line.slice(colon + 2)]
    }),
    body: Number(status) === 204 ? null : answer.subarray(end + 2),
    delivery:
      arrival === undefined
        ? AT_ONCE
        : { delayMs: Number(delayMs), arrival: /** @type {Delivery['arrival']} */ (arrival), after: Number(after) },
  }
}
