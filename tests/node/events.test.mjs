// What `onEvent` hears: every attempt of every call, in order, and nothing that is secret.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { assertNothingOfApp, serveApp } from './app-server.mjs'
import { cjs, clientOf, esm, failure, PASSWORD, rejection, serve, TOKEN, watchForStrays } from './support.mjs'

watchForStrays()

const USER = '/oserve/v2.2/miniapp/user_profile/5/'
const ok = async () => Response.json({ id: 5 })
const never = () => new Promise(() => {})
const refusing = (status, headers) => async () => new Response('{"error_msg":"no"}', { status, headers })
const reset = (request) => request.socket.resetAndDestroy()
const broken = async () => {
  throw new TypeError('fetch failed')
}

/** A client whose `fetch` does one after the other, and the events that it tells. */
function listening(fetches, options = {}) {
  const events = []
  let sent = 0
  const users = clientOf('https://nowhere.example/base', {
    retry: { maxRetries: 2, baseDelayMs: 0 },
    fetch: (...args) => fetches[Math.min(sent++, fetches.length - 1)](...args),
    onEvent: (event) => events.push(event),
    ...options,
  })
  return { users, events, sent: () => sent }
}

/** The events without their durations, which are numbers of milliseconds. */
function timeless(events) {
  return events.map(({ durationMs, ...event }) => {
    if (event.type === 'request') assert.equal(durationMs, undefined)
    else assert(Number.isInteger(durationMs) && durationMs >= 0 && durationMs < 5000, String(durationMs))
    return event
  })
}

const get = (call, attempt, rest) => ({ ...rest, call, attempt, method: 'GET', path: USER })

test('a call that succeeds at once: its request and its answer', async () => {
  const created = async () => Response.json({ id: 5 }, { status: 201, headers: { 'x-request-id': 'r-1' } })
  const { users, events } = listening([created])
  await users.get(5)
  assert.deepEqual(timeless(events), [
    get(1, 1, { type: 'request' }),
    get(1, 1, { type: 'response', status: 201, requestId: 'r-1' }),
  ])
})

test('a call that succeeds at the third attempt: each attempt, and when the next one comes', async () => {
  const { users, events } = listening([broken, refusing(503, { 'x-request-id': 'r-2', 'retry-after': '0' }), ok])
  await users.get(5)
  assert.deepEqual(timeless(events), [
    get(1, 1, { type: 'request' }),
    get(1, 1, { type: 'failure', code: 'connection', retryInMs: 0 }),
    get(1, 2, { type: 'request' }),
    get(1, 2, { type: 'failure', code: 'server_error', status: 503, requestId: 'r-2', retryInMs: 0 }),
    get(1, 3, { type: 'request' }),
    get(1, 3, { type: 'response', status: 200 }),
  ])
})

test('a call that fails: its last attempt is not repeated', async () => {
  const { users, events } = listening([broken, async () => new Response('[]')])
  await failure(users.update(5, { vip: true }))
  const put = (attempt, rest) => ({ ...rest, call: 1, attempt, method: 'PUT', path: USER.replace('2.2', '2.6') })
  assert.deepEqual(timeless(events), [
    put(1, { type: 'request' }),
    put(1, { type: 'failure', code: 'connection', outcome: 'unknown', retryInMs: 0 }),
    put(2, { type: 'request' }),
    put(2, { type: 'failure', code: 'invalid_answer', status: 200, outcome: 'unknown' }),
  ])
  events.length = 0
  await failure(listening([refusing(400)], { onEvent: (event) => events.push(event) }).users.update(5, { vip: true }))
  assert.deepEqual(timeless(events), [
    put(1, { type: 'request' }),
    put(1, { type: 'failure', code: 'bad_request', status: 400, outcome: 'not_applied' }),
  ])
})

test('a call that is aborted in flight: its attempt fails as aborted', async () => {
  const controller = new AbortController()
  const { users, events } = listening([never])
  setTimeout(() => controller.abort(new Error(TOKEN)), 20)
  await users.get(5, { signal: controller.signal }).catch(() => {})
  assert.deepEqual(timeless(events), [get(1, 1, { type: 'request' }), get(1, 1, { type: 'failure', code: 'aborted' })])
  assert(events[1].durationMs >= 15)
})

