// `createEmulator`: a server of user operations behind a `fetch` function.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { BEARER, createEmulator, HOST, twins, UPDATES, USERS } from './twins.mjs'

/** Sends a change of a user. */
const put = (emulator, path, body) =>
  emulator.fetch(HOST + path, { method: 'PUT', headers: { ...BEARER, 'content-type': 'application/json' }, body: JSON.stringify(body) })

for (const [form, client, { createEmulator }] of twins) {
  describe(form, () => {
    test('fetch takes a string, a URL and a Request', async () => {
      const { fetch } = createEmulator({ users: 6 })
      const url = `${HOST}${USERS}55019/?keys=id,nickname`
      for (const input of [url, new URL(url), new Request(url)]) {
        const response = await fetch(input, { headers: BEARER })
        assert(response instanceof Response)
        assert.deepEqual([response.status, response.ok], [200, true])
        assert.equal(response.headers.get('content-type'), 'application/json; charset=utf-8')
        assert.deepEqual(await response.json(), { id: 55019, nickname: 'PCG' })
      }
      const request = new Request(`${HOST}${UPDATES}55019/`, { method: 'PUT', headers: BEARER, body: '{"test":"张"}' })
      assert.equal((await (await fetch(request)).json()).test, '张')
    })

    test('the client works with it', async () => {
      const emulator = createEmulator({ users: 50, seed: 3 })
      const users = new client.UsersClient({ auth: { token: 'a-token' }, fetch: emulator.fetch })
      const page = await users.list({ where: client.field('test').eq('test'), orderBy: 'id', limit: 3, withCount: true })
      const expected = emulator.snapshot().filter((user) => user.test === 'test')
      assert.deepEqual(page.objects.map(({ id }) => id), expected.slice(0, 3).map(({ id }) => id))
      assert.equal(page.meta.total_count, expected.length)
      const updated = await users.update(88888, { points: client.increment(5) })
      assert.equal(updated.points, 5)
      assert.equal(emulator.snapshot().find(({ id }) => id === 88888).points, 5)
      await assert.rejects(users.get(1), (error) => error instanceof client.NotFoundError && error.requestId.startsWith('emulator-'))
    })

    test('an own population keeps its users and its types', async () => {
      const users = [
        { id: 9, level: null, nickname: '王小明', created_at: 7 },
        { id: 3, level: 2, created_at: 5, user_group: [1] },
      ]
      const emulator = createEmulator({ users, fields: { level: 'integer', note: 'string' } })
      assert.deepEqual(emulator.snapshot(), [users[1], users[0]], 'in the order of ids')
      assert.equal((await put(emulator, `${UPDATES}3/`, { level: 'high' })).status, 400)
      assert.equal((await put(emulator, `${UPDATES}3/`, { nope: 1 })).status, 400)
      assert.equal((await put(emulator, `${UPDATES}3/`, { note: 'new' })).status, 200)
      const { updated_at, ...stored } = emulator.snapshot()[0]
      assert.deepEqual(stored, { id: 3, level: 2, created_at: 5, user_group: [1], note: 'new' })
      assert(Math.abs(updated_at - Date.now() / 1000) < 60, 'updated_at is now')
      assert.deepEqual(users[1], { id: 3, level: 2, created_at: 5, user_group: [1] }, 'the caller’s users are copied')
    })
  })
}

test('the options have their defaults', () => {
  const users = createEmulator().snapshot()
  assert.equal(users.length, 1000)
  assert.deepEqual(createEmulator({ users: 1000, seed: 1 }).snapshot(), users)
  assert.deepEqual(createEmulator({ users: undefined, seed: undefined, fields: undefined, token: undefined }).snapshot(), users)
})

test('the same seed makes the same users, and another seed others', () => {
  const make = (seed) => JSON.stringify(createEmulator({ users: 200, seed }).snapshot())
  assert.equal(make(7), make(7))
  const texts = [0, 1, 2, 7, Number.MAX_SAFE_INTEGER].map(make)
  assert.equal(new Set(texts).size, texts.length)
})

