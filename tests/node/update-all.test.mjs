// What a bulk job tells, sends and refuses to send, while nothing goes wrong on the way.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { emulated, left, run, saying, stepUntil, tallies, usersOf } from './jobs.mjs'
import { esm, failure, watchForStrays } from './support.mjs'

const { append, field, increment, TooManyMatchesError } = esm

watchForStrays()

const LEVELS = { where: field('level').gte(5), update: { level: increment(1) } }
const MARKER = { field: 'job', value: 'job-42' }

describe('steps', () => {
  test('the first tells what is going to be written, and nothing is written before the second is asked for', async () => {
    const { client, sent, writes, levels } = emulated(usersOf(30))
    const job = client.updateAll({ ...LEVELS, marker: MARKER })
    await new Promise((resolve) => setTimeout(resolve, 20))
    assert.deepEqual(sent, [], 'nothing is sent before it is asked for')
    const { value, done } = await job.next()
    const { checkpoint, ...step } = value
    assert.deepEqual(step, {
      matched: 30,
      succeeded: 0,
      failed: 0,
      unknown: 0,
      skipped: 0,
      done: false,
      failures: [],
      doubts: [],
      requests: [],
    })
    assert.equal(done, false)
    assert.deepEqual(left(checkpoint), { declared: 1, unread: 0, done: false })
    assert.equal(job.checkpoint, checkpoint)
    await new Promise((resolve) => setTimeout(resolve, 20))
    assert.deepEqual([sent.length, writes().length], [1, 0])
    const second = await job.next()
    assert.deepEqual([tallies(second.value), second.done], [[30, 30, 0, 0, 0, true], false])
    assert.deepEqual(left(second.value.checkpoint), { declared: 0, unread: 0, done: true })
    assert.equal(writes().length, 1)
    const { checkpoint: _, ...last } = second.value
    assert.deepEqual(await job.next(), { value: last, done: true })
    assert.deepEqual(await job.next(), { value: last, done: true })
    assert.deepEqual(levels(), Array(30).fill(6))
  })

  test('for await gives the steps, report() and the end give the report', async () => {
    const { client } = emulated(usersOf(2500))
    const job = client.updateAll(LEVELS)
    assert.equal(job[Symbol.asyncIterator](), job)
    const seen = []
    for await (const step of job) seen.push(tallies(step))
    assert.deepEqual(seen.at(-1), [2500, 2500, 0, 0, 0, true])
    for (const [index, [matched, succeeded, , , , done]] of seen.entries()) {
      assert.equal(matched, 2500)
      assert(succeeded >= (seen[index - 1]?.[1] ?? 0))
      assert.equal(done, index === seen.length - 1)
    }
    assert.deepEqual(tallies(await job.report()), seen.at(-1))
    assert.deepEqual(tallies(await client.updateAll(LEVELS).report()), seen.at(-1))
  })

  test('a where that nobody meets takes one step', async () => {
    const { client, sent } = emulated(usersOf(3))
    const { steps, report } = await run(client.updateAll({ ...LEVELS, where: field('level').gt(100) }))
    assert.deepEqual(steps.map(tallies), [[0, 0, 0, 0, 0, true]])
    assert.deepEqual([tallies(report), sent.length], [[0, 0, 0, 0, 0, true], 1])
  })

  test('who no longer matches when their turn comes is skipped', async () => {
    const { client, emulator } = emulated(usersOf(5))
    const job = client.updateAll(LEVELS)
    await job.next()
    const headers = { authorization: 'Bearer t', 'content-type': 'application/json' }
    const url = 'https://emulator.example/oserve/v2.6/miniapp/user_profile/3/'
    await emulator.fetch(url, { method: 'PUT', headers, body: '{"level":1}' })
    assert.deepEqual(tallies(await job.report()), [5, 4, 0, 0, 1, true])
  })

  test('next() called several times at once settles in that order', async () => {
    const { client } = emulated(usersOf(3000), { faults: [{ kind: 'latency', latencyMs: 1, jitterMs: 10 }] })
    const job = client.updateAll(LEVELS)
    const order = []
    const all = Array.from({ length: 12 }, async (_, index) => {
      const { value } = await job.next()
      order.push(index)
      return value.succeeded
    })
    const succeeded = await Promise.all(all)
    assert.deepEqual(order, [...order.keys()])
    assert.deepEqual(succeeded, succeeded.toSorted((a, b) => a - b))
    assert.deepEqual([succeeded[0], succeeded.at(-1)], [0, 3000])
  })

  test('two jobs of one client do not disturb each other', async () => {
    const { client, levels } = emulated(usersOf(1500))
    const reports = await Promise.all(
      ['a', 'b'].map((value) => client.updateAll({ ...LEVELS, marker: { field: 'job', value } }).report()),
    )
    // Each marks over the mark of the other, but writes only to those whom it has read.
    for (const report of reports) assert.deepEqual([report.succeeded + report.skipped, report.failed], [1500, 0])
    assert(levels().every((level) => level === 7))
  })
})

