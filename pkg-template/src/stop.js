// @ts-check
// What ends many requests at once: the caller's signal, or that nobody wants more of them.

export class Stop {
  #controller = new AbortController()
  #caller
  /** Whether the caller's signal did it; its reason is then `signal.reason`. */
  isAborted = false

  /** @param {AbortSignal | undefined} caller a signal that the module has accepted */
  constructor(caller) {
    this.#caller = caller
    this.listen()
  }

  /** For the requests. */
  get signal() {
    return this.#controller.signal
  }

  /** Whether it has ended, also by a signal that nobody listened to. */
  get isStopped() {
    this.#look()
    return this.signal.aborted
  }

  /** Ends the requests. */
  now() {
    this.release()
    this.#controller.abort()
  }

  /** Listens to the caller's signal from now on. */
  listen() {
    if (!this.isStopped) attempt(() => this.#caller?.addEventListener('abort', this.#look))
  }

  /** Listens no more, because nothing is left to end: what the signal says is only seen by who looks. */
  release() {
    attempt(() => this.#caller?.removeEventListener('abort', this.#look))
  }

  #look = () => {
    if (this.signal.aborted || !attempt(() => this.#caller?.aborted)) return
    this.isAborted = true
    this.release()
    this.#controller.abort(attempt(() => this.#caller?.reason))
  }
}

/**
 * What reading gives; nothing where that throws, as it may with a signal of another make.
 *
 * @template T
 * @param {() => T} read
 * @returns {T | undefined}
 */
function attempt(read) {
  try {
    return read()
  } catch {
    return undefined
  }
}
