// Options and checkpoints of a bulk job that are refused at once, before anything is sent.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { emulated, run, stepUntil, tallies, usersOf } from './jobs.mjs'
import { assertRefused, esm, thrown, watchForStrays } from './support.mjs'

const { append, field, increment, shift, UsersClient } = esm

watchForStrays()

const GOOD = { where: { level: 5 }, update: { level: increment(1) } }
const MARKER = { field: 'job', value: 'job-42' }
const marked = (marker, more) => ({ ...GOOD, ...more, marker })

function refused(options, message) {
  const { client, sent } = emulated(usersOf(3))
  const error = thrown(() => client.updateAll(options))
  assertRefused(error, message)
  assert.equal(error.message, message)
  assert.deepEqual(sent, [])
}

const KNOWN =
  'where, update, marker, concurrency, dryRun, expectMax, checkpoint, timeoutMs, retry, signal'

for (const [name, options, message] of [
  ['no options', undefined, 'where: expected an object of conditions ({} for everyone), got nothing'],
  ['no where', { update: { vip: true } }, 'where: expected an object of conditions ({} for everyone), got nothing'],
  ['a where of undefined', { ...GOOD, where: undefined }, 'where: expected an object of conditions ({} for everyone), got nothing'],
  ['a where of null', { ...GOOD, where: null }, 'where: expected an object of conditions, got null'],
  ['a where with a mistake', { ...GOOD, where: { level: { $gte: true } } }, 'level.$gte: expected a number or a string, got true'],
  ['no update', { where: {} }, 'update: expected an object of changes, got nothing'],
  ['an update of nothing', { ...GOOD, update: {} }, 'update: expected at least one field to change'],
  ['a misspelt where', { ...GOOD, were: {} }, `options: unknown member "were", expected one of ${KNOWN}`],
  ['a limit, which it has none of', { ...GOOD, limit: 5 }, `options: unknown member "limit", expected one of ${KNOWN}`],
  ['no request at a time', { ...GOOD, concurrency: 0 }, 'concurrency must be an integer between 1 and 32, got 0'],
  ['too many requests at a time', { ...GOOD, concurrency: 33 }, 'concurrency must be an integer between 1 and 32, got 33'],
  ['half a request at a time', { ...GOOD, concurrency: 1.5 }, 'concurrency must be an integer between 1 and 32, got 1.5'],
  ['a dryRun that is no answer', { ...GOOD, dryRun: 'no' }, 'dryRun: expected true or false, got "no"'],
  ['fewer than no matches', { ...GOOD, expectMax: -1 }, 'expectMax must be an integer between 0 and 9007199254740991, got -1'],
  ['endless matches', { ...GOOD, expectMax: Infinity }, 'expectMax must be an integer between 0 and 9007199254740991, got Infinity'],
  ['a marker that is a name', marked('job'), 'marker: expected an object, got "job"'],
  ['a marker without a field', marked({ value: 1 }), 'marker.field: expected the name of a custom field, got nothing'],
  ['a marker without a value', marked({ field: 'job' }), 'marker.value: expected a string or a number, got nothing'],
  ['a marker with more', marked({ ...MARKER, name: 'x' }), 'marker: unknown member "name", expected one of field, value'],
  ['a marker in the field that is changed', marked({ ...MARKER, field: 'level' }), 'marker.field: expected a field that the update does not change, got "level"'],
  ['a marker in a field that is cleared', marked(MARKER, { update: { $unset: { job: '' } } }), 'marker.field: expected a field that the update does not change, got "job"'],
  ['a marker in a built-in field', marked({ ...MARKER, field: 'nickname' }), 'marker.field: expected one of the app\'s custom fields, got "nickname"'],
  ['a marker in the id', marked({ ...MARKER, field: 'id' }), 'marker.field: expected one of the app\'s custom fields, got "id"'],
  ['a marker inside a field', marked({ ...MARKER, field: 'a.b' }), 'marker.field: expected a field name, got "a.b"'],
  ['a marker of null', marked({ ...MARKER, value: null }), 'marker.value: expected a string or a number, got null'],
  ['a marker of NaN', marked({ ...MARKER, value: NaN }), 'marker.value: expected a string or a number, got NaN'],
  ['a marker of true', marked({ ...MARKER, value: true }), 'marker.value: expected a string or a number, got true'],
  ['an empty marker', marked({ ...MARKER, value: '' }), 'marker.value: expected 1 to 1000 characters, got an empty string'],
  ['a long marker', marked({ ...MARKER, value: 'x'.repeat(1001) }), 'marker.value: expected 1 to 1000 characters, got 1001'],
  ['a signal that is none', { ...GOOD, signal: {} }, 'signal: expected an AbortSignal'],
  ['a checkpoint that is no text', { ...GOOD, checkpoint: {} }, 'checkpoint: expected a string, got an object'],
  ['a checkpoint that is none', { ...GOOD, checkpoint: 'no' }, 'checkpoint: expected the checkpoint of an updateAll, got "no"'],
  ['an empty checkpoint', { ...GOOD, checkpoint: '' }, 'checkpoint: expected the checkpoint of an updateAll, got ""'],
  ['a checkpoint that is cut off', { ...GOOD, checkpoint: '{"v":1,"job"' }, 'checkpoint: expected the checkpoint of an updateAll, got "{\\"v\\":1,\\"job\\""'],
]) {
  test(`${name} is refused at once`, () => refused(options, message))
}

