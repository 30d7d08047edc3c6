// While others insert, delete and change users, between the pages and during them, everyone who matches throughout comes
// exactly once. The loop that one writes by hand, with `offset`, loses users and repeats them.
import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import { consumerPackage } from './installed.mjs'
import { Writers } from './writers.mjs'

const [{ UsersClient }, { createEmulator }] = await Promise.all(['.', './emulator'].map(consumerPackage))

const isFull = Boolean(process.env.MINAPP_FULL)

/** At full length 100 seeds with 10,000 users; else some, the first of them with as many. */
const SEEDS = isFull ? 100 : 12
const usersOf = (seed) => (isFull || seed === 0 ? 10_000 : 2_000)

/** The condition of every second seed; the others read everyone. */
const conditionOf = (seed) =>
  seed % 2 ? { where: { points: { $gte: 3 } }, isMatching: ({ points }) => points >= 3 } : { where: {}, isMatching: () => true }

async function collected(batches) {
  const ids = []
  for await (const batch of batches) for (const { id } of batch) ids.push(id)
  return ids
}

async function* byOffset(users, options) {
  const limit = options.pageSize
  const { where, orderBy } = options
  for (let offset = 0; ; offset += limit) {
    const { objects, meta } = await users.list({ where, orderBy, limit, offset })
    yield objects
    if (!meta.next) return
  }
}

async function* oneByOne(iteration) {
  for await (const user of iteration) yield [user]
}

const iterating = (orderBy) => (users, options) => oneByOne(users.iterate({ ...options, orderBy }))

const READERS = {
  'iterate by id': iterating('id'),
  'iterate by -created_at': iterating('-created_at'),
  'iterate by level, which users share, change and lack': iterating('level'),
  'iterate by -level, then nickname': iterating(['-level', 'nickname']),
  'scan, 4 at a time': (users, options) => users.scan({ ...options, concurrency: 4 }),
}

/** Reads a table that is written to, and tells who was lost and who came twice. */
async function read(seed, reader, pageSize) {
  const { where, isMatching } = conditionOf(seed)
  // A tenth of the table is written to, about evenly until the reader is done.
  const writes = usersOf(seed) / 10
  const atOnce = Math.ceil((writes / (usersOf(seed) / pageSize) / 3) * 2)
  const writers = new Writers({ createEmulator, seed, users: usersOf(seed), writes, atOnce, isMatching })
  const users = new UsersClient({ auth: { token: 'of-the-reader' }, fetch: writers.fetch, retry: { maxRetries: 0 } })
  const ids = await collected(reader(users, { where, pageSize }))
  const given = new Set(ids)
  const lost = [...writers.faithful].filter((id) => !given.has(id))
  return { writers, ids, lost, repeated: ids.length - given.size }
}

/** Pages of several sizes, about 15 to 60 for a table. */
const pageSizeOf = (seed) => Math.round(usersOf(seed) / [60, 30, 15][seed % 3])

const figures = {}

function note(name, { writers, ids, lost, repeated }) {
  const sum = (figures[name] ??= { tables: 0, given: 0, requests: 0, disturbed: 0, inserts: 0, deletes: 0, updates: 0, lost: 0, repeated: 0 })
  const { requests, disturbed, inserts, deletes, updates } = writers
  const more = { tables: 1, given: ids.length, requests, disturbed, inserts, deletes, updates, lost: lost.length, repeated }
  for (const [key, value] of Object.entries(more)) sum[key] += value
}

after(() => {
  console.log(`${SEEDS} seeds, ${usersOf(1)} to ${usersOf(0)} users in a table`)
  for (const [name, sum] of Object.entries(figures)) console.log(`${name}: ${JSON.stringify(sum)}`)
})

for (const [name, reader] of Object.entries(READERS)) {
  describe(name, () => {
    for (let seed = 0; seed < SEEDS; seed++) {
      test(`everyone who matches throughout comes exactly once, seed ${seed}`, async () => {
        const done = await read(seed, reader, pageSizeOf(seed))
        note(name, done)
        const { writers, ids, lost, repeated } = done
        assert.deepEqual(lost, [])
        assert.equal(repeated, 0, 'somebody came twice')
        assert(ids.every((id) => writers.knows(id)))
        // The table was large, changed much, and often while a request was on its way.
        assert(writers.faithful.size > usersOf(seed) / 3)
        assert(writers.writes > usersOf(seed) / 25 && writers.disturbed > 4, JSON.stringify(writers))
        if (name.startsWith('scan')) assert.equal(writers.mostInFlight, 4)
      })
    }
  })
}

test('a loop with offset loses users and repeats users, in every order', async () => {
  for (const orderBy of ['id', '-created_at', 'level', ['-level', 'nickname']]) {
    const name = `offset by ${orderBy}`
    for (let seed = 0; seed < SEEDS; seed++) {
      const reader = (users, options) => byOffset(users, { ...options, orderBy })
      note(name, await read(seed, reader, pageSizeOf(seed)))
    }
    assert(figures[name].lost > 0 && figures[name].repeated > 0, JSON.stringify(figures[name]))
  }
})
