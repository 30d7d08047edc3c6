// One case: a client, a call and surroundings drawn from a seed, and what must be true of how it ends. Runs in Node and
// in a page, on any build of the package.

import { makeCall, spoilt } from './arguments.mjs'
import { Dice } from './dice.mjs'
import { makeFetch } from './fetches.mjs'
import { makeSignal } from './signals.mjs'
import { thrownValues, weirdValues } from './values.mjs'

/** A promise that takes longer hangs. Every call has a `timeoutMs` of at most 50. */
export const PATIENCE_MS = 5_000

/** Requests of one case. More, and a plan goes round in circles. */
const MOST_REQUESTS = 3_000

const CODES = new Set([
  'bad_request',
  'unauthorized',
  'payment_required',
  'forbidden',
  'not_found',
  'rate_limited',
  'server_error',
  'unexpected_status',
  'connection',
  'timeout',
  'token',
  'invalid_answer',
  'invalid_argument',
  'too_many_matches',
])

/** Text for a value that may be hostile. */
export function shown(value) {
  try {
    return value instanceof Error ? `${value.name}: ${value.message}\n${value.stack}`.slice(0, 2_000) : String(value).slice(0, 200)
  } catch {
    return `a hostile ${typeof value}`
  }
}

/**
 * Surroundings of all cases.
 *
 * @typedef {object} Kit
 * @property {any} esm the package
 * @property {(options: object) => { fetch: (request: Request) => Promise<Response> }} createEmulator
 * @property {(code: string) => any} far evaluates in another realm
 * @property {Record<string, number>} tally how cases ended
 */

export class Case {
  #kit
  #dice
  #requests = 0
  #isReason = () => false
  name = 'new UsersClient'

  /**
   * @param {Kit} kit
   * @param {number} seed
   */
  constructor(kit, seed) {
    this.#kit = kit
    this.#dice = new Dice(seed)
  }

  /** Runs it; rejects with what must not be. */
  async run() {
    const { esm, tally } = this.#kit
    const options = this.#clientOptions()
    const made = this.#tried(() => new esm.UsersClient(options))
    if (!made) return
    const call = this.#draw()
    this.name = call.name
    const [name, owner] = [call.name.replace('legacy.', ''), call.name.startsWith('legacy.') ? made.value.legacy : made.value]
    if (!call.isSane) {
      const plan = this.#tried(() => owner[name](...call.args))
      if (plan) await (name === 'updateAll' ? this.#job(plan.value) : this.#reading(plan.value))
    } else {
      const promise = owner[name](...call.args)
      if (!(promise instanceof Promise)) throw new Error(`it returned ${shown(promise)}`)
      const end = await this.#settled(promise)
      if (end.value && !call.isSane(end.value[0])) throw new Error(`it resolved with ${shown(JSON.stringify(end.value[0]))}`)
    }
    if (this.#requests > MOST_REQUESTS) throw new Error(`it sent more than ${MOST_REQUESTS} requests`)
    tally.requests = (tally.requests ?? 0) + this.#requests
  }

  get #weird() {
    return this.#dice.pick(weirdValues(this.#kit.far))(this.#dice)
  }

  #thrown = () => this.#dice.pick(thrownValues(this.#kit.far))()

  #clientOptions() {
    const dice = this.#dice
    const { far, createEmulator } = this.#kit
    const app = { clientId: 'an-id', clientSecret: 'a-secret' }
    const isApp = dice.chance(0.08)
    const kinds = ['hang', 'stall', 'reset_before', 'reset_after', 'truncate', 'invalid_json', 'html', 'rate_limit']
    const fault = (kind) => ({ kind, probability: 0.3, ...(kind === 'rate_limit' && { retryAfter: dice.between(0, 1) }) })
    let emulator
    // Made when it is needed: most cases need none.
    const right = (request) => {
      const faults = dice.chance(0.3) ? [fault(dice.pick(kinds)), { kind: 'latency', latencyMs: 1, jitterMs: 3 }] : []
      emulator ??= createEmulator({ users: 12, faults, ...(isApp && { app }) })
      return emulator.fetch(request)
    }
    const fetches = Array.from({ length: dice.between(1, 3) }, () => makeFetch(dice, far, right))
    const fetch = (url, init) => {
      if (++this.#requests > MOST_REQUESTS) throw new Error('no more')
      return dice.pick(fetches)(new Request(url, init))
    }
    const options = {
      auth: isApp ? app : dice.chance(0.05) ? { session: true } : { token: dice.chance(0.85) ? 'a-token' : this.#token() },
      baseUrl: dice.pick(['https://nowhere.example', 'http://127.0.0.1:9/base/', 'https://nowhere.example:444/a/b']),
      fetch,
      timeoutMs: dice.between(1, 50),
      retry: { maxRetries: dice.between(0, 3), baseDelayMs: dice.between(0, 3), maxDelayMs: 5, ...(dice.chance(0.3) && { attemptTimeoutMs: dice.between(1, 20) }) },
      ...(dice.chance(0.2) && { envId: 'an-env' }),
      ...(dice.chance(0.4) && { onEvent: this.#listener() }),
    }
    return dice.chance(0.06) ? spoilt(dice, far, options) : options
  }

  #token() {
    const dice = this.#dice
    const [weird, thrown, wait] = [this.#weird, this.#thrown(), dice.between(0, 30)]
    return dice.pick([
      () => 'a-token',
      async () => 'a-token',
      () => new Promise((resolve) => setTimeout(resolve, wait, 'a-token')),
      () => new Promise((_, reject) => setTimeout(reject, wait, thrown)),
      () => new Promise(() => {}),
      () => Promise.reject(thrown),
      () => {
        throw thrown
      },
      () => weird,
      async () => weird,
    ])
  }

  #listener() {
    const [weird, thrown] = [this.#weird, this.#thrown()]
    return this.#dice.pick([
      () => {},
      () => weird,
      () => Promise.reject(thrown),
      () => {
        throw thrown
      },
      (event) => {
        for (const name of Object.keys(event)) delete event[name]
      },
    ])
  }

  #callOptions() {
    const dice = this.#dice
    const options = {}
    if (dice.chance(0.4)) options.timeoutMs = dice.between(1, 50)
    if (dice.chance(0.3)) options.retry = { maxRetries: dice.between(0, 4), baseDelayMs: 0 }
    if (dice.chance(0.4)) {
      const { signal, isReason } = makeSignal(dice, this.#thrown, this.#kit.far)
      options.signal = signal
      this.#isReason = isReason
    }
    return options
  }

  #draw() {
    const dice = this.#dice
    const call = makeCall(dice, this.#kit.esm, this.#callOptions())
    if (!dice.chance(0.3)) return call
    const args = spoilt(dice, this.#kit.far, call.args)
    return { ...call, args: Array.isArray(args) ? [...args] : [args] }
  }

  /** What may throw an error of the family, and nothing else. */
  #tried(make) {
    try {
      return { value: make() }
    } catch (error) {
      this.#check(error, false)
      return undefined
    }
  }

  /** How a promise ends, which it does in time, and in one of the ways that are documented. */
  async #settled(promise) {
    let timer
    const hangs = new Promise((_, reject) => {
      timer = setTimeout(() => reject(new Error(`the promise stays pending for ${PATIENCE_MS} ms`)), PATIENCE_MS)
    })
    // Wrapped, because a reason may be anything.
    const end = promise.then(
      (value) => ({ value: [value] }),
      (reason) => ({ reason: [reason] }),
    )
    const settled = await Promise.race([end, hangs]).finally(() => clearTimeout(timer))
    if (settled.reason) this.#check(settled.reason[0], true)
    else this.#count('resolved')
    return settled
  }

  #check(error, mayBeAborted) {
    const { MinappError } = this.#kit.esm
    if (mayBeAborted && this.#isReason(error)) return this.#count('aborted')
    if (!MinappError.is(error) || !(error instanceof MinappError)) throw new Error(`it failed with ${shown(error)}`)
    const { code, message, attempts, retryable, outcome } = error
    const isWhole =
      CODES.has(code) &&
      typeof message === 'string' &&
      message.length < 4_000 &&
      Number.isInteger(attempts) &&
      typeof retryable === 'boolean' &&
      [undefined, 'not_applied', 'unknown'].includes(outcome)
    if (!isWhole) throw new Error(`its error is ${code}: ${shown(error)} ${shown(error.cause)}`)
    this.#count(code)
  }

  #count(end) {
    const { tally } = this.#kit
    tally[end] = (tally[end] ?? 0) + 1
  }

