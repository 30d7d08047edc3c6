// @ts-check
// The limit of a call: its time, and its caller's signal. What a caller hands in (a fetch, a signal, a function) may
// throw, give anything, or never settle. So each wait ends with the limit at the latest, and what comes later is not heard.

/** @type {WeakMap<AbortSignal, { waiting: Set<() => void>, tell: () => void }>} */
const heard = new WeakMap()

/**
 * Calls `onAbort` when `signal` aborts. A signal has one listener, however many wait for it: engines take many listeners
 * on one target for a leak.
 *
 * @param {AbortSignal} signal
 * @param {() => void} onAbort
 */
export function listen(signal, onAbort) {
  const known = heard.get(signal)
  if (known) return void known.waiting.add(onAbort)
  const waiting = new Set([onAbort])
  const tell = () => {
    for (const told of [...waiting]) told()
  }
  signal.addEventListener('abort', tell)
  heard.set(signal, { waiting, tell })
}

/**
 * Calls it no more.
 *
 * @param {AbortSignal} signal
 * @param {() => void} onAbort
 */
export function unlisten(signal, onAbort) {
  const known = heard.get(signal)
  if (!known?.waiting.delete(onAbort) || known.waiting.size > 0) return
  heard.delete(signal)
  signal.removeEventListener('abort', known.tell)
}

/** Longer ones would go off at once. */
const LONGEST_TIMER_MS = 2 ** 31 - 1

/**
 * @param {number} milliseconds
 * @param {() => void} action
 */
const after = (milliseconds, action) => setTimeout(action, Math.min(milliseconds, LONGEST_TIMER_MS))

/** One for all: made where it is used, it would keep what is around it there, the answer, until a full collection. */
const nothing = () => {}

const RUNNING = 0
const TIMED_OUT = 1
const ABORTED = 2

/** Counts from its making to its end. One wait at a time. */
export class Deadline {
  #state = RUNNING
  #endsAt
  #timer
  #caller
  #reason = /** @type {unknown} */ (undefined)
  /** Ends the wait under way. */
  #interrupt = nothing

