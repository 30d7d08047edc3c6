// updateAll changes everyone exactly once: under faults, by processes that are killed at any moment, and by two at once.
// Each proof compares what the server stores before and after, user by user.
import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { Dice } from './settle/dice.mjs'
import { folderOf, runWorker, startServer, tried } from './update-all/processes.mjs'

const IS_FULL = process.env.MINAPP_FULL === '1'
const USERS = IS_FULL ? 25_000 : 4000
const KILLS = IS_FULL ? 20 : 6

/** Everything that can go wrong; each strikes with this probability. */
const faultsOf = (probability) =>
  [
    { kind: 'latency', latencyMs: 20, jitterMs: 60 },
    { kind: 'hang', applied: false },
    { kind: 'hang', applied: true },
    { kind: 'stall' },
    { kind: 'reset_before' },
    { kind: 'reset_after' },
    { kind: 'truncate' },
    { kind: 'invalid_json' },
    { kind: 'html' },
    { kind: 'rate_limit', retryAfter: 0 },
    { kind: 'rate_limit', retryAfter: 1, times: 20 },
    ...[500, 502, 503].flatMap((status) => [true, false].map((applied) => ({ kind: 'status', status, applied }))),
  ].map((fault) => ({ ...fault, probability }))

/** Each kind strikes one request in ten: three of four requests fail. */
const HEAVY = faultsOf(0.1)
/** One request in ten fails. */
const LIGHT = faultsOf(0.006)

/**
 * Kills the worker soon after steps drawn from the whole job, and starts another from the last checkpoint, until one comes
 * to its end. Tells all that the workers told.
 */
async function runAndKill(t, { url, name, matched, kills, seed, file = join(folderOf(t), 'checkpoint') }) {
  const dice = new Dice(seed)
  const moments = Array.from({ length: kills }, () => dice.between(0, Math.floor(matched * 0.9))).sort((a, b) => a - b)
  const told = { steps: [], failed: 0, kills: 0 }
  for (;;) {
    const isDoomed = moments.length > 0
    const kill = (step) => (isDoomed && tried(step) >= moments[0] ? dice.between(0, 60) : undefined)
    const { steps, report, failed, isKilled } = await runWorker(t, { url, name, file, isDoomed }, kill)
    told.steps.push(...steps)
    told.failed += failed
    if (!isKilled) return { ...told, report }
    told.kills++
    moments.shift()
  }
}

/** Says the figures of a proof. */
async function tell(t, server, began, figures) {
  const { requests, reads, writes, faults } = await server.counts()
  const seconds = (performance.now() - began) / 1000
  t.diagnostic(JSON.stringify({ ...figures, requests, reads, writes, faults, seconds: Number(seconds.toFixed(1)) }))
}

/** How much the level of each user whose level was 20 or more has grown; nobody else was changed. */
function growth(before, after) {
  assert.equal(after.size, before.size)
  const grown = new Map()
  for (const [id, { level, vip, note }] of before) {
    const now = after.get(id)
    assert.deepEqual([now.vip, now.note], [vip, note])
    if (level >= 20) grown.set(id, now.level - level)
    else assert.deepEqual(now, before.get(id))
  }
  return grown
}

const countOf = (users, isMeant) => [...users.values()].filter(isMeant).length
const hasLevel = ({ level }) => level >= 20

function assertEveryFault({ faults }, least) {
  for (const [kind, times] of Object.entries(faults)) assert(times >= least, `${kind}: ${times}`)
}

test('with a marker, everyone is incremented exactly once, whatever fails and whoever is killed', async (t) => {
  const began = performance.now()
  const server = await startServer(t, { users: USERS, seed: 11, faults: HEAVY })
  const before = await server.users()
  const matched = countOf(before, hasLevel)
  const name = 'increment with a marker'
  const { report, steps, kills, failed } = await runAndKill(t, { url: server.url, name, matched, kills: KILLS, seed: 12 })
  await tell(t, server, began, { users: USERS, matched, kills, failedSteps: failed, skipped: report.skipped })
  assert.equal(kills, KILLS)
  assertEveryFault(await server.counts(), 1)
  const after = await server.users()
  assert.deepEqual([...growth(before, after).values()].filter((grown) => grown !== 1), [])
  for (const [id, { job }] of after) assert.equal(job, before.get(id).level >= 20 ? 'the-job' : before.get(id).job)
  assert.deepEqual(report, {
    matched,
    succeeded: matched,
    failed: 0,
    unknown: 0,
    skipped: 0,
    done: true,
    failures: [],
    doubts: [],
    requests: [],
  })
  for (const { failures, doubts } of steps) assert.deepEqual([failures, doubts], [[], []])
})