test('fields of the caller’s choice are the only custom ones', async () => {
  const emulator = createEmulator({ users: 100, fields: { score: 'number' } })
  const users = emulator.snapshot()
  assert(users.some(({ score }) => typeof score === 'number'))
  assert(users.every((user) => !('test' in user) && !('level' in user)))
  assert.equal((await put(emulator, `${UPDATES}55019/`, { test: 'x' })).status, 400)
})

test('only the named token is let in', async () => {
  const ask = async (options, headers) => (await createEmulator({ users: 6, ...options }).fetch(HOST + USERS, { headers })).status
  assert.equal(await ask({}, {}), 401)
  assert.equal(await ask({}, { authorization: 'Bearer anything' }), 200)
  assert.equal(await ask({ token: 'right' }, { authorization: 'Bearer right' }), 200)
  assert.equal(await ask({ token: 'right' }, { authorization: 'Bearer wrong' }), 401)
})

test('the session form is signed in by credentials', async () => {
  const { fetch } = createEmulator({ users: 6 })
  const url = `${HOST}/userve/v2.2/miniapp/user_profile/?keys=id`
  assert.equal((await fetch(url, { headers: BEARER })).status, 401)
  assert.equal((await fetch(url, { credentials: 'include' })).status, 200)
  assert.equal((await fetch(url, { headers: { cookie: 'sessionid=x' } })).status, 200)
})

const throwing = {
  get users() {
    throw new Error('no')
  },
}
const circular = [{ id: 1 }]
circular[0].self = circular
for (const [what, options, message] of [
  ['null', null, 'options: expected an object, got null'],
  ['a number', 5, 'options: expected an object, got 5'],
  ['an array', [], 'options: expected an object, got an array'],
  ['a function', () => {}, 'options: expected an object, got a function'],
  ['an unknown option', { user: 1 }, 'user: there is no such option; there are users, fields, seed, token, app, faults, faultSeed, control'],
  ['a port', { port: 1 }, 'port: there is no such option; there are users, fields, seed, token, app, faults, faultSeed, control'],
  ['users: -1', { users: -1 }, 'users: expected an array of users or a whole number from 0 to 1000000, got -1'],
  ['users: 1.5', { users: 1.5 }, 'users: expected an array of users or a whole number from 0 to 1000000, got 1.5'],
  ['users: 2e6', { users: 2e6 }, 'users: expected an array of users or a whole number from 0 to 1000000, got 2000000'],
  ['users: NaN', { users: NaN }, 'users: expected a finite number, got NaN'],
  ['users: "10"', { users: '10' }, 'users: expected an array of users or a whole number from 0 to 1000000, got "10"'],
  ['users: null', { users: null }, 'users: expected an array of users or a whole number from 0 to 1000000, got null'],
  ['users: {}', { users: {} }, 'users: expected an array of users or a whole number from 0 to 1000000, got an object'],
  ['users: 5n', { users: 5n }, 'users: cannot be turned into JSON: Do not know how to serialize a BigInt'],
  ['users: a symbol', { users: Symbol('x') }, 'users: cannot be turned into JSON, got Symbol(x)'],
  ['users: a function', { users: () => [] }, 'users: cannot be turned into JSON, got a function'],
  ['users that throw', throwing, 'users: cannot be read: no'],
  ['a user without an id', { users: [{ nickname: 'x' }] }, 'users[0].id: expected a positive integer'],
  ['a user with id 0', { users: [{ id: 1 }, { id: 0 }] }, 'users[1].id: expected a positive integer'],
  ['a user that is null', { users: [null] }, 'users[0]: expected an object, got null'],
  ['the same id twice', { users: [{ id: 1 }, { id: 1 }] }, 'users[1].id: 1 is the id of another user'],
  ['a built-in field of another type', { users: [{ id: 1, nickname: 5 }] }, 'users[0].nickname: expected a value of type string, got an integer'],
  ['a value of another type', { users: [{ id: 1, level: 'x' }], fields: { level: 'integer' } }, 'users[0].level: expected a value of type integer, got a string'],
  ['an undeclared field', { users: [{ id: 1, levle: 1 }], fields: { level: 'integer' } }, 'users[0].levle: there is no such field in `fields`'],
  ['fields: null', { fields: null }, 'fields: expected an object, got null'],
  ['an unknown type', { fields: { level: 'int' } }, 'fields.level: expected one of string, integer, number, boolean, date, array, object, geojson, got "int"'],
  ['a built-in name', { fields: { nickname: 'string' } }, 'fields.nickname: a field with this name is there already'],
  ['a strange name', { fields: { 'a.b': 'string' } }, 'fields.a.b: a field name must begin with a letter, followed by letters, digits and `_`'],
  ['seed: 1.5', { seed: 1.5 }, 'seed: expected a whole number of at least 0, got 1.5'],
  ['seed: -1', { seed: -1 }, 'seed: expected a whole number of at least 0, got -1'],
  ['seed: Infinity', { seed: Infinity }, 'seed: expected a finite number, got Infinity'],
  ['token: ""', { token: '' }, 'token: expected a string that is not empty, got ""'],
  ['token: 5', { token: 5 }, 'token: expected a string that is not empty, got 5'],
]) {
  test(`a wrong option is named: ${what}`, () => {
    assert.throws(() => createEmulator(options), { name: 'TypeError', message })
  })
}