  /**
   * @param {number} milliseconds
   * @param {AbortSignal | undefined} caller a signal that {@link Deadline.accepts}
   */
  constructor(milliseconds, caller) {
    this.#endsAt = Date.now() + milliseconds
    this.#timer = after(milliseconds, () => this.#stop(TIMED_OUT))
    this.#caller = caller
    if (!caller) return
    if (read(caller, 'aborted')) this.#abort()
    // A signal of another make may throw.
    else attempt(() => listen(caller, this.#abort))
  }

  /**
   * Whether it is an `AbortSignal`, of this realm or another; `undefined` is none, and accepted.
   *
   * @param {unknown} signal
   */
  static accepts(signal) {
    if (signal === undefined) return true
    return (
      typeof signal === 'object' &&
      typeof read(signal, 'aborted') === 'boolean' &&
      typeof read(signal, 'addEventListener') === 'function' &&
      typeof read(signal, 'removeEventListener') === 'function'
    )
  }

  /** Whether it runs (0), its time is over (1), or its caller aborted it (2). */
  get state() {
    return this.#state
  }

  /** Why the caller aborted it. */
  get reason() {
    return this.#reason
  }

  /** When its time is over, in milliseconds of this machine's clock. */
  get endsAt() {
    return this.#endsAt
  }

  /**
   * Sends a request by `fetch`, by default the global one of the moment, and reads the answer.
   *
   * @param {typeof globalThis.fetch | undefined} fetch
   * @param {string} method
   * @param {string} url
   * @param {Headers} headers
   * @param {string | undefined} body
   * @param {boolean} withCookies also to another origin
   * @param {number | undefined} milliseconds a limit of its own
   * @returns {Promise<Answer | string | undefined>} the answer; a text on what came in its place; nothing when a limit
   * came first
   */
  async send(fetch, method, url, headers, body, withCookies, milliseconds) {
    // What throws here rejects: an exception that went through the module would leave this without its end.
    if (this.#state !== RUNNING) return undefined
    const controller = new AbortController()
    /** @type {RequestInit} */
    const init = {
      method,
      // A caller's fetch may add its own, once.
      headers: new Headers(headers),
      // The operations never redirect. Followed, a redirect would carry a password to another host, or make a GET of a PUT.
      redirect: 'manual',
      signal: controller.signal,
    }
    if (body !== undefined) init.body = body
    if (withCookies) init.credentials = 'include'
    return this.#race(
      exchange(fetch ?? globalThis.fetch, url, init),
      () => controller.abort(),
      milliseconds,
    )
  }

  /**
   * Waits for a value or a promise.
   *
   * @param {unknown} work
   * @returns {Promise<unknown>} what it gives; nothing when the limit came first
   */
  wait(work) {
    // Unlike Promise.resolve, it cannot throw on a hostile thenable.
    return this.#race(new Promise((resolve) => resolve(work)))
  }

  /**
   * Waits for so long.
   *
   * @param {number} milliseconds
   */
  sleep(milliseconds) {
    return this.#race(new Promise(() => {}), undefined, milliseconds)
  }

  /** Stops what is in flight, because nobody wants it any more. */
  abandon() {
    this.#stop(ABORTED)
  }

  /** Counts no more, and lets go of what it holds. */
  end() {
    clearTimeout(this.#timer)
    this.#interrupt = nothing
    attempt(() => this.#caller && unlisten(this.#caller, this.#abort))
  }

  /**
   * @template T
   * @param {Promise<T>} work which is heard even when it lost: a rejection that nobody hears ends a process
   * @param {() => void} [giveUp] ends the work that lost
   * @param {number} [milliseconds] a limit of this race alone
   * @returns {Promise<T | undefined>}
   */
  #race(work, giveUp, milliseconds) {
    return new Promise((resolve, reject) => {
      const interrupt = () => {
        clearTimeout(timer)
        resolve(undefined)
        giveUp?.()
      }
      const timer = milliseconds === undefined ? undefined : after(milliseconds, interrupt)
      this.#interrupt = interrupt
      if (this.#state !== RUNNING) interrupt()
      /** @param {(value: any) => void} settle */
      const first = (settle) => (/** @type {any} */ value) => {
        clearTimeout(timer)
        if (this.#interrupt === interrupt) this.#interrupt = nothing
        settle(value)
      }
      work.then(first(resolve), first(reject))
    })
  }

  /** @param {number} state */
  #stop(state) {
    if (this.#state !== RUNNING) return
    this.#state = state
    this.#interrupt()
  }

  #abort = () => {
    if (this.#state === RUNNING) this.#reason = read(this.#caller, 'reason')
    this.#stop(ABORTED)
  }
}

/**
 * @typedef {object} Answer
 * @property {number} status
 * @property {string} body
 * @property {unknown} headers
 */

/**
 * @param {typeof globalThis.fetch} fetch
 * @param {string} url
 * @param {RequestInit} init
 * @returns {Promise<Answer | string>}
 */
async function exchange(fetch, url, init) {
  const response = await fetch(url, init)
  if (read(response, 'type') === 'opaqueredirect') {
    return 'the server answered with a redirect, which is not followed'
  }
  const status = read(response, 'status')
  if (!(Number.isInteger(status) && status >= 100 && status < 1000) || typeof read(response, 'text') !== 'function') {
    return 'fetch resolved with something that is not a Response'
  }
  const body = await response.text()
  return typeof body === 'string'
    ? { status, body, headers: read(response, 'headers') }
    : 'the body of the answer is not text'
}

/**
 * A header of an answer.
 *
 * @param {Answer} answer
 * @param {string} name
 * @returns {string | undefined}
 */
export function headerOf({ headers }, name) {
  const value = attempt(() => /** @type {Headers} */ (headers).get(name))
  return typeof value === 'string' && value !== '' ? value : undefined
}

/**
 * The `Set-Cookie` headers of an answer, which browsers hide.
 *
 * @param {Answer} answer
 * @returns {string[]}
 */
export function cookiesOf({ headers }) {
  const all = attempt(() => /** @type {Headers} */ (headers).getSetCookie())
  return Array.isArray(all) ? all.filter((cookie) => typeof cookie === 'string') : []
}

/**
 * What reading gives; nothing where that throws.
 *
 * @template T
 * @param {() => T} read
 * @returns {T | undefined}
 */
export function attempt(read) {
  try {
    return read()
  } catch {
    return undefined
  }
}

/**
 * A property of a value that may be none, or throw.
 *
 * @param {any} value
 * @param {string} name
 */
function read(value, name) {
  try {
    return value[name]
  } catch {
    return undefined
  }
}
