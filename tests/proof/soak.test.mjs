// Thousands of mixed operations at once under faults of every kind: reads succeed, no write is lost or doubled, and no
// memory is kept.
import assert from 'node:assert/strict'
import { fork } from 'node:child_process'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { consumerPackage } from './installed.mjs'
import { audit } from './soak/ledger.mjs'

/** What the memory of a module grows by. */
const PAGE_BYTES = 64 * 1024

const { MINAPP_FULL, MINAPP_SEED = '1' } = process.env
const OPERATIONS = MINAPP_FULL ? 20_000 : 3_000
const { startEmulator } = await consumerPackage('./emulator')

/** One request in ten goes wrong, one in ten takes longer. */
const FAULTS = [
  { kind: 'latency', latencyMs: 1, jitterMs: 8, probability: 0.1 },
  { kind: 'hang', probability: 0.005 },
  { kind: 'hang', applied: true, probability: 0.005 },
  { kind: 'stall', probability: 0.01 },
  { kind: 'reset_before', probability: 0.01 },
  { kind: 'reset_after', probability: 0.015 },
  { kind: 'truncate', probability: 0.01 },
  { kind: 'invalid_json', probability: 0.01 },
  { kind: 'html', probability: 0.01 },
  { kind: 'rate_limit', retryAfter: 0, probability: 0.01 },
  { kind: 'status', status: 500, applied: true, probability: 0.01 },
  { kind: 'status', status: 503, probability: 0.01 },
]
const FIELDS = { team: 'integer', slot: 'integer', counter: 'integer', bulk: 'integer', log: 'array' }
const USERS = Array.from({ length: 40 }, (_, index) => ({
  id: index + 1,
  team: (index % 5) + 1,
  slot: 0,
  counter: 0,
  bulk: 0,
  log: [],
}))

/** Runs the workers to their end, and tells what they told. */
async function crowd(url) {
  const child = fork(fileURLToPath(new URL('soak/crowd.mjs', import.meta.url)), [url, MINAPP_SEED, String(OPERATIONS)], {
    execArgv: ['--expose-gc'],
    env: { ...process.env, NODE_TEST_CONTEXT: undefined },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  let [printed, done] = ['', undefined]
  const writes = []
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (printed += chunk))
  child.on('message', (message) => {
    writes.push(...(message.records ?? []))
    done ??= message.done
  })
  const code = await new Promise((resolve) => child.on('close', resolve))
  assert.equal(printed, '')
  assert.equal(code, 0)
  return { ...done, writes }
}

const middle = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)]

test('the audit sees a write that is lost, doubled, or was said not to be applied', () => {
  const write = (kind, outcome, value, began) => ({ kind, outcome, value, id: 1, team: 1, began, ended: began + 1 })
  const user = { id: 1, team: 1, slot: 0, counter: 0, bulk: 0, log: [], _username: null }
  for (const [writes, stored, problem] of [
    [[write('slot', 'acknowledged', 7, 0)], {}, '7 is lost: 0 is stored'],
    [[write('slot', 'unknown', 6, 0), write('slot', 'acknowledged', 7, 5)], { slot: 6 }, '7 is lost: 6 is stored'],
    [[write('slot', 'not_applied', 7, 0)], { slot: 7 }, '7 was written, and its writer told that it was not'],
    [[], { slot: 7 }, 'nobody wrote 7'],
    [[write('counter', 'acknowledged', 2, 0)], { counter: 1 }, 'counter lost 1'],
    [[write('counter', 'unknown', 2, 0)], { counter: 4 }, 'counter has 2 too many'],
    [[write('team', 'acknowledged', undefined, 0)], { bulk: 2 }, 'bulk has 1 too many'],
    [[write('log', 'acknowledged', 7, 0)], {}, 'log lost 7'],
    [[write('log', 'acknowledged', 7, 0)], { log: [7, 7] }, 'log holds 7 2 times'],
    [[write('log', 'not_applied', 7, 0)], { log: [7] }, 'log holds 7, which was said not to be applied'],
  ]) {
    assert.deepEqual(audit(writes, [{ ...user, ...stored }]), [`user 1: ${problem}`])
  }
  const known = [write('slot', 'unknown', 7, 3), write('slot', 'acknowledged', 6, 3), write('counter', 'unknown', 2, 0)]
  assert.deepEqual(audit(known, [{ ...user, slot: 7, counter: 2 }]), [])
})

test(`${OPERATIONS} operations by 8 workers, of which a tenth meets a fault`, async (t) => {
  const emulator = await startEmulator({ users: USERS, fields: FIELDS, faults: FAULTS, faultSeed: Number(MINAPP_SEED) })
  t.after(() => emulator.close())
  const { tally, samples, seconds, writes } = await crowd(emulator.url)
  const counts = emulator.counts()
  const heaps = samples.map(({ heap }) => heap)
  const modules = samples.map(({ wasm }) => wasm)
  const half = heaps.slice(heaps.length / 2)
  const growth = middle(half.slice(-4)) / middle(half.slice(0, 4)) - 1
  t.diagnostic(`${Math.round(OPERATIONS / seconds)} operations/s, ${Math.round(counts.requests / seconds)} requests/s`)
  t.diagnostic(JSON.stringify({ ...tally, faults: counts.faults, statuses: counts.statuses, closedEarly: counts.closedEarly }))
  t.diagnostic(`heap ${heaps.map((heap) => (heap / 1e6).toFixed(1)).join(' ')} MB, wasm ${[...new Set(modules)].join(', ')} bytes`)

  await t.test('no write is lost or doubled', () => {
    assert.equal(writes.length, tally.writes)
    assert.equal(audit(writes, emulator.snapshot()).join('\n'), '')
  })
  await t.test('the server carried out what was acknowledged', () => {
    const acknowledged = (kinds) => writes.filter(({ kind, outcome }) => outcome === 'acknowledged' && kinds.includes(kind)).length
    assert(counts.applied.updates >= acknowledged(['slot', 'counter', 'log', 'team']))
    assert(counts.applied.accounts >= acknowledged(['_username']))
    assert(acknowledged(['slot', 'counter', 'log', 'team', '_username']) >= 0.9 * writes.length)
  })
  await t.test('of a thousand reads all but one succeed', () => {
    assert(tally.readsFailed <= Math.max(3, tally.reads * 0.001), `${tally.readsFailed} of ${tally.reads} failed`)
  })
  await t.test('every kind of fault struck', () => {
    for (const { kind } of FAULTS) assert(counts.faults[kind] > 0, kind)
    const struck = Object.entries(counts.faults).reduce((sum, [kind, times]) => (kind === 'latency' ? sum : sum + times), 0)
    assert(struck > 0.07 * counts.requests, `${struck} of ${counts.requests}`)
  })
  await t.test('no memory is kept', () => {
    assert(modules.every((bytes) => bytes > 0))
    // It is the highest that was ever needed: a single page more is a busier moment than any before, and no leak.
    const [middle] = modules.slice(modules.length / 2)
    assert(modules.at(-1) - middle <= PAGE_BYTES, `the module grows: ${modules}`)
    assert(growth < 0.05, `the heap grows by ${(growth * 100).toFixed(1)} %: ${heaps}`)
  })
})