test('a cycle in the users is named', () => {
  assert.throws(() => createEmulator({ users: circular }), { name: 'TypeError', message: /^users: cannot be turned into JSON: / })
})

test('what fetch itself refuses is refused', async () => {
  const { fetch } = createEmulator({ users: 6 })
  await assert.rejects(fetch('/relative'), TypeError)
  await assert.rejects(fetch(HOST + USERS, { body: 'x' }), TypeError, 'a GET with a body')
  await assert.rejects(fetch(HOST + USERS, { signal: 5 }), { name: 'TypeError', message: 'signal: expected an AbortSignal' })
})

test('an aborted signal rejects with its reason, whatever that is', async () => {
  const emulator = createEmulator({ users: 6 })
  const before = JSON.stringify(emulator.snapshot())
  const init = { method: 'PUT', headers: BEARER, body: '{"test":"aborted"}' }
  const url = `${HOST}${UPDATES}55019/`
  const reasonOf = (promise) => promise.then(() => assert.fail('it was answered'), (reason) => reason)
  for (const reason of [new Error('why'), 'a string', null, 0]) {
    assert.equal(await reasonOf(emulator.fetch(url, { ...init, signal: AbortSignal.abort(reason) })), reason)
    const controller = new AbortController()
    const answer = reasonOf(emulator.fetch(url, { ...init, signal: controller.signal }))
    controller.abort(reason)
    assert.equal(await answer, reason)
  }
  assert.equal((await reasonOf(emulator.fetch(url, { ...init, signal: AbortSignal.abort() }))).name, 'AbortError')
  const request = new Request(url, { ...init, signal: AbortSignal.abort('of the request') })
  assert.equal(await reasonOf(emulator.fetch(request)), 'of the request')
  assert.equal(JSON.stringify(emulator.snapshot()), before, 'nothing was carried out')
  assert.equal((await emulator.fetch(request, { signal: null })).status, 200, 'null takes the signal of a request away')
})

