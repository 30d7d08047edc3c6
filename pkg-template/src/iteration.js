// @ts-check
// Users one after the other, page by page, or in batches, as async iterables. Each begins anew whenever it is iterated over.

import { Batches } from './batches.js'
import { made } from './errors.js'

/**
 * @typedef {import('#wasm/client.js').Reading} Reading
 * @typedef {import('./batches.js').Batch} Batch
 */

/**
 * @template T
 * @param {T | undefined} value
 * @returns {IteratorResult<T, undefined>}
 */
const result = (value) => (value === undefined ? { value: undefined, done: true } : { value, done: false })

/**
 * The cursor after the first `given` users of a batch.
 *
 * @param {Reading} plan
 * @param {Batch} batch
 * @param {number} given
 */
function cursorWithin(plan, { objects, page }, given) {
  // After a whole page it stands before the next.
  const [at, users] = given < objects.length ? [page, objects.slice(0, given)] : [page + 1, []]
  return made(() => plan.cursorWithin(at, users))
}

export class Iteration {
  #begin
  #signal
  /** @type {() => string} where the latest iterator stands */
  #cursor

  /**
   * @param {() => Reading} begin
   * @param {AbortSignal | undefined} signal
   */
  constructor(begin, signal) {
    this.#begin = begin
    this.#signal = signal
    const cursor = begin().cursor()
    this.#cursor = () => cursor
  }

  get cursor() {
    return this.#cursor()
  }

  [Symbol.asyncIterator]() {
    const users = new Users(this.#begin(), this.#signal)
    this.#cursor = () => users.cursor
    return users
  }

  pages() {
    return {
      [Symbol.asyncIterator]: () => {
        const plan = this.#begin()
        let cursor = plan.cursor()
        this.#cursor = () => cursor
        return new Arrays(plan, this.#signal, (batch) => {
          cursor = cursorWithin(plan, batch, batch.objects.length)
          return { objects: batch.objects, cursor }
        })
      },
    }
  }
}

export class Scan {
  #begin
  #signal

  /**
   * @param {() => Reading} begin
   * @param {AbortSignal | undefined} signal
   */
  constructor(begin, signal) {
    this.#begin = begin
    this.#signal = signal
    begin()
  }

  [Symbol.asyncIterator]() {
    return new Arrays(this.#begin(), this.#signal, ({ objects }) => objects)
  }
}

/** One batch a turn. @template T */
class Arrays {
  #batches
  #show

  /**
   * @param {Reading} plan
   * @param {AbortSignal | undefined} signal
   * @param {(batch: Batch) => T} show
   */
  constructor(plan, signal, show) {
    this.#batches = new Batches(plan, signal)
    this.#show = show
  }

  async next() {
    const batch = await this.#batches.next()
    return result(batch && this.#show(batch))
  }

  async return() {
    this.#batches.end()
    return result(undefined)
  }

  [Symbol.asyncIterator]() {
    return this
  }
}

/** One user a turn. */
class Users {
  #plan
  #batches
  /** @type {Batch} */
  #batch = { objects: [], page: -1 }
  #given = 0
  /** Those who ask at once take turns. */
  #turn = Promise.resolve()
  #waiting = 0

  /**
   * @param {Reading} plan
   * @param {AbortSignal | undefined} signal
   */
  constructor(plan, signal) {
    this.#plan = plan
    this.#batches = new Batches(plan, signal)
  }

  get #hasMore() {
    return this.#given < this.#batch.objects.length && !this.#batches.isStopped
  }

  get cursor() {
    return cursorWithin(this.#plan, this.#batch, this.#given)
  }

  /** @returns {Promise<IteratorResult<any, undefined>>} */
  next() {
    if (this.#waiting === 0 && this.#hasMore) return Promise.resolve(result(this.#batch.objects[this.#given++]))
    this.#waiting++
    const next = this.#turn.then(() => this.#next()).finally(() => this.#waiting--)
    this.#turn = next.then(
      () => {},
      () => {},
    )
    return next
  }

  async #next() {
    while (!this.#hasMore) {
      const batch = await this.#batches.next()
      if (!batch) return result(undefined)
      this.#batch = batch
      this.#given = 0
    }
    return result(this.#batch.objects[this.#given++])
  }

  async return() {
    this.#batches.end()
    return result(undefined)
  }

  [Symbol.asyncIterator]() {
    return this
  }
}
