// @ts-check
// How far it is, how fast, and how long it is going to take: on the standard error output.

import { Format, SingleBar } from 'cli-progress'

/** Milliseconds between two lines where there is no terminal to draw a bar on. */
const LINE_EVERY_MS = 10_000

export class Progress {
  #say
  #bar
  #begun = Date.now()
  #spoke = Date.now()
  #first
  #isDrawn = false

  /**
   * @param {import('./language.js').Say} say
   * @param {number} [first] what was done when this run began; what is shown first, unless given
   */
  constructor(say, first) {
    this.#say = say
    this.#first = first
    this.#bar = new SingleBar({
      stream: process.stderr,
      barsize: 30,
      barCompleteChar: '#',
      barIncompleteChar: '.',
      format: (options, { progress, value, total }) =>
        `[${Format.BarFormat(progress, options)}] ${this.#line(value, total)}`,
    })
  }

  /**
   * @param {number} value
   * @param {number} total
   */
  show(value, total) {
    this.#first ??= value
    if (!process.stderr.isTTY) {
      if (Date.now() - this.#spoke < LINE_EVERY_MS) return
      this.#spoke = Date.now()
      process.stderr.write(`${this.#line(value, total)}\n`)
    } else if (this.#isDrawn) {
      this.#bar.setTotal(total)
      this.#bar.update(value)
    } else {
      this.#isDrawn = true
      this.#bar.start(total, value)
    }
  }

  /** A line below the bar. @param {string} line */
  note(line) {
    process.stderr.write(`${this.#isDrawn ? '\n' : ''}${line}\n`)
  }

  stop() {
    if (this.#isDrawn) this.#bar.stop()
  }

  /** @param {number} value @param {number} total */
  #line(value, total) {
    const seconds = (Date.now() - this.#begun) / 1000
    const perSecond = seconds > 0 ? (value - (this.#first ?? 0)) / seconds : 0
    const secondsLeft = Math.ceil((total - value) / perSecond)
    const left = total <= value ? '0s' : perSecond > 0 ? Format.TimeFormat(secondsLeft, TIME, 1) : '–'
    const percentage = total > 0 ? Math.floor((100 * value) / total) : 100
    return this.#say('progress', { percentage, value, total, rate: Math.round(perSecond), left })
  }
}

/** How times are written: `1m30s`. */
const TIME = { autopaddingChar: '' }