test('a call that is aborted between two attempts: the second one never begins', async () => {
  const controller = new AbortController()
  const { users, events } = listening([refusing(503, { 'retry-after': '5' })])
  setTimeout(() => controller.abort('stop'), 20)
  assert.equal(await rejection(users.get(5, { signal: controller.signal })), 'stop')
  assert.deepEqual(timeless(events), [
    get(1, 1, { type: 'request' }),
    get(1, 1, { type: 'failure', code: 'server_error', status: 503, retryInMs: 5000 }),
  ])
})

test('a call that takes too long: its attempt fails as timed out', async () => {
  const { users, events } = listening([never])
  await failure(users.get(5, { timeoutMs: 20 }))
  assert.deepEqual(timeless(events), [get(1, 1, { type: 'request' }), get(1, 1, { type: 'failure', code: 'timeout' })])
})

test('what is not sent is not told of', async () => {
  const { users, events } = listening([ok])
  await failure(users.get('x'))
  await failure(users.get(5, { signal: 5 }))
  await rejection(users.get(5, { signal: AbortSignal.abort('stop') }))
  const { users: tokenless } = listening([ok], { auth: { token: () => '' }, onEvent: (event) => events.push(event) })
  await failure(tokenless.get(5))
  assert.deepEqual(events, [])
})

test('each call has a number of its own, by which its events belong together', async () => {
  const { users, events } = listening([broken, broken, broken, ok])
  await Promise.all([users.get(5), users.get(6), users.get(7)])
  assert.equal(events.length, 3 * 4)
  for (const [call, id] of [[1, 5], [2, 6], [3, 7]]) {
    const own = events.filter((event) => event.call === call)
    assert.deepEqual(
      own.map(({ type, attempt, path }) => [type, attempt, path.endsWith(`/${id}/`)]),
      [['request', 1, true], ['failure', 1, true], ['request', 2, true], ['response', 2, true]],
    )
  }
  await users.get(5)
  assert.equal(events.at(-1).call, 4)
  const { users: other, events: own } = listening([ok])
  await other.get(5)
  assert.equal(own[0].call, 1)
})

test('no event shows a query, a body, a token, or what is before the path', async () => {
  const repeating = async (_, { body }) => new Response(`{"error_msg":"${TOKEN} ${body}"}`, { status: 400 })
  const { users, events } = listening([refusing(503), repeating])
  for (const call of [
    () => users.list({ where: { nickname: PASSWORD } }),
    () => users.updateMany({ where: { nickname: PASSWORD }, update: { note: PASSWORD } }),
    () => users.updateAccount(5, { newPassword: PASSWORD }),
  ]) {
    await assert.rejects(call)
  }
  assert.equal(events.length, 4 + 2 + 2)
  for (const event of events) {
    const look = JSON.stringify(event)
    for (const hidden of [PASSWORD, TOKEN, '?', 'where', 'nowhere.example', 'Bearer']) assert(!look.includes(hidden), look)
    assert.match(event.path, /^\/oserve\/v2\.\d\/miniapp\/[a-z_/]+\/(5\/)?$/)
  }
})

test('every event is a plain object of its own, which a listener may keep and change', async () => {
  const { users } = listening([broken, ok], {
    onEvent(event) {
      assert.equal(Object.getPrototypeOf(event), Object.prototype)
      for (const name of Object.keys(event)) delete event[name]
    },
  })
  assert.deepEqual(await users.get(5), { id: 5 })
})

for (const [name, onEvent] of [
  [
    'throws',
    () => {
      throw new Error(TOKEN)
    },
  ],
  ['rejects', () => Promise.reject(new Error('no'))],
  ['rejects with nothing', () => Promise.reject()],
  ['never settles', never],
  [
    'gives a thenable that throws',
    () => ({
      then() {
        throw 5
      },
    }),
  ],
  ['gives a hostile proxy', () => new Proxy(function () {}, { get: () => assert.fail() })],
]) {
  test(`a listener that ${name} harms nothing`, async () => {
    let heard = 0
    const told = (event) => (++heard, onEvent(event))
    assert.deepEqual(await listening([broken, ok], { onEvent: told }).users.get(5), { id: 5 })
    assert.equal(heard, 4)
    assert.equal((await failure(listening([refusing(404)], { onEvent: told }).users.get(5))).code, 'not_found')
  })
}

