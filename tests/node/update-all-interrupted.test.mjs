// A bulk job that is left off, aborted, refused, or loses its server: what it says, what it sends, and how it goes on.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { emulated, left, run, saying, stepUntil, tallies, until, usersOf } from './jobs.mjs'
import { clientOf, esm, failure, loadEmulator, rejection, settled, watchForStrays } from './support.mjs'

const { ConnectionError, ForbiddenError, increment, RateLimitError, UnauthorizedError } = esm
const { startEmulator } = await loadEmulator()

watchForStrays()

const ONCE = { where: { level: { $gte: 5 } }, update: { level: increment(1) } }
const MARKED = { ...ONCE, marker: { field: 'job', value: 'job-42' } }
const SLOW = [{ kind: 'latency', latencyMs: 15 }]
const never = () => new Promise(() => {})

/** Everyone of level 5 is of level 6 now. */
const assertOnce = (levels, count) => assert.deepEqual(levels, Array(count).fill(6))

describe('left off', () => {
  for (const [name, options] of [['without a marker', ONCE], ['with a marker', MARKED]]) {
    for (const concurrency of [1, 4]) {
      test(`${name}, ${concurrency} at a time: what is in flight is waited for, and the rest done later, without doubt`, async () => {
        const { client, emulator, writes, levels } = emulated(usersOf(12_000), { faults: SLOW })
        const job = client.updateAll({ ...options, concurrency })
        for await (const { succeeded } of job) if (succeeded >= 2000) break
        const { length } = writes()
        assert.equal(emulator.counts().inFlight, 0)
        assert.deepEqual([left(job.checkpoint).declared, left(job.checkpoint).done], [0, false])
        const report = await job.report()
        assert.deepEqual([report.done, report.unknown], [false, 0])
        assert.equal(report.succeeded, levels().filter((level) => level === 6).length)
        assert.equal((await job.next()).done, true)
        assert.equal(writes().length, length)
        const { checkpoint } = job
        assert.deepEqual(tallies(await client.updateAll({ ...options, checkpoint }).report()), [12_000, 12_000, 0, 0, 0, true])
        assertOnce(levels(), 12_000)
      })
    }
  }

  test('before anything was written, nobody is in doubt', async () => {
    const { client, writes, levels } = emulated(usersOf(2500))
    const job = client.updateAll(ONCE)
    for await (const _ of job) break
    assert.deepEqual(writes(), [])
    assert.deepEqual(tallies(await client.updateAll({ ...ONCE, checkpoint: job.checkpoint }).report()), [2500, 2500, 0, 0, 0, true])
    assertOnce(levels(), 2500)
  })

  test('return() before the first step sends nothing', async () => {
    const { client, sent } = emulated(usersOf(5))
    const job = client.updateAll(ONCE)
    const { value, done } = await job.return()
    assert.deepEqual([tallies(value), done, sent], [[0, 0, 0, 0, 0, false], true, []])
  })

  test('return() while a step is awaited ends that, too', async () => {
    const { client, levels, writes } = emulated(usersOf(12_000), { faults: SLOW })
    const job = client.updateAll({ ...ONCE, concurrency: 2 })
    await stepUntil(job, ({ succeeded }) => succeeded >= 1000)
    const [next, end] = await Promise.all([job.next(), job.return()])
    assert.deepEqual([next.done, end.done, next.value], [true, true, end.value])
    assert.equal(end.value.succeeded, levels().filter((level) => level === 6).length)
    assert.deepEqual([left(job.checkpoint).declared, end.value.succeeded], [0, writes().length * 1000])
  })
})