test('a further argument is refused', () => {
  const { client } = emulated(usersOf(1))
  assertRefused(thrown(() => client.updateAll(GOOD, { signal: undefined })), 'updateAll: takes no further argument')
})

describe('checkpoints', () => {
  const OTHER = 'checkpoint: it belongs to a job with another where, update or marker'

  test('that of another job is refused', async () => {
    const { client } = emulated(usersOf(3))
    const { value } = await client.updateAll(marked(MARKER)).next()
    const { checkpoint } = value
    for (const other of [
      GOOD,
      marked({ ...MARKER, value: 'job-43' }),
      marked({ ...MARKER, field: 'note' }),
      marked(MARKER, { where: {} }),
      marked(MARKER, { where: { level: 6 } }),
      marked(MARKER, { update: { level: increment(2) } }),
      marked(MARKER, { update: { level: increment(1), vip: true } }),
    ]) {
      refused({ ...other, checkpoint }, OTHER)
    }
    // How it goes about it may differ.
    const more = { concurrency: 1, expectMax: 3, timeoutMs: 999, retry: { maxRetries: 1 }, checkpoint }
    assert.equal((await client.updateAll({ ...marked(MARKER), ...more }).report()).succeeded, 3)
  })

  test('one that somebody has changed is refused', async () => {
    const { client } = emulated(usersOf(3))
    const { checkpoint } = (await client.updateAll(GOOD).next()).value
    const changes = { v: 2, declared: [[]], unread: [[5, 4]], succeeded: -1, matched: '3', doubts: [[1]], done: true }
    for (const [name, value] of Object.entries(changes)) {
      const changed = JSON.stringify({ ...JSON.parse(checkpoint), [name]: value })
      assertRefused(thrown(() => client.updateAll({ ...GOOD, checkpoint: changed })), 'checkpoint: expected the checkpoint')
    }
  })

  test('that of a finished job is done at once, and sends nothing', async () => {
    for (const marker of [undefined, MARKER]) {
      const { client, sent } = emulated(usersOf(1200))
      const { steps, report } = await run(client.updateAll(marked(marker)))
      const { length } = sent
      const again = await run(client.updateAll({ ...marked(marker), checkpoint: steps.at(-1).checkpoint }))
      assert.deepEqual([again.steps.length, again.report, sent.length], [1, report, length])
      assert.equal(again.steps[0].checkpoint, steps.at(-1).checkpoint)
    }
  })

  test('another client goes on with one, at another address, too', async () => {
    const { client, emulator, levels } = emulated(usersOf(9000))
    const job = client.updateAll(marked(MARKER))
    const { checkpoint } = await stepUntil(job, ({ succeeded }) => succeeded >= 2000)
    await job.return()
    const other = new UsersClient({
      auth: { token: 't' },
      baseUrl: `https://a-much-longer-name-of-a-host.${'x'.repeat(50)}.example`,
      fetch: emulator.fetch,
    })
    const report = await other.updateAll({ ...marked(MARKER), checkpoint }).report()
    assert.deepEqual(tallies(report), [9000, 9000, 0, 0, 0, true])
    assert(levels().every((level) => level === 6))
  })

  for (const [name, update] of [['append', { tags: append('a') }], ['shift', { tags: shift() }]]) {
    test(`a chunk that ${name} declared is in doubt after a crash, and never sent`, async () => {
      const { client, writes } = emulated(usersOf(3, () => ({ tags: [] })))
      const options = { where: field('level').eq(5), update }
      const { checkpoint } = (await client.updateAll(options).next()).value
      const report = await client.updateAll({ ...options, checkpoint }).report()
      assert.deepEqual(tallies(report), [3, 0, 0, 3, 0, true])
      assert.deepEqual([report.doubts, writes()], [[{ from: 1, to: 3, users: 3 }], []])
      const { value } = await client.updateAll({ ...options, checkpoint }).next()
      assert.deepEqual(value.doubts, report.doubts)
    })
  }
})