describe('failures', () => {
  for (const [name, users, update, code, message] of [
    [
      'increment of a number out of range',
      usersOf(20, (id) => (id % 4 === 0 ? { level: 9007199254740991 } : {})),
      { level: increment(1) },
      2,
      'level: $incr_by leaves the range of integers',
    ],
    [
      'append to what is no array',
      usersOf(20, (id) => ({ whatever: id % 4 === 0 ? 'text' : ['a'] })),
      { whatever: append('b') },
      14,
      'whatever: $append needs an array, but the stored value is a string',
    ],
  ]) {
    for (const marker of [undefined, MARKER]) {
      test(`${name} names id, code and message${marker ? ', with a marker, too' : ''}`, async () => {
        const { client, emulator } = emulated(users, { fields: undefined })
        const before = new Map(emulator.snapshot().map((user) => [user.id, user]))
        const { steps, report } = await run(client.updateAll({ where: {}, update, marker }))
        const failed = users.map(({ id }) => id).filter((id) => id % 4 === 0)
        assert.deepEqual(tallies(report), [20, 15, 5, 0, 0, true])
        assert.deepEqual(report.failures.map(({ id }) => id), failed)
        for (const failure of report.failures) {
          assert.deepEqual(Object.keys(failure), ['id', 'code', 'message'])
          assert.deepEqual([failure.code, failure.message], [code, message])
        }
        assert.deepEqual(steps.flatMap(({ failures }) => failures), report.failures)
        for (const user of emulator.snapshot().filter(({ id }) => id % 4 === 0)) assert.deepEqual(user, before.get(user.id))
      })
    }
  }

  test('an error without a user belongs to those who are missing', async () => {
    const answer = ({ method }, go) =>
      method === 'GET' ? go() : saying(200, {
        operation_result: [{ success: { id: 3, updated_at: 1 } }, { error: { err_msg: 'locked', code: 'E7' } }],
        succeed: 1,
        total_count: null,
        offset: 0,
        limit: 1000,
        next: null,
      })
    const { client } = emulated(usersOf(2).concat({ id: 3, level: 5 }).filter(({ id }) => id !== 1), { answer })
    const report = await client.updateAll(LEVELS).report()
    assert.deepEqual(tallies(report), [2, 1, 1, 0, 0, true])
    assert.deepEqual(report.failures, [{ id: 2, code: 'E7', message: 'locked' }])
  })
})

describe('expectMax', () => {
  for (const [users, expectMax] of [[3001, 3000], [1, 0], [3000, 1]]) {
    test(`${users} matches, ${expectMax} expected: refused before the first write`, async () => {
      const { client, writes } = emulated(usersOf(users))
      const job = client.updateAll({ ...LEVELS, expectMax })
      const error = await failure(job.next())
      assert(error instanceof TooManyMatchesError)
      assert.equal(error.message, `${users} users match, more than expectMax ${expectMax}; nothing was written`)
      assert.deepEqual([error.code, error.retryable], ['too_many_matches', false])
      const { value, done } = await job.next()
      assert.deepEqual([tallies(value), done], [[users, 0, 0, 0, 0, false], true])
      assert.equal((await failure(client.updateAll({ ...LEVELS, expectMax }).report())).code, 'too_many_matches')
      assert.deepEqual(writes(), [])
    })
  }

  test('so many as expected are changed', async () => {
    const { client } = emulated(usersOf(1200))
    assert.deepEqual(tallies(await client.updateAll({ ...LEVELS, expectMax: 1200 }).report()), [1200, 1200, 0, 0, 0, true])
  })
})

