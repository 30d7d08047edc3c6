// @ts-check
// Drives a plan of the module: keeps as many requests in flight as it allows, and hands out what they bring. Which
// request comes next, and what of its answer is new, is for the plan to say.

import { internal, toError } from './errors.js'
import { Stop } from './stop.js'

/**
 * @typedef {object} Batch
 * @property {any[]} objects users that nobody was given yet
 * @property {number} page which page of the plan they are
 */

export class Batches {
  #plan
  #stop
  #concurrency
  #inFlight = 0
  /** @type {Batch[]} what nobody has asked for yet: these and the requests in flight are never more than `concurrency` */
  #ready = []
  /** @type {{ error: unknown }[]} failures that nobody has been told yet */
  #failures = []
  #hasFailed = false
  /** @type {{ resolve: (batch: Batch | undefined) => void, reject: (error: unknown) => void }[]} */
  #waiting = []

  /**
   * @param {import('#wasm/client.js').Reading} plan
   * @param {AbortSignal | undefined} signal
   */
  constructor(plan, signal) {
    this.#plan = plan
    this.#stop = new Stop(signal)
    this.#concurrency = plan.concurrency()
  }

  get isStopped() {
    return this.#stop.isStopped
  }

  /**
   * The next batch, or `undefined` at the end. Several calls at once get different batches. After a failure, another
   * call asks the server again.
   *
   * @returns {Promise<Batch | undefined>}
   */
  next() {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ resolve, reject })
      this.#stop.listen()
      this.#proceed()
    })
  }

  /** Ends it, and what is in flight. */
  end() {
    this.#stop.now()
    this.#proceed()
  }

  /** Begins what may begin, and answers who waits as far as that is possible now. */
  #proceed() {
    // One more page is fetched while the caller works on this one.
    for (this.#fill(); this.#waiting.length > 0; this.#fill()) {
      let failure = this.isStopped ? this.#abortion() : this.#failures.shift()
      const batch = this.isStopped || failure ? undefined : this.#ready.shift()
      if (!failure && !batch) {
        // Even when the plan is done: what it has taken last may still be on its way here.
        if (!this.isStopped && this.#inFlight > 0) return
        failure = this.#end()
      }
      const next = this.#waiting.shift()
      if (failure) next?.reject(failure.error)
      else next?.resolve(batch)
    }
    // A signal may outlive many iterators, and nobody must tell that one of them is left after a failure.
    if (this.#inFlight === 0) this.#stop.release()
  }

  #abortion() {
    return this.#stop.isAborted ? { error: this.#stop.signal.reason } : undefined
  }

  /** Nothing more will come, which a plan that is not done must not say. */
  #end() {
    const isStuck = !this.isStopped && !this.#plan.isDone()
    this.#stop.now()
    return isStuck ? { error: internal('a plan has nothing to send, and is not done') } : undefined
  }

  #fill() {
    // Nothing is sent after a failure before it is told, and somebody asks again.
    if (this.#waiting.length > 0 && this.#failures.length === 0) this.#hasFailed = false
    while (!this.isStopped && !this.#hasFailed && this.#inFlight + this.#ready.length < this.#concurrency) {
      const request = this.#begin()
      if (!request) return
      this.#inFlight++
      request.then(
        (batch) => this.#settled(() => batch && this.#ready.push(/** @type {Batch} */ (batch))),
        (error) => this.#settled(() => this.#fail(error)),
      )
    }
  }

  #begin() {
    try {
      return this.#plan.begin(this.#stop.signal)
    } catch (error) {
      this.#fail(error)
      return undefined
    }
  }

  /**
   * Requests that fail together are told once to each who waits, or once to who asks next.
   *
   * @param {unknown} error
   */
  #fail(error) {
    if (!this.#hasFailed || this.#failures.length < this.#waiting.length) this.#failures.push({ error: toError(error) })
    this.#hasFailed = true
  }

  /** @param {() => unknown} keep */
  #settled(keep) {
    this.#inFlight--
    if (!this.isStopped) keep()
    this.#proceed()
  }
}
