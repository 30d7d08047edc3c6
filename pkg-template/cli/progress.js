// @ts-check
// How far it is, how fast, and how long it is going to take: on the standard error output.

import { Format, SingleBar } from 'cli-progress'

/** Milliseconds between two lines where there is no terminal to draw on. */
const LINE_EVERY_MS = 10_000

export class Progress {
  #bar
  #begun = 0
  /** @type {number | undefined} where it began, while it is shown */
  #first

  /** @param {import('./language.js').Say} say */
  constructor(say) {
    const isTerminal = Boolean(process.stderr.isTTY)
    this.#bar = new SingleBar({
      stream: process.stderr,
      noTTYOutput: true,
      notTTYSchedule: LINE_EVERY_MS,
      barsize: 30,
      barCompleteChar: '#',
      barIncompleteChar: '.',
      format: (options, { progress, value, total }) => {
        const perSecond = this.#rate(value)
        const left = perSecond > 0 && total > value ? Math.ceil((total - value) / perSecond) : 0
        const percentage = Math.floor(progress * 100)
        const bar = isTerminal ? `[${Format.BarFormat(progress, options)}] ` : ''
        const parts = { percentage, value, total, rate: Math.round(perSecond), left: Format.TimeFormat(left, options, 1) }
        return bar + say('progress', parts)
      },
    })
  }

  /** @param {number} value */
  #rate(value) {
    const seconds = (Date.now() - this.#begun) / 1000
    return seconds > 0 ? (value - (this.#first ?? 0)) / seconds : 0
  }

  /**
   * @param {number} value
   * @param {number} total
   */
  show(value, total) {
    if (this.#first === undefined) {
      this.#first = value
      this.#begun = Date.now()
      this.#bar.start(total, value)
    } else {
      this.#bar.setTotal(total)
      this.#bar.update(value)
    }
  }

  /** A line between two states of the bar. @param {string} line */
  note(line) {
    process.stderr.write(`${this.#first !== undefined && process.stderr.isTTY ? '\n' : ''}${line}\n`)
  }

  stop() {
    if (this.#first !== undefined) this.#bar.stop()
  }
}
