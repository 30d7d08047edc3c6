// @ts-check
// One export: pulls users page by page, and turns each page into a chunk of bytes.

import { Columns } from './columns.js'
import { CsvWriter } from './csv.js'
import { JsonWriter } from './json.js'

/**
 * @typedef {Record<string, any>} User
 *
 * @typedef {object} Writer what turns users into text; `head` comes once, before everything
 * @property {string} head
 * @property {(users: User[]) => string} rows
 * @property {string} tail
 */

export class Export {
  #plan
  /** @type {Writer | undefined} there as soon as the columns are known */
  #writer
  /** @type {AsyncIterator<User[]> | undefined} what is being read */
  #pages
  #isEnded = false
  #encoder = new TextEncoder()
  /** @type {import('./options.js').Progress} */
  #progress = { phase: 'rows', read: 0, total: undefined, bytes: 0 }
  /** Ends what is not asked for page by page. */
  #stop = new AbortController()

  /** @param {import('./options.js').Plan} plan */
  constructor(plan) {
    this.#plan = plan
  }

  /**
   * The next chunk: a page, or what stands before and after all pages.
   *
   * @param {ReadableStreamDefaultController<Uint8Array>} controller
   */
  async pull(controller) {
    try {
      let head = ''
      if (!this.#writer) {
        this.#count()
        this.#writer = await this.#begin()
        head = this.#writer.head
      }
      this.#pages ??= this.#plan.rows()
      const { value: users, done } = await this.#pages.next()
      if (this.#isEnded) return
      const text = head + (done ? this.#writer.tail : this.#writer.rows(users))
      if (text !== '') {
        const bytes = this.#encoder.encode(text)
        controller.enqueue(bytes)
        this.#progress.bytes += bytes.length
      }
      this.#tell(done ? 0 : users.length)
      if (!done) return
      controller.close()
      this.end()
    } catch (error) {
      this.end()
      throw error
    }
  }

  /** Ends what is in flight. */
  end() {
    this.#isEnded = true
    this.#stop.abort()
    void this.#pages?.return?.()
  }

  /** @returns {Promise<Writer>} */
  async #begin() {
    const { format, fields, ...options } = this.#plan
    if (format !== 'csv') return new JsonWriter(format, fields, options.times)
    return new CsvWriter(fields ? Columns.named(fields) : await this.#learned(), options)
  }

  /** Reads everyone once, because a header stands above all rows, and any user may have a field of his own. */
  async #learned() {
    const columns = new Columns(this.#plan.nested)
    this.#progress.phase = 'columns'
    this.#pages = this.#plan.everyone()
    for (;;) {
      const { value: users, done } = await this.#pages.next()
      if (done || this.#isEnded) break
      columns.learn(users)
      this.#tell(users.length)
    }
    this.#pages = undefined
    this.#progress = { ...this.#progress, phase: 'rows', total: this.#progress.read, read: 0 }
    return columns
  }

  /** Counts who match beside reading them. Where that fails, no total is told: the reading tells what is wrong. */
  #count() {
    if (!this.#plan.onProgress) return
    this.#plan.count(this.#stop.signal).then(
      (total) => {
        this.#progress.total ??= total
      },
      () => {},
    )
  }

  /** @param {number} read */
  #tell(read) {
    this.#progress.read += read
    this.#plan.onProgress?.({ ...this.#progress })
  }
}
