// @ts-check
// Drives a bulk job of the module, step by step. What is sent when, and what an answer means, is for the job to say.

import { TooManyMatchesError, internal, made, toError } from './errors.js'
import { Stop } from './stop.js'

export class Job {
  #job
  #stop
  #concurrency
  /** @type {Set<Promise<void>>} */
  #inFlight = new Set()
  /** @type {{ error: unknown } | undefined} what nobody has been told yet */
  #failure
  /** Whether that which was told last is a failure. */
  #hasFailed = false
  /** Those who ask at once take turns. */
  #turn = Promise.resolve()
  #isOver = false

  /**
   * @param {import('#wasm/client.js').Job} job
   * @param {AbortSignal | undefined} signal
   */
  constructor(job, signal) {
    this.#job = job
    this.#stop = new Stop(signal)
    this.#concurrency = job.concurrency()
  }

  get checkpoint() {
    return this.#job.checkpoint()
  }

  next() {
    const next = this.#turn.then(() => this.#next())
    this.#turn = next.then(
      () => {},
      () => {},
    )
    return next
  }

  /** Sends nothing more, and waits for what is in flight: cut off, a write would be in doubt. */
  async return() {
    this.#isOver = true
    await Promise.all(this.#inFlight)
    this.#job.withdraw()
    this.#stop.release()
    return { value: this.#job.report(), done: true }
  }

  async report() {
    for (;;) {
      const { value, done } = await this.next()
      if (done) return value
    }
  }

  [Symbol.asyncIterator]() {
    return this
  }

  /** @returns {Promise<IteratorResult<unknown, unknown>>} */
  async #next() {
    if (this.#isOver) return this.return()
    // What else failed by then is tried again, too.
    if (this.#hasFailed && !isFinal(this.#failure)) this.#failure = undefined
    this.#hasFailed = false
    // A failure is told first, lest what is not sent for it counts as declared.
    if (!this.#failure) this.#job.proceed()
    for (;;) {
      const failure = this.#failure
      if (this.#isOver || (!failure && this.#job.isDone())) return this.return()
      if (this.#stop.isStopped) {
        // They are cut off by now. Those that were still to be sent, or sent again, are not declared any more.
        await Promise.all(this.#inFlight)
        this.#job.withdraw()
        throw this.#stop.signal.reason
      }
      if (failure) {
        this.#failure = undefined
        this.#hasFailed = true
        throw failure.error
      }
      this.#fill()
      const step = this.#job.step()
      if (step) return { value: step, done: false }
      if (this.#job.isDone()) continue
      if (this.#inFlight.size === 0) throw internal('a job has nothing to send, and is not done')
      await Promise.race(this.#inFlight)
    }
  }

  #fill() {
    while (this.#inFlight.size < this.#concurrency) {
      const request = made(() => this.#job.begin(this.#stop.signal))
      if (!request) return
      this.#stop.listen()
      const settled = request
        .then(
          () => {},
          (error) => this.#failed({ error: toError(error) }),
        )
        .finally(() => {
          this.#inFlight.delete(settled)
          // A signal may outlive many jobs, and nobody must tell that one of them is left.
          if (this.#inFlight.size === 0) this.#stop.release()
        })
      this.#inFlight.add(settled)
    }
  }

  /**
   * Keeps the first: an outage that many requests meet is one.
   *
   * @param {{ error: unknown }} failure
   */
  #failed(failure) {
    if (!this.#failure || isFinal(failure)) this.#failure = failure
  }
}

/**
 * Whether the job is stopped for it, so that it cannot come again.
 *
 * @param {{ error: unknown } | undefined} failure
 */
const isFinal = (failure) => failure?.error instanceof TooManyMatchesError