describe('aborted', () => {
  for (const [name, options] of [['without a marker', ONCE], ['with a marker', MARKED]]) {
    for (const reason of [new Error('enough'), 'enough', undefined]) {
      test(`${name}: rejects with the reason (${reason}) at once, and nobody is changed twice later`, async () => {
        let isStalling = false
        let stalled = 0
        const controller = new AbortController()
        const answer = async ({ method }, go) => {
          const response = await go()
          // Carried out, and the answer never comes.
          if (!isStalling || method !== 'PUT') return response
          stalled++
          return never()
        }
        const { client, writes, levels } = emulated(usersOf(12_000), { answer })
        const job = client.updateAll({ ...options, concurrency: 2, signal: controller.signal })
        await stepUntil(job, ({ succeeded }) => succeeded >= 1000)
        isStalling = true
        const next = rejection(run(job))
        await until(() => stalled === 2)
        const { length } = writes()
        const began = performance.now()
        controller.abort(reason)
        assert.equal(await next, controller.signal.reason)
        assert(performance.now() - began < 50)
        const { checkpoint } = job
        assert.equal(await rejection(job.next()), controller.signal.reason)
        assert.equal(await rejection(job.report()), controller.signal.reason)
        assert.equal(writes().length, length)
        const { declared, unknown } = JSON.parse(job.checkpoint)
        assert.deepEqual([declared.length, unknown], options === ONCE ? [0, 2000] : [2, 0])
        isStalling = false
        const report = await client.updateAll({ ...options, checkpoint }).report()
        const inDoubt = options === ONCE ? 2000 : 0
        assert.deepEqual(tallies(report), [12_000, 12_000 - inDoubt, 0, inDoubt, 0, true])
        assertOnce(levels(), 12_000)
      })
    }
  }

  test('before the first step, nothing is sent', async () => {
    const { client, sent } = emulated(usersOf(5))
    const signal = AbortSignal.abort('no')
    assert.equal(await rejection(client.updateAll({ ...ONCE, signal }).next()), 'no')
    assert.deepEqual(sent, [])
  })

  test('a chunk that only waits for its turn to be sent again, or for a token, is not in doubt', async () => {
    for (const wait of ['Retry-After', 'token']) {
      const controller = new AbortController()
      let isAway = false
      const token = () => (isAway && wait === 'token' ? new Promise(() => {}) : 't')
      const answer = ({ method }, go) =>
        method === 'PUT' && isAway ? saying(429, undefined, { 'retry-after': '5' }) : go()
      const { client, writes, levels } = emulated(usersOf(5), { answer, options: { auth: { token }, retry: { maxRetries: 3 } } })
      const job = client.updateAll({ ...ONCE, signal: controller.signal })
      await job.next()
      isAway = true
      const next = rejection(job.next())
      await until(() => wait === 'token' || writes().length === 1)
      await new Promise((resolve) => setTimeout(resolve, 10))
      controller.abort('enough')
      assert.equal(await next, 'enough')
      isAway = false
      const report = await client.updateAll({ ...ONCE, checkpoint: job.checkpoint }).report()
      assert.deepEqual(tallies(report), [5, 5, 0, 0, 0, true], wait)
      assertOnce(levels(), 5)
    }
  })
})