for (const [how, faults] of [['light', LIGHT], ['heavy', HEAVY]]) {
  test(`without a marker, nobody is incremented twice, and who was not is in doubt: under ${how} faults`, async (t) => {
    const began = performance.now()
    const server = await startServer(t, { users: USERS, seed: 21, faults })
    const before = await server.users()
    const matched = countOf(before, hasLevel)
    const name = 'increment without a marker'
    const { report, kills, failed } = await runAndKill(t, { url: server.url, name, matched, kills: KILLS, seed: 22 })
    const { succeeded, unknown, doubts } = report
    const figures = { succeeded, doubts: doubts.length, inDoubt: unknown }
    await server.endFaults()
    const grown = growth(before, await server.users())
    const isInDoubt = (id) => doubts.some(({ from, to }) => from <= id && id <= to)
    const missed = [...grown].filter(([, by]) => by === 0)
    await tell(t, server, began, { users: USERS, matched, kills, failedSteps: failed, ...figures, missed: missed.length })
    assert.equal(kills, KILLS)
    assert.deepEqual([...grown].filter(([, by]) => by !== 0 && by !== 1), [])
    assert.deepEqual(missed.filter(([id]) => !isInDoubt(id)), [])
    assert.deepEqual([report.matched, report.failed, report.skipped, report.done], [matched, 0, 0, true])
    assert.equal(succeeded + unknown, matched)
    // A doubt is about exactly those who matched in its range.
    assert.equal(doubts.reduce((sum, { users }) => sum + users, 0), unknown)
    for (const { from, to, users } of doubts) {
      assert.equal([...grown.keys()].filter((id) => from <= id && id <= to).length, users)
    }
  })
}

test('two workers with the same marker at the same time increment everyone exactly once', async (t) => {
  const began = performance.now()
  const server = await startServer(t, { users: USERS, seed: 31, faults: HEAVY })
  const before = await server.users()
  const matched = countOf(before, hasLevel)
  const run = (seed) => runAndKill(t, { url: server.url, name: 'increment with a marker', matched, kills: 1, seed })
  const reports = (await Promise.all([run(32), run(33)])).map(({ report }) => report)
  const [{ succeeded: first }, { succeeded: second }] = reports
  await tell(t, server, began, { users: USERS, matched, succeeded: [first, second] })
  assert.deepEqual([...growth(before, await server.users()).values()].filter((grown) => grown !== 1), [])
  for (const { failures, failed, unknown, done } of reports) assert.deepEqual([failures, failed, unknown, done], [[], 0, 0, true])
  // Each may count a user whom the other changed while both were trying, but nobody goes uncounted.
  assert(first > 0 && second > 0 && first + second >= matched, `${first} and ${second} of ${matched}`)
})

test('an update that ends its own match reaches everyone, and no one twice', async (t) => {
  const began = performance.now()
  const server = await startServer(t, { users: USERS, seed: 41, faults: HEAVY })
  const before = await server.users()
  const isMeant = ({ vip }) => vip !== true
  const matched = countOf(before, isMeant)
  const name = 'a set that its own where no longer matches'
  const { report, kills } = await runAndKill(t, { url: server.url, name, matched, kills: KILLS, seed: 42 })
  const { succeeded, failed, unknown, skipped, done } = report
  await tell(t, server, began, { users: USERS, matched, kills, succeeded, inDoubt: unknown })
  const after = await server.users()
  for (const [id, { vip }] of after) assert.equal(vip, true, `${id}`)
  assert.equal((await server.counts()).applied.usersChanged, matched)
  for (const [id, { level, job, note }] of before) {
    const now = after.get(id)
    assert.deepEqual([now.level, now.job, now.note], [level, job, note])
  }
  // Whoever is as the update leaves him was changed, also where the answer was lost.
  assert.deepEqual([report.matched, succeeded, unknown, failed, skipped, done], [matched, matched, 0, 0, 0, true])
})
