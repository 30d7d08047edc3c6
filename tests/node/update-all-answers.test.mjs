// Bulk answers that a job has to look at twice, and what a rejection, a late signal and a lasting one leave behind.
import assert from 'node:assert/strict'
import { getEventListeners } from 'node:events'
import { describe, test } from 'node:test'
import { emulated, left, run, saying, tallies, until, usersOf } from './jobs.mjs'
import { esm, failure, rejection, watchForStrays } from './support.mjs'

const { increment } = esm

watchForStrays()

const ONCE = { where: { level: { $gte: 5 } }, update: { level: increment(1) } }
const MARKED = { ...ONCE, marker: { field: 'job', value: 'job-42' } }
const SET = { where: { level: { $gte: 5 } }, update: { vip: true } }

describe('a server that changes fewer users at once than it is asked to', () => {
  for (const [name, options] of [['increment', ONCE], ['increment with a marker', MARKED], ['a set', SET]]) {
    test(`${name} reaches everyone once`, async () => {
      // Where the writes go.
      const { emulator } = emulated(usersOf(1000))
      const answer = ({ method, url, body }, go) => {
        if (method !== 'PUT') return go()
        const capped = new URL(url)
        capped.searchParams.set('limit', '200')
        return emulator.fetch(capped, { method, body, headers: { authorization: 'Bearer t' } })
      }
      const { client, writes } = emulated(usersOf(1000), { answer })
      const report = await client.updateAll(options).report()
      assert.deepEqual(tallies(report), [1000, 1000, 0, 0, 0, true])
      assert(emulator.snapshot().every(({ level, vip }) => (options === SET ? vip : level === 6)))
      assert.equal(writes().length, 5)
    })
  }

  test('an answer that names some and has no next is an invalid one', async () => {
    const answer = async ({ method }, go) => {
      const response = await go()
      if (method !== 'PUT') return response
      const { next, operation_result, ...body } = await response.json()
      return saying(200, { ...body, operation_result: operation_result.slice(1) })
    }
    const { client } = emulated(usersOf(3), { answer })
    const error = await failure(client.updateAll(SET).report())
    assert.equal(error.code, 'invalid_answer')
    assert(error.message.includes('`next` is missing'), error.message)
  })
})

describe('ids that are no numbers', () => {
  const answering = (change) => async ({ method }, go) => {
    const response = await go()
    if (method !== 'PUT') return response
    const { operation_result, ...body } = await response.json()
    const named = operation_result.map(({ success }) => ({ success: { ...success, id: `5a3c51cdceb616ccfc9d${success.id}x` } }))
    return saying(200, { ...body, operation_result: change(named) })
  }

  for (const [name, options] of [['increment', ONCE], ['a set', SET]]) {
    test(`${name} is done where the answer tells of everyone`, async () => {
      const { client, writes } = emulated(usersOf(30), { answer: answering((rows) => rows) })
      assert.deepEqual(tallies(await client.updateAll(options).report()), [30, 30, 0, 0, 0, true])
      assert.equal(writes().length, 1)
    })
  }

  test('each write whose answer tells of some is told to the caller', async () => {
    const { client, writes } = emulated(usersOf(30), { answer: answering((rows) => rows.slice(1)) })
    const job = client.updateAll(SET)
    for (const times of [1, 2]) {
      const error = await failure(run(job))
      assert(error.message.includes('it tells of a user whose id is not a number'), error.message)
      assert.equal(writes().length, times)
    }
  })
})

describe('a step that rejects', () => {
  for (const options of [ONCE, MARKED]) {
    const name = options.marker ? 'with a marker' : 'without a marker'

    test(`${name}, for what failed between two steps: nothing was sent, and nothing is declared`, async () => {
      const pending = []
      const answer = ({ target }, go) =>
        !target.includes('return_total_count') ? new Promise((_, reject) => pending.push(reject)) : go()
      const { client, writes } = emulated(usersOf(20_000), { answer })
      const job = client.updateAll({ ...options, concurrency: 4 })
      const { value } = await job.next()
      assert(left(value.checkpoint).declared > 0)
      await until(() => pending.length > 0)
      for (const fail of pending) fail(new TypeError('fetch failed'))
      await new Promise((resolve) => setTimeout(resolve, 20))
      assert.equal((await failure(job.next())).code, 'connection')
      assert.deepEqual([writes(), left(job.checkpoint).declared], [[], 0])
      const other = emulated(usersOf(20_000))
      const report = await other.client.updateAll({ ...options, checkpoint: job.checkpoint }).report()
      assert.deepEqual(tallies(report), [20_000, 20_000, 0, 0, 0, true])
    })

    test(`${name}, for a refused write: only what is in flight is declared`, async () => {
      const held = []
      const answer = ({ method }, go) => (method === 'PUT' ? new Promise((resolve) => held.push(resolve)) : go())
      const { client } = emulated(usersOf(20_000), { answer })
      const job = client.updateAll({ ...options, concurrency: 4 })
      const error = failure(run(job))
      await until(() => held.length === 4)
      held[0](saying(403))
      assert.equal((await error).code, 'forbidden')
      assert.equal(left(job.checkpoint).declared, 3)
      for (const answered of held) answered(saying(403))
      await job.return()
      assert.equal(left(job.checkpoint).declared, 0)
    })
  }
})

describe('a signal', () => {
  test('that comes when the job is over changes nothing', async () => {
    const controller = new AbortController()
    const { client } = emulated(usersOf(5))
    const job = client.updateAll({ ...ONCE, signal: controller.signal })
    while (!(await job.next()).value.done);
    controller.abort('late')
    const { value, done } = await job.next()
    assert.deepEqual([tallies(value), done], [[5, 5, 0, 0, 0, true], true])
    assert.equal((await job.report()).done, true)
  })

  test('is listened to only while something is in flight', async () => {
    const { signal } = new AbortController()
    const listeners = () => getEventListeners(signal, 'abort').length
    const refusing = emulated(usersOf(5), { answer: () => saying(403) })
    for (let times = 0; times < 15; times++) await failure(refusing.client.updateAll({ ...SET, signal }).report())
    assert.equal(listeners(), 0)
    const { client } = emulated(usersOf(5), { faults: [{ kind: 'latency', latencyMs: 20 }] })
    const jobs = [client.updateAll({ ...SET, signal }), client.updateAll({ ...SET, signal })]
    for (const job of jobs) await job.next()
    assert.equal(listeners(), 0)
    const next = jobs[0].next()
    await until(() => listeners() > 0)
    await next
    assert.equal(listeners(), 0)
  })

  test('that cuts off what waits to be sent again leaves nothing declared, as soon as the step has rejected', async () => {
    const controller = new AbortController()
    const answer = ({ method }, go) => (method === 'PUT' ? saying(429, undefined, { 'retry-after': '5' }) : go())
    const { client, writes } = emulated(usersOf(4000), { answer, options: { retry: { maxRetries: 3 } } })
    const job = client.updateAll({ ...ONCE, concurrency: 4, signal: controller.signal })
    const ended = rejection(run(job))
    await until(() => writes().length > 0)
    await new Promise((resolve) => setTimeout(resolve, 20))
    controller.abort('enough')
    assert.equal(await ended, 'enough')
    assert.deepEqual([left(job.checkpoint).declared, JSON.parse(job.checkpoint).doubts], [0, []])
  })
})