describe('a server that goes away and comes back', () => {
  for (const [name, options] of [['without a marker', ONCE], ['with a marker', MARKED]]) {
    test(`${name}: a step rejects, and asked again the job goes on`, async () => {
      const users = usersOf(12_000)
      let server = await startEmulator({ users, faults: SLOW })
      const { url } = server
      const job = clientOf(url).updateAll({ ...options, concurrency: 3 })
      await stepUntil(job, ({ succeeded }) => succeeded >= 2000)
      await server.close()
      const before = server.snapshot()
      // Without a marker the chunks in flight come into doubt, which is a step.
      const error = await failure(run(job))
      assert(error instanceof ConnectionError)
      assert((await failure(run(job))) instanceof ConnectionError)
      server = await startEmulator({ users: before, port: Number(new URL(url).port) })
      const { report } = await runBeyond(job)
      const inDoubt = report.doubts.reduce((sum, { users }) => sum + users, 0)
      assert.equal(inDoubt, report.unknown)
      assert(inDoubt <= (options === ONCE ? 3000 : 0), `${inDoubt} in doubt`)
      assert.deepEqual([report.matched, report.succeeded + report.unknown, report.done], [12_000, 12_000, true])
      for (const { id, level } of server.snapshot()) {
        const isInDoubt = report.doubts.some(({ from, to }) => from <= id && id <= to)
        assert(level === 6 || (level === 5 && isInDoubt), `user ${id} has level ${level}`)
      }
      await server.close()
    })
  }

  test('an outage is told once, however many requests it has met', async () => {
    let waiting
    const answer = (_, go) => (waiting ? new Promise((_, reject) => waiting.push(reject)) : go())
    const { client, levels } = emulated(usersOf(20_000), { answer })
    const job = client.updateAll({ ...MARKED, concurrency: 6 })
    await job.next()
    waiting = []
    const outage = failure(run(job))
    await until(() => waiting.length === 6)
    for (const fail of waiting) fail(new TypeError('fetch failed'))
    assert((await outage) instanceof ConnectionError)
    waiting = undefined
    assert.deepEqual(tallies(await job.report()), [20_000, 20_000, 0, 0, 0, true])
    assertOnce(levels(), 20_000)
  })

  test('that more users match than expected is told, even if the connection fails before', async () => {
    const held = {}
    let reads = 0
    const answer = ({ method }, go) => {
      if (method === 'GET' && ++reads !== 2) return go()
      return new Promise((resolve, reject) => (held[method] = { go: () => resolve(go()), fail: () => reject(new TypeError('no')) }))
    }
    const pages = []
    const options = { onEvent: ({ type, method }) => type === 'response' && method === 'GET' && pages.push(type) }
    const { client, emulator, writes } = emulated(usersOf(1510, (id) => ({ level: id > 1500 ? 1 : 5 })), { answer, options })
    const job = client.updateAll({ ...MARKED, expectMax: 1500, concurrency: 2 })
    await job.next()
    const headers = { authorization: 'Bearer t' }
    const others = 'https://emulator.example/oserve/v2.6/miniapp/user_profile/?limit=20&where=%7B%22level%22%3A1%7D'
    await emulator.fetch(others, { method: 'PUT', headers, body: '{"level":5}' })
    const next = failure(job.next())
    await until(() => held.GET && held.PUT)
    held.PUT.fail()
    assert((await next) instanceof ConnectionError)
    held.GET.go()
    await until(() => pages.length === 2)
    const error = await failure(job.next())
    assert.equal(error.message, '1510 users match, more than expectMax 1500; stopped after 0 were written, and 1000 more may have been')
    assert.equal((await job.next()).done, true)
    assert.equal(writes().length, 1)
  })

  test('a server that is down takes at most as many chunks into doubt as are in flight', async () => {
    let isDown = false
    const answer = (_, go) => (isDown ? Promise.reject(new TypeError('fetch failed')) : go())
    const { client, writes } = emulated(usersOf(20_000), { answer })
    const job = client.updateAll({ ...ONCE, concurrency: 4 })
    await job.next()
    isDown = true
    for (let asked = 0; asked < 50; asked++) await job.next().catch((error) => assert(error instanceof ConnectionError))
    assert(writes().length <= 4, `${writes().length} writes`)
    isDown = false
    const report = await runBeyond(job).then(({ report }) => report)
    // Nobody, where a read failed before the first write was tried.
    assert(report.unknown <= 4000, `${report.unknown} in doubt`)
    assert.equal(report.succeeded, 20_000 - report.unknown)
  })
})

