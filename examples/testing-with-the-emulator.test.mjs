// @ts-check
// Tests code of your own, here `rewardRegulars`, without an account and without a network.
//
//   node --test testing-with-the-emulator.test.mjs
//
// The emulator is in the same process: each test has its own, with the users that it needs. In production the same function
// gets a client with a token: `rewardRegulars(new UsersClient({ auth: { token } }))`.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { UsersClient, appendUnique, field, increment } from 'minapp-users'
import { createEmulator } from 'minapp-users/emulator'

/**
 * The code under test: everyone from level 10 gets 50 points and a tag, once.
 *
 * @param {UsersClient} users
 * @returns How many were rewarded.
 */
async function rewardRegulars(users) {
  const report = await users
    .updateAll({
      where: field('level').gte(10),
      update: { points: increment(50), tags: appendUnique('regular') },
      marker: { field: 'note', value: 'reward-1' },
    })
    .report()
  return report.succeeded
}

/** A client of an emulator, and the emulator. @param {import('minapp-users/emulator').EmulatorOptions} [more] */
function surroundings(more) {
  const emulator = createEmulator({
    users: [
      { id: 1, level: 9, points: 0, tags: [] },
      { id: 2, level: 10, points: 5, tags: ['new'] },
    ],
    fields: { level: 'integer', points: 'integer', tags: 'array', note: 'string' },
    ...more,
  })
  const retry = { baseDelayMs: 1 } // tests need not wait
  return { emulator, users: new UsersClient({ auth: { token: 'any-token' }, fetch: emulator.fetch, retry }) }
}

test('regulars are rewarded, and nobody else', async () => {
  const { emulator, users } = surroundings()
  assert.equal(await rewardRegulars(users), 1)
  assert.deepEqual(
    emulator.snapshot().map(({ id, points, tags }) => ({ id, points, tags })),
    [
      { id: 1, points: 0, tags: [] },
      { id: 2, points: 55, tags: ['new', 'regular'] },
    ],
  )
})

test('an answer that is lost rewards nobody twice', async () => {
  const { emulator, users } = surroundings({ faults: [{ kind: 'reset_after', methods: ['PUT'], times: 1 }] })
  assert.equal(await rewardRegulars(users), 1)
  assert.equal(emulator.counts().faults.reset_after, 1)
  assert.deepEqual(emulator.snapshot().map(({ points }) => points), [0, 55])
})

test('a server that is down for a moment does not matter', async () => {
  const { emulator, users } = surroundings({ faults: [{ kind: 'status', status: 503, times: 2 }] })
  assert.equal(await rewardRegulars(users), 1)
  assert.equal(emulator.counts().faults.status, 2)
})
