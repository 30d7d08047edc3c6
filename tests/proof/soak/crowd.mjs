// The client's side of the soak, a process of its own, so that its memory is its alone: workers that read and write at
// random, and tell their parent what each write was told. Started with the emulator's address, a seed and a number of
// operations.
import { Dice } from '../settle/dice.mjs'
import { consumerPackage } from '../installed.mjs'

// The module's memory is private; whoever makes the instance can hold on to it.
const memories = []
WebAssembly.Instance = class extends WebAssembly.Instance {
  constructor(...args) {
    super(...args)
    memories.push(this.exports.memory)
  }
}

const { UsersClient, MinappError, increment, append } = await consumerPackage('.')
const [url, seed, operations] = process.argv.slice(2)
const WORKERS = 8
const USERS = 40
const TEAMS = 5
const SAMPLES = 20

const users = new UsersClient({
  auth: { token: 'a-token' },
  baseUrl: url,
  retry: { maxRetries: 3, baseDelayMs: 1, maxDelayMs: 20, attemptTimeoutMs: 300 },
})
const tally = { reads: 0, readsFailed: 0, writes: 0, writesRefused: 0, writesUnknown: 0 }
const samples = []
let [records, next] = [[], 0]
const waiting = []

/** Hands over what is known of writes, and keeps none of it. */
function flush() {
  if (records.length === 0) return
  const told = new Promise((resolve) => process.send({ records }, resolve))
  records = []
  waiting.push(told)
}

async function read(promise) {
  tally.reads++
  try {
    return await promise
  } catch (error) {
    tally.readsFailed++
    if (!MinappError.is(error) || error.code === 'internal') throw error
    return undefined
  }
}

/** Does a write, and notes what it was told: `acknowledged`, `not_applied` or `unknown`. */
async function write(record, act) {
  tally.writes++
  const began = performance.now()
  let [outcome, answer] = ['acknowledged', undefined]
  try {
    answer = await act()
  } catch (error) {
    // Of what it aborted itself, a caller knows nothing.
    outcome = MinappError.is(error) ? error.outcome : 'unknown'
    if (error?.code === 'internal' || outcome === undefined) throw error
    tally[outcome === 'unknown' ? 'writesUnknown' : 'writesRefused']++
  }
  records.push({ ...record, outcome, began, ended: performance.now(), ...(answer?.succeeded && { succeeded: answer.succeeded }) })
  if (records.length >= 50) flush()
}

/** Reads everyone; who comes twice or not at all is a defect. A page that fails is asked for again. */
async function everyone(iterable, idsOf) {
  const ids = []
  const iterator = iterable[Symbol.asyncIterator]()
  for (let failures = 0; failures < 20; ) {
    const step = await read(iterator.next())
    if (!step) failures++
    else if (step.done) {
      const isWhole = ids.length === USERS && new Set(ids).size === USERS
      if (!isWhole) throw new Error(`${USERS} users were read as ${ids}`)
      return
    } else ids.push(...idsOf(step.value))
  }
}

async function operate(dice, operation) {
  const id = dice.between(1, USERS)
  const kind = dice.between(1, 100)
  // Now and then a caller loses patience.
  const options = dice.chance(0.01) ? { signal: AbortSignal.timeout(dice.between(1, 4)) } : {}
  if (kind <= 25) return read(users.get(id))
  if (kind <= 40) return read(users.list({ where: { team: { $gte: 1 } }, limit: 10, withCount: true }))
  if (kind <= 48) return read(users.count({ team: dice.between(1, TEAMS) }))
  if (kind <= 62) return write({ kind: 'slot', id, value: operation }, () => users.update(id, { slot: operation }, options))
  if (kind <= 76) {
    const value = dice.between(1, 5)
    return write({ kind: 'counter', id, value }, () => users.update(id, { counter: increment(value) }, options))
  }
  if (kind <= 84) return write({ kind: 'log', id, value: operation }, () => users.update(id, { log: append([operation]) }, options))
  if (kind <= 90) {
    const team = dice.between(1, TEAMS)
    return write({ kind: 'team', team }, () =>
      users.updateMany({ where: { team }, update: { bulk: increment(1) }, limit: 1000, ...options }),
    )
  }
  if (kind <= 95) {
    const value = `name-${operation}`
    return write({ kind: '_username', id, value }, () => users.updateAccount(id, { username: value }, options))
  }
  if (kind <= 98) return everyone(users.iterate({ pageSize: 15 }).pages(), (page) => page.objects.map((user) => user.id))
  return everyone(users.scan({ pageSize: 15, concurrency: 3 }), (batch) => batch.map((user) => user.id))
}

/** What is in use once all that can go has gone. */
async function sample() {
  for (let round = 0; round < 3; round++) {
    globalThis.gc()
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
  samples.push({ heap: process.memoryUsage().heapUsed, wasm: memories.reduce((sum, memory) => sum + memory.buffer.byteLength, 0) })
}

async function work(worker, until) {
  const dice = new Dice(Number(seed) * 1_000 + worker + 100 * until)
  while (next < until) await operate(dice, ++next)
}

const began = performance.now()
for (let part = 1; part <= SAMPLES; part++) {
  const until = Math.round((Number(operations) * part) / SAMPLES)
  await Promise.all(Array.from({ length: WORKERS }, (_, worker) => work(worker, until)))
  flush()
  await Promise.all(waiting.splice(0))
  await sample()
}
const seconds = (performance.now() - began) / 1000
process.send({ done: { tally, samples, seconds } }, () => process.disconnect())