test('a listener that calls the client harms nothing', async () => {
  let calls = 0
  const { users, events } = listening([broken, ok], {
    onEvent(event) {
      events.push(event)
      if (++calls < 20) users.get(5).catch(() => {})
    },
  })
  assert.deepEqual(await users.get(5), { id: 5 })
})

test('a listener that aborts its call ends it with the reason, and nothing more is sent', async () => {
  for (const [type, expected, answers] of [
    ['request', 0, [ok]],
    ['failure', 1, [refusing(503), ok]],
  ]) {
    const controller = new AbortController()
    const onEvent = (event) => event.type === type && controller.abort('heard enough')
    const { users, sent } = listening(answers, { onEvent })
    assert.equal(await rejection(users.update(5, { vip: true }, { signal: controller.signal })), 'heard enough')
    assert.equal(sent(), expected, type)
  }
  const controller = new AbortController()
  const { users } = listening([ok], { onEvent: (event) => event.type === 'response' && controller.abort('too late') })
  assert.deepEqual(await users.get(5, { signal: controller.signal }), { id: 5 })
})

test('a sign-in is a call of its own, told of by the paths of its steps', async () => {
  const app = await serveApp({ wrong: (step, n) => step === 'code' && n === 1 && reset })
  const events = []
  const users = app.client({ retry: { maxRetries: 2, baseDelayMs: 0 }, onEvent: (event) => events.push(event) })
  await Promise.all([users.get(5), users.get(5)])
  for (const event of events) assertNothingOfApp(event)
  const [authorize, exchange] = ['/api/oauth2/hydrogen/openapi/authorize/', '/api/oauth2/access_token/']
  const signIn = (call) => timeless(events.filter((event) => event.call === call))
  assert.deepEqual(signIn(3), [
    { type: 'request', call: 3, attempt: 1, method: 'POST', path: authorize },
    { type: 'response', call: 3, attempt: 1, method: 'POST', path: authorize, status: 302 },
    { type: 'request', call: 3, attempt: 1, method: 'GET', path: '/first/' },
    { type: 'response', call: 3, attempt: 1, method: 'GET', path: '/first/', status: 302 },
    { type: 'request', call: 3, attempt: 1, method: 'GET', path: '/second/' },
    { type: 'failure', call: 3, attempt: 1, method: 'GET', path: '/second/', code: 'connection', retryInMs: 0 },
    { type: 'request', call: 3, attempt: 2, method: 'GET', path: '/second/' },
    { type: 'response', call: 3, attempt: 2, method: 'GET', path: '/second/', status: 200 },
    { type: 'request', call: 3, attempt: 1, method: 'POST', path: exchange },
    { type: 'response', call: 3, attempt: 1, method: 'POST', path: exchange, status: 200 },
  ])
  for (const call of [1, 2]) assert.deepEqual(signIn(call).map(({ type }) => type), ['request', 'response'])
})

test('a real server: the duration lasts to the end of the body', async () => {
  const { url } = await serve((_, response) => {
    response.writeHead(200).write('{"id":')
    setTimeout(() => response.end('5}'), 60)
  })
  const events = []
  await clientOf(url, { onEvent: (event) => events.push(event) }).get(5)
  assert(events[1].durationMs >= 55, String(events[1].durationMs))
})

test('CommonJS callers hear the same', async () => {
  const heard = []
  for (const { UsersClient } of [esm, cjs]) {
    const events = []
    await new UsersClient({ auth: { token: TOKEN }, fetch: ok, onEvent: (event) => events.push(event) }).get(5)
    heard.push(timeless(events))
  }
  assert.deepEqual(heard[0], heard[1])
})
