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
 * Where a plan stands after users of a page: their ids, and the key of the last one.
 *
 * @param {Reading} plan
 * @param {number} page
 * @param {number[]} ids
 * @param {unknown[]} key
 */
const cursorWithin = (plan, page, ids, key) =>
  made(() => plan.cursorWithin(page, Float64Array.from(ids), JSON.stringify(key)))

/**
 * Where a plan stands after a whole page.
 *
 * @param {Reading} plan
 * @param {number} page
 */
const cursorAfter = (plan, page) => cursorWithin(plan, page + 1, [], [])

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
        let last = -1
        this.#cursor = () => cursorAfter(plan, last)
        return new Arrays(plan, this.#signal, ({ objects, page }) => {
          last = page
          return {
            objects,
            // Where users may move it holds all ids so far: written for every page, they would add up.
            get cursor() {
              return cursorAfter(plan, page)
            },
          }
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
  /** Ids of those given of the batch. A user belongs to the caller, who may change it: what the cursor needs is kept. */
  #ids = /** @type {number[]} */ ([])
  /** The key of the last of them, and the fields that it is made of. */
  #key = /** @type {unknown[]} */ ([])
  #fields = /** @type {string[]} */ ([])
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
    return this.#ids.length < this.#batch.objects.length && !this.#batches.isStopped
  }

  get cursor() {
    const { objects, page } = this.#batch
    // After a whole page it stands before the next.
    return this.#ids.length < objects.length
      ? cursorWithin(this.#plan, page, this.#ids, this.#key)
      : cursorAfter(this.#plan, page)
  }

  /** @returns {Promise<IteratorResult<any, undefined>>} */
  next() {
    if (this.#waiting === 0 && this.#hasMore) return Promise.resolve(this.#give())
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
      this.#ids = []
      this.#fields = this.#plan.keyFields(batch.page)
    }
    return this.#give()
  }

  #give() {
    const user = this.#batch.objects[this.#ids.length]
    this.#ids.push(user.id)
    this.#key = this.#fields.map((field) => user[field] ?? null)
    return result(user)
  }

  async return() {
    this.#batches.end()
    return result(undefined)
  }

  [Symbol.asyncIterator]() {
    return this
  }
}
