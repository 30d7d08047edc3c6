// Nobody sees the token or a password: not in the client, not in an error, not in what a server or a `fetch` repeats.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { inspect } from 'node:util'
import { assertNoSecret, cjs, clientOf, esm, failure, PASSWORD, serve, TOKEN } from './support.mjs'

for (const [name, { UsersClient }] of [
  ['import', esm],
  ['require', cjs],
]) {
  test(`a client of ${name} shows no token, however it is looked at`, async () => {
    const users = new UsersClient({ auth: { token: TOKEN }, envId: 'e', fetch: async () => Response.json({ id: 5 }) })
    await users.get(5)
    await users.updateAccount(5, { newPassword: PASSWORD }).catch(() => {})
    for (const look of [
      users,
      users.legacy,
      [users],
      { users },
      UsersClient,
      Object.getOwnPropertyDescriptors(users),
      Reflect.ownKeys(users),
    ]) {
      assertNoSecret(look)
      assert(!inspect(look, { showHidden: true, depth: Infinity, showProxy: true, getters: true }).includes(TOKEN))
    }
    assert.equal(JSON.stringify(users), '{}')
    assert(!String(users).includes(TOKEN))
    assert.throws(() => structuredClone({ users, f() {} }))
    assert(!JSON.stringify(structuredClone(users)).includes(TOKEN))
    for (const key in users) assert.fail(`it has ${key}`)
  })
}

test('the look of this file sees a secret that is there', () => {
  for (const leak of [
    new Error(TOKEN),
    { deep: [{ [PASSWORD]: 1 }] },
    Object.assign(new Error('x'), { body: TOKEN }),
    new Error('x', { cause: new Error(PASSWORD) }),
    Object.defineProperty({}, 'hidden', { value: TOKEN }),
  ]) {
    assert.throws(() => assertNoSecret(leak), /it shows the/)
  }
})

let body = () => ''
const { url } = await serve((request, response, received) => response.writeHead(400).end(body(request, received)))
const users = clientOf(url)

for (const [name, repeat] of [
  ['the header', (request) => request.headers.authorization],
  ['the body', (_, received) => received],
  ['the body in JSON', (_, received) => JSON.stringify({ error_msg: received, detail: JSON.parse(received) })],
  ['the password where the body is cut', () => 'x'.repeat(490) + PASSWORD + 'x'.repeat(100)],
  ['the password where the message is cut', () => 'x'.repeat(110) + PASSWORD],
]) {
  test(`a server that repeats ${name}: the error does not`, async () => {
    body = repeat
    const error = await failure(users.updateAccount(5, { newPassword: PASSWORD }))
    // Not even the beginning of one.
    assert(!inspect(error).includes(PASSWORD.slice(0, 8)), inspect(error))
    assert(!inspect(error).includes(TOKEN.slice(0, 9)), inspect(error))
  })
}

for (const password of ['pa"ss\\word', '密码123456', 'a/b<c>&amp;d', 'line\nbreak', ' spaces at the ends ', '😀😀😀']) {
  test(`the password ${JSON.stringify(password)} is hidden as JSON spells it`, async () => {
    for (const spell of [
      (text) => JSON.stringify(text),
      (text) =>
        JSON.stringify(text).replace(
          /[^\x00-\x7f]/g,
          (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
        ),
      (text) => JSON.stringify(text).replaceAll('/', '\\/'),
      (text) =>
        JSON.stringify(text).replace(
          /[^\x00-\x7f]|[<>&]/g,
          (unit) => `\\u${unit.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`,
        ),
    ]) {
      body = () => `{"error_msg":${spell(`bad: ${password}`)}}`
      const error = await failure(users.updateAccount(5, { newPassword: password }))
      assert(
        !error.message.includes(password) &&
          !error.body.includes(password) &&
          !error.body.includes(spell(password).slice(1, -1)),
        error.body,
      )
      assert.match(error.message, /bad: \[redacted\]/)
    }
  })
}

test('a token of a function is hidden as well', async () => {
  body = (request) => JSON.stringify({ error_msg: request.headers.authorization })
  const error = await failure(clientOf(url, { auth: { token: async () => TOKEN } }).list())
  assert.equal(error.message, 'the server answered 400: Bearer [redacted]')
})

test('a fetch that fails with the token in its words: our message does not repeat it', async () => {
  const failing = clientOf(url, {
    fetch: async (_, { headers }) => {
      throw new Error(`cannot send ${headers.get('authorization')}`)
    },
  })
  const error = await failing.list().catch((error) => error)
  assert.equal(error.message, 'fetch failed: cannot send Bearer [redacted]')
  assert(!error.stack.includes(TOKEN))
})

test('a password is hidden in a message however the server escapes it', async () => {
  const escaped = [...PASSWORD].map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`).join('')
  body = () => `{"error_msg":"bad: ${escaped}"}`
  const error = await users.updateAccount(5, { newPassword: PASSWORD }).catch((error) => error)
  assert.equal(error.message, 'the server answered 400: bad: [redacted]')
})

test('a token of one letter garbles neither our words nor the reason', async () => {
  body = () => '{"error_msg":"no such thing"}'
  const error = await clientOf(url, { auth: { token: 'x' } })
    .get(5)
    .catch((error) => error)
  assert.equal(error.message, 'the server answered 400: no such thing')
  const garbled = await clientOf(url, { auth: { token: 'e' } })
    .get(5)
    .catch((error) => error)
  assert.match(garbled.message, /^the server answered 400: no such thing$/)
})
