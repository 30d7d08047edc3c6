// Chance that can be repeated. Runs in Node and in a page.

/** The same seed throws the same numbers. */
export class Dice {
  #state

  /** @param {number} seed a whole number */
  constructor(seed) {
    this.#state = Math.imul(seed + 1, 0x9e3779b1) >>> 0
  }

  /** A number from 0 to below 1. */
  roll() {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0
    let mixed = this.#state
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }

  /** A whole number; both ends can come. */
  between(least, greatest) {
    return least + Math.floor(this.roll() * (greatest - least + 1))
  }

  /** Whether something happens that does so with this probability. */
  chance(probability) {
    return this.roll() < probability
  }

  /** One of several. */
  pick(items) {
    return items[this.between(0, items.length - 1)]
  }
}
