// @ts-check
// Users that were not changed, and users of whom nobody knows: told as they come, and kept in a file.

import { appendFileSync } from 'node:fs'
import { visible } from './cells.js'
import { fileFailure } from './failure.js'

/** How many are told to people; a file takes all. */
const TOLD = 20

export class Losses {
  #session
  #path
  #failures = 0
  #doubts
  #told = 0
  /** @type {object[]} */
  #untold = []
  /** What the file has not taken yet. @type {Set<object>} */
  #unkept = new Set()

  /**
   * @param {import('./run.js').Session} session
   * @param {string | undefined} path
   * @param {number} doubts how many were told by earlier runs
   */
  constructor(session, path, doubts) {
    this.#session = session
    this.#path = path
    this.#doubts = doubts
    if (path !== undefined) this.#append([])
  }

  /**
   * Takes what a step tells.
   *
   * @param {{ failures: readonly object[], doubts: readonly object[] }} step
   */
  add({ failures, doubts }) {
    this.#failures += failures.length
    this.#doubts += doubts.length
    // Told before it is kept: the file may fail.
    for (const loss of [...failures, ...doubts]) {
      if (this.#told < TOLD) this.#tell(loss)
      else this.#untold.push(loss)
      this.#unkept.add(loss)
    }
    if (this.#path !== undefined && this.#unkept.size > 0) this.#append([...this.#unkept])
    this.#unkept.clear()
  }

  /**
   * Takes what the report has beyond the steps.
   *
   * @param {{ failures: readonly object[], doubts: readonly object[] }} report
   */
  end({ failures, doubts }) {
    try {
      this.add({ failures: failures.slice(this.#failures), doubts: doubts.slice(this.#doubts) })
    } finally {
      // Nobody would learn of those whom the file did not take, and the job goes on after them.
      for (const loss of this.#untold) if (this.#unkept.has(loss)) this.#tell(loss)
      const count = this.#untold.filter((loss) => !this.#unkept.has(loss)).length
      if (count > 0) this.#session.output.note(this.#session.say('moreLosses', { count }))
    }
  }

  /** @param {any} loss */
  #tell({ id, code, message, from, to, users }) {
    const { say, output } = this.#session
    this.#told += 1
    const parts = { id, code: visible(String(code ?? '-')), message: visible(String(message)), from, to, users }
    output.note(say(from === undefined ? 'lostUser' : 'lostRange', parts))
  }

  /** @param {readonly object[]} losses */
  #append(losses) {
    const path = /** @type {string} */ (this.#path)
    try {
      appendFileSync(path, losses.map((loss) => `${JSON.stringify(loss)}\n`).join(''))
    } catch (error) {
      throw fileFailure(path, error)
    }
  }
}
