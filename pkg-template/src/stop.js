// @ts-check
// What ends many requests at once: the caller's signal, or that nobody wants more of them.

export class Stop {
  #controller = new AbortController()
  #caller
  #isAborted = false

  /** @param {AbortSignal | undefined} caller a signal that the module has accepted */
  constructor(caller) {
    this.#caller = caller
    if (caller?.aborted) this.now()
    else caller?.addEventListener('abort', this.now)
  }

  /** For the requests. */
  get signal() {
    return this.#controller.signal
  }

  get isStopped() {
    return this.signal.aborted
  }

  /** Whether the caller's signal did it; its reason is then `signal.reason`. */
  get isAborted() {
    return this.#isAborted
  }

  /** Ends the requests. */
  now = () => {
    if (this.isStopped) return
    this.release()
    this.#isAborted = this.#caller?.aborted === true
    this.#controller.abort(this.#isAborted ? this.#caller?.reason : undefined)
  }

  /** Listens no more: nothing is left to end. */
  release() {
    this.#caller?.removeEventListener('abort', this.now)
  }
}