  async #reading(reading) {
    const dice = this.#dice
    const isScan = this.name === 'scan'
    const ofPages = !isScan && dice.chance(0.3)
    const iterable = ofPages ? reading.pages() : reading
    const isUser = (value) => typeof value === 'object' && Number.isInteger(value?.id)
    const isSane = isScan
      ? (value) => Array.isArray(value) && value.length > 0 && value.every(isUser)
      : ofPages
        ? (value) => value.objects.every(isUser) && typeof value.cursor === 'string'
        : isUser
    await this.#loop(iterable, isSane)
    if (!isScan && typeof reading.cursor !== 'string') throw new Error('its cursor is no text')
    if (!isScan && dice.chance(0.2)) await this.#loop(reading, isUser)
  }

  /** As `for await` does. A signal that could be read once, and cannot any more, is refused where the loop begins. */
  async #loop(iterable, isSane) {
    const iterator = this.#tried(() => iterable[Symbol.asyncIterator]())
    if (iterator) await this.#turns(iterator.value, isSane)
  }

  async #job(job) {
    await this.#turns(job, (step) => typeof step?.matched === 'number' && typeof step.checkpoint === 'string')
    if (typeof job.checkpoint !== 'string') throw new Error('its checkpoint is no text')
    if (!this.#dice.chance(0.3)) return
    const { value } = await this.#settled(job.report())
    if (value && typeof value[0]?.succeeded !== 'number') throw new Error(`it reports ${shown(value[0])}`)
  }

  /** Asks again and again, at times twice at once, and gives up. */
  async #turns(iterator, isSane) {
    const dice = this.#dice
    const ends = dice.chance(0.7)
    for (let turn = dice.between(1, 8); turn > 0; turn--) {
      const asked = Array.from({ length: dice.chance(0.2) ? 3 : 1 }, () => iterator.next())
      // What is given up while it is under way is told so.
      if (dice.chance(0.1)) asked.push(iterator.return())
      for (const { value: [result] = [] } of await Promise.all(asked.map((promise) => this.#settled(promise)))) {
        if (result && !result.done && !isSane(result.value)) throw new Error(`it gave ${shown(JSON.stringify(result))}`)
      }
    }
    if (ends) await this.#settled(iterator.return())
  }
}
