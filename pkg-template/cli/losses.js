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
  #untold = 0

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
    this.#keep([...failures, ...doubts])
  }

  /**
   * Takes what the report has beyond the steps.
   *
   * @param {{ failures: readonly object[], doubts: readonly object[] }} report
   */
  end({ failures, doubts }) {
    this.add({ failures: failures.slice(this.#failures), doubts: doubts.slice(this.#doubts) })
    if (this.#untold > 0) this.#session.output.note(this.#session.say('moreLosses', { count: this.#untold }))
  }

  /** @param {readonly any[]} losses */
  #keep(losses) {
    if (this.#path !== undefined && losses.length > 0) this.#append(losses)
    const { say, output } = this.#session
    for (const { id, code, message, from, to, users } of losses) {
      if (this.#told === TOLD) this.#untold += 1
      else {
        this.#told += 1
        const parts = { id, code: visible(String(code ?? '-')), message: visible(String(message)), from, to, users }
        output.note(say(from === undefined ? 'lostUser' : 'lostRange', parts))
      }
    }
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
