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

/** Some 50 KB: what is larger than 128 KB lies beside the memory that engines clean up often. */
const USERS_PER_CHUNK = 50

export class Export {
  #plan
  /** @type {Writer | undefined} there as soon as the columns are known */
  #writer
  /** @type {AsyncIterator<User[]> | undefined} what is being read */
  #pages
  /** @type {User[]} the page that is being written, and how much of it is */
  #page = []
  #at = 0
  #isRead = false
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

  /** @param {ReadableStreamDefaultController<Uint8Array>} controller */
  async pull(controller) {
    try {
      const text = await this.#next()
      if (this.#isEnded) return
      if (text !== '') {
        const bytes = this.#encoder.encode(text)
        controller.enqueue(bytes)
        this.#progress.bytes += bytes.length
      }
      this.#tell()
      if (!this.#isRead) return
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

  /** The text of some users, with what stands before all of them and after. @returns {Promise<string>} */
  async #next() {
    let head = ''
    if (!this.#writer) {
      this.#count()
      this.#writer = await this.#begin()
      // It may have been cancelled meanwhile.
      if (this.#isEnded) return ''
      head = this.#writer.head
    }
    // A page may be empty, and a stream to which nothing comes does not ask again.
    while (this.#at >= this.#page.length && !this.#isRead) await this.#turn()
    if (this.#isRead) return head + this.#writer.tail
    const users = this.#page.slice(this.#at, this.#at + USERS_PER_CHUNK)
    this.#at += users.length
    this.#progress.read += users.length
    return head + this.#writer.rows(users)
  }

  /** Goes on to the next page. */
  async #turn() {
    this.#pages ??= this.#plan.rows()
    // While it comes, nobody needs the last one.
    this.#page = []
    this.#at = 0
    const { value: users, done } = await this.#pages.next()
    if (done) this.#isRead = true
    else this.#page = users
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
    while (await this.#learn(columns, this.#pages));
    this.#pages = undefined
    this.#progress = { ...this.#progress, phase: 'rows', total: this.#progress.read, read: 0 }
    return columns
  }

  /**
   * Learns from one page, and tells whether there was one. A function of its own, because a loop would hold the page while the
   * next one comes.
   *
   * @param {Columns} columns
   * @param {AsyncIterator<User[]>} pages
   */
  async #learn(columns, pages) {
    const { value: users, done } = await pages.next()
    if (done || this.#isEnded) return false
    columns.learn(users)
    this.#progress.read += users.length
    this.#tell()
    return true
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

  #tell() {
    this.#plan.onProgress?.({ ...this.#progress })
  }
}