describe('a server that refuses', () => {
  for (const [status, Class] of [[401, UnauthorizedError], [403, ForbiddenError]]) {
    for (const method of ['PUT', 'GET']) {
      for (const options of [ONCE, MARKED]) {
        test(`${status} to a ${method} in the middle rejects, and the job can go on${options.marker ? ', with a marker' : ''}`, async () => {
          let isRefusing = false
          const answer = (request, go) => (isRefusing && request.method === method ? saying(status) : go())
          const { client, levels } = emulated(usersOf(12_000), { answer })
          const job = client.updateAll({ ...options, concurrency: 3 })
          await stepUntil(job, ({ succeeded }) => succeeded >= 1000)
          isRefusing = true
          const error = await failure(run(job))
          assert(error instanceof Class)
          assert.equal(error.outcome, method === 'PUT' ? 'not_applied' : undefined)
          isRefusing = false
          assert.deepEqual(tallies(await job.report()), [12_000, 12_000, 0, 0, 0, true])
          assertOnce(levels(), 12_000)
        })
      }
    }
  }

  test('a storm of 429 is obeyed: nothing is sent again before the server allows it', async () => {
    let [asked, openAt] = [0, 0]
    const early = []
    const answer = (_, go) => {
      const now = performance.now()
      if (now < openAt - 5) early.push(openAt - now)
      // To a read, and to a write.
      if ([2, 9].includes(++asked)) openAt = now + 1000
      return now < openAt ? saying(429, undefined, { 'retry-after': '1' }) : go()
    }
    const { client, levels, sent } = emulated(usersOf(9000), { answer, options: { retry: { maxRetries: 5, baseDelayMs: 1 } } })
    assert.deepEqual(tallies(await client.updateAll({ ...ONCE, concurrency: 1 }).report()), [9000, 9000, 0, 0, 0, true])
    assert.deepEqual(early, [])
    assertOnce(levels(), 9000)
    assert.equal(sent.length, 9 + 9 + 2)
  })

  test('a wait that is too long rejects and tells it; nobody is in doubt', async () => {
    let isBusy = false
    const answer = ({ method }, go) => (isBusy && method === 'PUT' ? saying(429, undefined, { 'retry-after': '600' }) : go())
    const { client, levels } = emulated(usersOf(3000), { answer, options: { retry: { maxRetries: 5 } } })
    const job = client.updateAll(ONCE)
    await job.next()
    isBusy = true
    const error = await failure(run(job))
    assert(error instanceof RateLimitError)
    assert.deepEqual([error.retryAfterMs, error.outcome], [600_000, 'not_applied'])
    isBusy = false
    assert.deepEqual(tallies(await job.report()), [3000, 3000, 0, 0, 0, true])
    assertOnce(levels(), 3000)
  })

  for (const options of [ONCE, MARKED]) {
    test(`a chunk that the server takes into the background is ${options.marker ? 'verified by its marker' : 'in doubt'}`, async () => {
      let left = 1
      const answer = async ({ method }, go) => {
        if (method !== 'PUT' || left-- <= 0) return go()
        await go()
        return saying(200, { status: 'ok', operation_id: 1 })
      }
      const { client, levels } = emulated(usersOf(2500), { answer })
      const job = client.updateAll({ ...options, concurrency: 1 })
      if (options.marker) {
        const error = await failure(run(job))
        assert.equal(error.message, 'the server goes on in the background, although a limit was sent')
        assert.deepEqual([error.code, error.outcome], ['invalid_answer', 'unknown'])
      }
      const report = await job.report()
      const inDoubt = options.marker ? 0 : 1000
      assert.deepEqual(tallies(report), [2500, 2500 - inDoubt, 0, inDoubt, 0, true])
      assertOnce(levels(), 2500)
    })
  }
})

test('a request that hangs is cut off by its time, and then verified or in doubt', async () => {
  for (const options of [ONCE, MARKED]) {
    let left = 1
    const fetchless = async ({ method }, go) => {
      const response = await go()
      if (method === 'PUT' && left-- > 0) await never()
      return response
    }
    const { client, levels } = emulated(usersOf(2500), { answer: fetchless })
    const { report } = await runBeyond(client.updateAll({ ...options, timeoutMs: 100 }))
    assert.equal(report.unknown, options === ONCE ? 1000 : 0)
    assert.equal(report.succeeded + report.unknown, 2500)
    assertOnce(levels(), 2500)
  }
})

/** Runs a job to its end, whatever of the family it rejects with on the way. */
async function runBeyond(job) {
  for (let asked = 0; asked < 50; asked++) {
    try {
      return await settled(run(job))
    } catch (error) {
      assert.equal(typeof error.code, 'string', error)
    }
  }
  return assert.fail('it does not end')
}