test('a snapshot is a copy of all users, and makes the same emulator again', async () => {
  const fields = { level: 'integer', birthday: 'date', tags: 'array', place: 'geojson', address: 'object', vip: 'boolean', score: 'number', note: 'string' }
  const emulator = createEmulator({ users: 300, fields, seed: 5 })
  await put(emulator, `${UPDATES}?limit=1000`, { note: 'changed', tags: { $append: ['new'] }, $unset: { score: '' } })
  await put(emulator, '/oserve/v2.1/miniapp/user/account/55019/', { username: 'PCG', email: null })
  const users = emulator.snapshot()
  assert.equal(users.length, 300)
  assert(users.every((user) => user.note === 'changed' && user.tags.at(-1) === 'new' && !('score' in user)))
  users[0].note = 'mine'
  assert.equal(emulator.snapshot()[0].note, 'changed')

  const again = createEmulator({ users: emulator.snapshot(), fields })
  assert.deepEqual(again.snapshot(), emulator.snapshot())
  assert.equal(JSON.stringify(again.snapshot()), JSON.stringify(emulator.snapshot()), 'keys in the same order, too')
  const query = `${HOST}${USERS}?limit=50&order_by=-birthday,id&return_total_count=1&where=${encodeURIComponent('{"birthday":{"$gte":"1990-01-01"}}')}`
  const [first, second] = await Promise.all([emulator, again].map(async ({ fetch }) => (await fetch(query, { headers: BEARER })).json()))
  assert(first.objects.length > 10)
  assert.deepEqual(second, first)
})

test('a snapshot without its fields keeps every value', () => {
  const users = createEmulator({ users: 300 }).snapshot()
  assert.deepEqual(createEmulator({ users }).snapshot(), users)
})

test('emulators do not share their users', async () => {
  const [one, other] = [createEmulator({ users: 6 }), createEmulator({ users: 6 })]
  await put(one, `${UPDATES}55019/`, { test: 'one' })
  assert.notDeepEqual(one.snapshot(), other.snapshot())
  assert.deepEqual(other.snapshot(), createEmulator({ users: 6 }).snapshot())
})

test('many requests at once are answered one by one', async () => {
  const emulator = createEmulator({ users: 6 })
  const answers = await Promise.all(Array.from({ length: 200 }, () => put(emulator, `${UPDATES}55019/`, { points: { $incr_by: 1 } })))
  assert(answers.every(({ status }) => status === 200))
  assert.equal(emulator.snapshot().find(({ id }) => id === 55019).points, 200)
  assert.equal(new Set(answers.map(({ headers }) => headers.get('x-request-id'))).size, 200)
})

test('a URL of 16,386 characters is answered and one of 16,387 is 502 and HTML', async () => {
  const { fetch } = createEmulator({ users: 6 })
  const start = `${HOST}${USERS}?limit=1&x=`
  const ask = (length) => fetch(start + 'y'.repeat(length - start.length), { headers: BEARER })
  assert.equal((await ask(16_386)).status, 200)
  const refused = await ask(16_387)
  assert.deepEqual([refused.status, refused.headers.get('content-type')], [502, 'text/html; charset=utf-8'])
  assert.match(await refused.text(), /^<html>/)
})

test('a 405 tells what is allowed, and OPTIONS has no body', async () => {
  const { fetch } = createEmulator({ users: 6 })
  const refused = await fetch(`${HOST}/oserve/v1/user/info/55019/`, { method: 'DELETE', headers: BEARER })
  assert.deepEqual([refused.status, refused.headers.get('allow')], [405, 'GET, PUT, OPTIONS'])
  const options = await fetch(HOST + USERS, { method: 'OPTIONS' })
  assert.deepEqual([options.status, options.body], [204, null])
})

test('text survives both ways, whatever it holds', async () => {
  const emulator = createEmulator({ users: 6 })
  for (const text of ['', '张三 "quoted" \\ \n\t\u0000\u2028', '👩‍👩‍👧', 'x'.repeat(1_000_000)]) {
    const response = await put(emulator, `${UPDATES}55019/`, { test: text })
    assert.equal((await response.json()).test, text)
    assert.equal(emulator.snapshot().find(({ id }) => id === 55019).test, text)
  }
  const where = encodeURIComponent(JSON.stringify({ nickname: '你也是' }))
  const found = await (await emulator.fetch(`${HOST}${USERS}?where=${where}`, { headers: BEARER })).json()
  assert.deepEqual(found.objects.map(({ id }) => id), [70695404])
})
