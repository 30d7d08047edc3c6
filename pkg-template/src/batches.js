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
    this.#fill()
    while (this.#waiting.length > 0) {
      let failure = this.#stop.isAborted ? { error: this.#stop.signal.reason } : this.#failures.shift()
      const batch = this.isStopped || failure ? undefined : this.#ready.shift()
      if (!failure && !batch) {
        if (!this.isStopped && this.#inFlight > 0) return
        failure = this.#end()
      }
      const next = this.#waiting.shift()
      if (failure) next?.reject(failure.error)
      else next?.resolve(batch)
      // One more page is fetched while the caller works on this one.
      this.#fill()
    }
  }

  /** Nothing more will come, which a plan that is not done must not say. */
  #end() {
    this.#stop.release()
    const isStuck = !this.isStopped && !this.#plan.isDone()
    return isStuck ? { error: internal('a plan has nothing to send, and is not done') } : undefined
  }

  #fill() {
    while (!this.isStopped && !this.#failures.length && this.#inFlight + this.#ready.length < this.#concurrency) {
      const request = this.#begin()
      if (!request) return
      this.#inFlight++
      request.then(
        (batch) => this.#settled(() => batch && this.#ready.push(/** @type {Batch} */ (batch))),
        (error) => this.#settled(() => this.#failures.push({ error: toError(error) })),
      )
    }
  }

  #begin() {
    try {
      return this.#plan.begin(this.#stop.signal)
    } catch (error) {
      this.#failures.push({ error: toError(error) })
      return undefined
    }
  }

  /** @param {() => unknown} keep */
  #settled(keep) {
    this.#inFlight--
    if (!this.isStopped) keep()
    this.#proceed()
  }
}
