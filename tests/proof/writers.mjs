// A table that others write to while it is read, and who of its users must come.

const FIELDS = { level: 'integer', points: 'integer', note: 'string' }

/** Unix seconds, long before the changes. */
const LONG_AGO = 1_500_000_000

/** Dice that fall alike for the same seed: a function that gives a whole number from 0 to below a bound. */
function dice(seed) {
  let state = Math.imul(seed + 1, 0x9e3779b9)
  return (bound) => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) % bound
  }
}

/** Lets others go on. */
async function turns(count) {
  for (let turn = 0; turn < count; turn++) await new Promise((resolve) => setImmediate(resolve))
}

export class Writers {
  /** What the writers and the reader did so far. */
  inserts = 0
  deletes = 0
  updates = 0
  requests = 0
  /** Requests of the reader during which something was written. */
  disturbed = 0
  mostInFlight = 0
  /** The ids of the users who match, and have since the beginning. */
  faithful
  #emulator
  #below
  #isMatching
  #left
  #atOnce
  #users = new Map()
  /** The ids of the users, in no order. */
  #ids = []
  /** Ids that were given once are not given again. */
  #drawn = new Set()
  #second = LONG_AGO
  #inFlight = 0

  /**
   * @param {object} options
   * @param options.createEmulator of the package
   * @param options.seed of all that is random
   * @param options.users how many there are at first
   * @param options.writes how many changes there are: after them the writers rest, so that a reader can catch up
   * @param options.atOnce how many come one after the other, at most; there are three times for them in a request
   * @param options.isMatching whether a user meets the condition of the reader
   */
  constructor({ createEmulator, seed, users, writes, atOnce, isMatching }) {
    this.#below = dice(seed)
    this.#isMatching = isMatching
    this.#left = writes
    this.#atOnce = atOnce
    const first = Array.from({ length: users }, () => this.#newUser())
    this.#emulator = createEmulator({ users: first, fields: FIELDS })
    for (const user of first) this.#keep(user)
    this.faithful = new Set(first.filter(isMatching).map(({ id }) => id))
  }

  get writes() {
    return this.inserts + this.deletes + this.updates
  }

  /** Whether there ever was such a user. */
  knows(id) {
    return this.#drawn.has(id)
  }

  /** For the reader: writes before a request, between its sending and its carrying out, and while its answer is on its way. */
  fetch = async (url, init) => {
    this.requests++
    this.mostInFlight = Math.max(this.mostInFlight, ++this.#inFlight)
    await this.#write()
    const before = this.writes
    await turns(this.#below(4))
    await this.#write()
    const response = await this.#emulator.fetch(url, init)
    await this.#write()
    await turns(this.#below(4))
    this.disturbed += Number(this.writes > before)
    this.#inFlight--
    return response
  }

  async #write() {
    for (let count = this.#below(this.#atOnce + 1); count > 0 && this.#left > 0; count--) {
      this.#left--
      const what = this.#below(10)
      if (what < 2) this.#insert()
      else if (what < 4) this.#remove()
      else await this.#update()
    }
  }

  #insert() {
    const user = this.#newUser()
    this.#emulator.insert([user])
    this.#keep(user)
    this.inserts++
  }

  #remove() {
    const place = this.#below(this.#ids.length)
    const id = this.#ids[place]
    this.#ids[place] = this.#ids.at(-1)
    this.#ids.pop()
    this.#users.delete(id)
    this.faithful.delete(id)
    this.#emulator.remove([id])
    this.deletes++
  }

  /** Of a field of the order, of the condition, or of neither; as any client does it. */
  async #update() {
    const id = this.#ids[this.#below(this.#ids.length)]
    const field = ['level', 'points', 'note'][this.#below(3)]
    const change = { [field]: this.#values()[field] }
    const user = { ...this.#users.get(id), ...change }
    this.#users.set(id, user)
    if (!this.#isMatching(user)) this.faithful.delete(id)
    this.updates++
    const headers = { authorization: 'Bearer of-another-client', 'content-type': 'application/json' }
    const url = `https://host/oserve/v2.6/miniapp/user_profile/${id}/`
    await this.#emulator.fetch(url, { method: 'PUT', headers, body: JSON.stringify(change) })
  }

  #keep(user) {
    this.#ids.push(user.id)
    this.#users.set(user.id, user)
  }

  #newUser() {
    this.#second += this.#below(2)
    const created_at = this.#below(50) === 0 ? null : this.#second
    return { id: this.#newId(), created_at, updated_at: created_at, nickname: `n${this.#below(2000)}`, ...this.#values() }
  }

  /** Of 5 to 15 digits, most often of 8. */
  #newId() {
    const digits = [5, 8, 8, 8, 8, 8, 11, 15][this.#below(8)]
    const id = 10 ** (digits - 1) + this.#below(9 * 10 ** Math.min(digits - 1, 8))
    if (this.#drawn.has(id)) return this.#newId()
    this.#drawn.add(id)
    return id
  }

  /** Many users share a level, and some have none. */
  #values() {
    const level = this.#below(12) === 0 ? null : this.#below(40)
    return { level, points: this.#below(10), note: `${this.#below(100)}` }
  }
}
