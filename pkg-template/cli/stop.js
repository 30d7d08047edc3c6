// @ts-check
// Ctrl-C, and how it is heard: gently the first time where a command knows how, at once the second time.

import { EXIT } from './exit-codes.js'
import { Failure } from './failure.js'

export class Stop {
  #controller = new AbortController()
  /** @type {(() => void) | undefined} */
  #gently
  /** @type {NodeJS.Signals | undefined} */
  #heard

  constructor() {
    process.on('SIGINT', (name) => this.#hear(name))
    process.on('SIGTERM', (name) => this.#hear(name))
  }

  /** Cuts off what is in flight. */
  get signal() {
    return this.#controller.signal
  }

  /** What to end with, once stopped. */
  get failure() {
    return this.#heard && stopped(this.#heard)
  }

  /** @param {(() => void) | undefined} act at the first signal, even an earlier one, instead of cutting off */
  onFirst(act) {
    this.#gently = act
    if (this.#heard) act?.()
  }

  /** @param {NodeJS.Signals} name */
  #hear(name) {
    const isFirst = this.#heard === undefined
    this.#heard ??= name
    if (isFirst && this.#gently) return this.#gently()
    // Whoever asks a third time does not want to wait for what hangs.
    if (this.signal.aborted) process.exit(stopped(name).exitCode)
    this.#controller.abort(stopped(this.#heard))
  }
}

/** @param {NodeJS.Signals} name */
const stopped = (name) => new Failure('stopped', name === 'SIGTERM' ? EXIT.terminated : EXIT.stopped, 'stopped')
