// @ts-check
// What ends many requests at once: the caller's signal, or that nobody wants more of them.

import { attempt, listen, unlisten } from './deadline.js'

export class Stop {
  #controller = new AbortController()
  #caller
  /** A signal of another make may say something else, or throw, the next time it is asked. */
  #isAborted = false

  /** @param {AbortSignal | undefined} caller a signal that the module has accepted */
  constructor(caller) {
    this.#caller = caller
  }

  /** For the requests. */
  get signal() {
    return this.#controller.signal
  }

  get isStopped() {
    if (!this.signal.aborted && attempt(() => this.#caller?.aborted)) this.#abort()
    return this.signal.aborted
  }

  /** Whether the caller's signal did it; its reason is then `signal.reason`. */
  get isAborted() {
    return this.#isAborted
  }

  /** Ends the requests. */
  now() {
    this.release()
    this.#controller.abort()
  }

  /** Listens from now on, to what may end requests in flight. */
  listen() {
    if (!this.isStopped) attempt(() => this.#caller && listen(this.#caller, this.#abort))
  }

  /** Listens no more, while nothing is in flight: what the signal says is seen by who asks. */
  release() {
    attempt(() => this.#caller && unlisten(this.#caller, this.#abort))
  }

  #abort = () => {
    if (this.signal.aborted) return
    this.#isAborted = true
    this.release()
    this.#controller.abort(attempt(() => this.#caller?.reason))
  }
}
