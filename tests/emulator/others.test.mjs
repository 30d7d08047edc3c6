// Users who come and go while a test runs, as they do in an app.
import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import { BEARER, createEmulator, HOST, startEmulator, UPDATES, USERS } from './twins.mjs'

const running = []
after(() => Promise.all(running.map((emulator) => emulator.close())))

const users = [
  { id: 10, created_at: 300, level: 1, _username: 'Tom' },
  { id: 30, created_at: 100, level: 3 },
]

async function start() {
  const emulator = await startEmulator({ users })
  running.push(emulator)
  return { ...emulator, ask: (path, init) => fetch(emulator.url + path, { headers: BEARER, ...init }) }
}

function create() {
  const emulator = createEmulator({ users })
  return { ...emulator, ask: (path, init) => emulator.fetch(HOST + path, { headers: BEARER, ...init }) }
}

const idsOf = async ({ ask }, query) => (await (await ask(`${USERS}?${query}`)).json()).objects.map(({ id }) => id)

for (const [form, make] of [
  ['over a socket', start],
  ['in this process', async () => create()],
]) {
  describe(form, () => {
    test('who was added is found in every order, counted, and can be changed', async () => {
      const emulator = await make()
      assert.deepEqual(await idsOf(emulator, 'order_by=-created_at'), [10, 30])
      assert.equal(emulator.insert([{ id: 40, created_at: 50 }, { id: 20, created_at: 200, level: 2 }]), undefined)
      assert.deepEqual(await idsOf(emulator, 'order_by=id'), [10, 20, 30, 40])
      assert.deepEqual(await idsOf(emulator, 'order_by=-created_at'), [10, 20, 30, 40])
      assert.deepEqual(await idsOf(emulator, 'order_by=created_at'), [40, 30, 20, 10])
      assert.deepEqual(await idsOf(emulator, 'order_by=level'), [40, 10, 20, 30])
      const { meta } = await (await emulator.ask(`${USERS}?limit=1&return_total_count=1`)).json()
      assert.equal(meta.total_count, 4)
      const init = { method: 'PUT', headers: BEARER, body: '{"level":7}' }
      assert.equal((await (await emulator.ask(`${UPDATES}20/`, init)).json()).level, 7)
      assert.deepEqual(emulator.snapshot().map(({ id }) => id), [10, 20, 30, 40])
    })

    test('who was removed is gone from every order, and may come back', async () => {
      const emulator = await make()
      assert.deepEqual(await idsOf(emulator, 'order_by=created_at'), [30, 10])
      assert.equal(emulator.remove([10, 11, 10]), 1)
      assert.deepEqual(await idsOf(emulator, 'order_by=created_at'), [30])
      assert.equal((await emulator.ask(`${USERS}10/`)).status, 404)
      assert.deepEqual([emulator.remove([10]), emulator.remove([])], [0, 0])
      emulator.insert([users[0]])
      assert.deepEqual(emulator.snapshot(), users)
    })

    test('what is wrong is named, and nobody is added', async () => {
      const emulator = await make()
      for (const [given, message] of [
        [[{ id: 5 }, { id: 30 }], 'users[1].id: 30 is the id of another user'],
        [[{ id: 5 }, { id: 5 }], 'users[1].id: 5 is the id of another user'],
        [[{ id: 5, _username: 'TOM' }], 'users[0]._username: "TOM" belongs to another user'],
        [[{ id: 5, level: 'x' }], 'users[0].level: expected a value of type integer, got a string'],
        [[{ id: 5, levle: 1 }], 'users[0].levle: there is no such field in `fields`'],
        [{ id: 5 }, 'users: expected an array of users, got an object'],
        [undefined, 'users: cannot be turned into JSON, got undefined'],
      ]) {
        assert.throws(() => emulator.insert(given), { name: 'TypeError', message })
      }
      for (const [given, message] of [
        [undefined, 'ids: expected an array of numbers, got undefined'],
        [10, 'ids: expected an array of numbers, got 10'],
        [['10'], 'ids: expected an array of numbers, got "10"'],
      ]) {
        assert.throws(() => emulator.remove(given), { name: 'TypeError', message })
      }
      assert.equal(emulator.remove([0, -10, 10.5, NaN, Infinity]), 0)
      assert.deepEqual(emulator.snapshot(), users)
    })
  })
}