describe('dryRun', () => {
  for (const marker of [undefined, MARKER]) {
    test(`shows exactly the requests of the real run${marker ? ' with a marker' : ''}, and sends none of them`, async () => {
      const { client, writes, levels } = emulated(usersOf(3333, (id) => ({ level: id % 3 })))
      const options = { where: field('level').in([1, 2]), update: { note: 'seen' }, marker }
      const { steps, report } = await run(client.updateAll({ ...options, dryRun: true }))
      assert.deepEqual([writes(), levels().filter(Boolean).length], [[], 2222])
      assert.deepEqual(tallies(report), [2222, 0, 0, 0, 0, true])
      // It leaves behind where it began.
      const { checkpoint } = client.updateAll(options)
      assert.deepEqual(steps.map((step) => step.checkpoint), steps.map(() => checkpoint))
      assert.deepEqual(steps.flatMap(({ requests }) => requests), report.requests)
      assert.equal(report.requests.length, 3)
      await client.updateAll(options).report()
      const planned = report.requests.map(({ method, target, body }) => `${method} ${target} ${body}`)
      const real = writes().map(({ method, target, body }) => `${method} ${target} ${body}`)
      assert.deepEqual(real.toSorted(), planned.toSorted())
    })
  }
})

test('a dry run shows the requests of the real run, too, when there are many and they are short', async () => {
  const users = usersOf(6000)
  for (const concurrency of [1, 4]) {
    const { client, writes } = emulated(users)
    const options = { where: { note: { $nin: ['long-'.repeat(3100)] } }, update: { vip: true }, concurrency }
    const { requests } = await client.updateAll({ ...options, dryRun: true }).report()
    assert(requests.length > 60, `${requests.length} requests`)
    await client.updateAll(options).report()
    assert.deepEqual(writes().map(({ target }) => target).toSorted(), requests.map(({ target }) => target).toSorted())
  }
})

describe('chunks', () => {
  for (const [name, ids, where] of [
    ['ids of 15 digits', 1500, {}],
    ['ids of 15 digits beside a long where', 300, { $and: [{ level: 5 }, { note: { $nin: ['long,'.repeat(900), '长'.repeat(900)] } }] }],
  ]) {
    test(`${name}: each request names at most 1,000 users in at most 16,386 characters`, async () => {
      const first = 100_000_000_000_000
      const users = Array.from({ length: ids }, (_, index) => ({ id: first + index * 7919, level: 5, job: null }))
      const { client, sent, writes, levels } = emulated(users)
      const report = await client.updateAll({ where, update: { level: increment(1) }, marker: MARKER }).report()
      assert.deepEqual(tallies(report), [ids, ids, 0, 0, 0, true])
      assert(levels().every((level) => level === 6))
      const lengths = sent.map(({ url }) => url.length)
      assert(lengths.every((length) => length <= 16_386) && Math.max(...lengths) > 16_300, String(lengths))
      assert.deepEqual(writes().flatMap(({ ids }) => ids).toSorted((a, b) => a - b), users.map(({ id }) => id))
    })
  }

  test('short ids go by thousands', async () => {
    const { client, writes } = emulated(usersOf(2500))
    await client.updateAll(LEVELS).report()
    assert.deepEqual(writes().map(({ ids }) => ids.length).toSorted((a, b) => b - a), [1000, 1000, 500])
    for (const { url } of writes()) assert.match(url, /&limit=1000$/)
  })
})

describe('concurrency', () => {
  for (const concurrency of [1, 3, 8]) {
    test(`${concurrency}: so many requests are in flight, and no more`, async () => {
      const { client, emulator } = emulated(usersOf(12_000), { faults: [{ kind: 'latency', latencyMs: 15 }] })
      await client.updateAll({ ...LEVELS, concurrency }).report()
      assert.equal(emulator.counts().maxInFlight, concurrency)
    })
  }

  test('nothing more is sent while nobody asks', async () => {
    const { client, sent } = emulated(usersOf(12_000), { faults: [{ kind: 'latency', latencyMs: 5 }] })
    const job = client.updateAll({ ...LEVELS, concurrency: 3 })
    await stepUntil(job, ({ succeeded }) => succeeded >= 2000)
    const { length } = sent
    await new Promise((resolve) => setTimeout(resolve, 100))
    assert.equal(sent.length, length)
    assert.deepEqual(tallies(await job.report()), [12_000, 12_000, 0, 0, 0, true])
  })
})
