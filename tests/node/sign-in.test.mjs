// A client that signs in by the app's id and secret: once for all its calls, again when the token is over, and silently.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { APP, assertNothingOfApp, serveApp, tokenOf } from './app-server.mjs'
import { esm, failure, rejection, serve, settled, watchForStrays } from './support.mjs'

watchForStrays()

const SIGN_IN = ['authorize', 'redirect', 'code', 'exchange']
const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds))
const many = (count, call) => Promise.all(Array.from({ length: count }, call))
const unavailable = (_, response) => response.writeHead(503).end('{}')
const at = (step, fault, times = Infinity) => (now, n) => (now === step && n <= times ? fault : undefined)
const AT_ONCE = { maxRetries: 2, baseDelayMs: 0 }

/** The error of a sign-in that failed, which shows nothing. */
async function tokenFailure(call) {
  const error = await failure(call)
  assertNothingOfApp(error)
  assertNothingOfApp(error.cause)
  assert(error instanceof esm.TokenError)
  assert.deepEqual([error.code, error.attempts, error.outcome, error.status], ['token', 0, 'not_applied', undefined])
  assert.match(error.message, /^auth: signing in failed: /)
  return error
}

test('two redirects with cookies lead to a code, the code to a token, and the token to the user', async () => {
  const app = await serveApp()
  assert.deepEqual(await app.client({ envId: 'e' }).get(5), { id: 5 })
  const { clientId: client_id, clientSecret: client_secret } = APP
  const [oauth2, json] = ['/api/oauth2', 'application/json']
  const cookies = ['a=cookie-1-must-stay-secret', 'theme=dark', 'b=cookie-2-must-stay-secret']
  assert.deepEqual(
    app.requests.map(({ method, url, headers, body }) => [
      method,
      url,
      headers.authorization,
      headers.cookie?.split('; ').sort(),
      headers['content-type'],
      body && JSON.parse(body),
    ]),
    [
      ['POST', `${oauth2}/hydrogen/openapi/authorize/`, undefined, undefined, json, { client_id, client_secret }],
      ['GET', '/first/?state=s-must-stay-secret', undefined, cookies.slice(0, 2).sort(), undefined, ''],
      ['GET', '/second/?state=s-must-stay-secret', undefined, [...cookies].sort(), undefined, ''],
      [
        'POST',
        `${oauth2}/access_token/`,
        undefined,
        undefined,
        json,
        { client_id, client_secret, code: 'code-1-must-stay-secret', grant_type: 'authorization_code' },
      ],
      ['GET', '/oserve/v2.2/miniapp/user_profile/5/', `Bearer ${tokenOf(1)}`, undefined, undefined, ''],
    ],
  )
})

test('the token is used for the next calls, and the client’s own fetch for all requests', async () => {
  const app = await serveApp()
  let sent = 0
  const users = app.client({ fetch: (...args) => (++sent, fetch(...args)) })
  for (let call = 0; call < 3; call++) await users.get(5)
  await many(20, () => users.get(5))
  assert.deepEqual(app.counts(), { authorize: 1, redirect: 1, code: 1, exchange: 1, call: 23 })
  assert.equal(sent, 27)
})

test('a hundred calls wait for one sign-in', async () => {
  const app = await serveApp()
  const users = app.client()
  await many(100, () => users.get(5))
  assert.deepEqual(app.counts(), { authorize: 1, redirect: 1, code: 1, exchange: 1, call: 100 })
})

test('a token that is over is renewed by the token that renews, without a refusal between', async () => {
  const app = await serveApp({ lifetimeSeconds: 1 })
  const users = app.client()
  await users.get(5)
  await pause(1010)
  await users.get(5)
  assert.deepEqual(app.steps, [...SIGN_IN, 'call', 'refresh', 'call'])
  assert.deepEqual(JSON.parse(app.requests[5].body), {
    client_id: APP.clientId,
    client_secret: APP.clientSecret,
    grant_type: 'refresh_token',
    refresh_token: 'refresh-1-must-stay-secret',
  })
  assert.equal(app.requests[6].headers.authorization, `Bearer ${tokenOf(2)}`)
})

test('a token is renewed a minute before its end, or a tenth of its life', async (t) => {
  const { now } = Date
  t.after(() => {
    Date.now = now
  })
  for (const [lifetimeSeconds, fresh, over] of [[3600, 3530, 3545], [100, 85, 91]]) {
    Date.now = now
    const app = await serveApp({ lifetimeSeconds })
    const users = app.client()
    await users.get(5)
    Date.now = () => now() + fresh * 1000
    await users.get(5)
    assert.equal(app.counts().refresh, undefined)
    Date.now = () => now() + over * 1000
    await users.get(5)
    assert.equal(app.counts().refresh, 1)
  }
})

test('a 401 renews the token and repeats the call, once, and also one that counts', async () => {
  const app = await serveApp()
  const users = app.client()
  await users.get(5)
  app.kill()
  await users.update(5, { level: esm.increment(1) })
  assert.deepEqual(app.steps.slice(5), ['call', 'refresh', 'call'])
})

test('to be sent again with another token counts as an attempt, and not as a retry', async () => {
  const unauthorized = (_, response) => response.writeHead(401).end('{}')
  const wrong = (step, n) => (step === 'call' ? [unauthorized, unavailable, unavailable][n - 1] : undefined)
  const app = await serveApp({ wrong })
  assert.deepEqual(await app.client({ retry: AT_ONCE }).get(5), { id: 5 })
  assert.equal(app.counts().call, 4)
})

test('a sign-in that hangs is begun again, although calls keep coming', async () => {
  const app = await serveApp({ wrong: at('authorize', () => {}, 1) })
  const users = app.client({ timeoutMs: 200, retry: AT_ONCE })
  const calls = []
  for (let call = 0; call < 12; call++) {
    calls.push(users.get(5).then(() => 'done', (error) => error.code))
    await pause(50)
  }
  const ends = await Promise.all(calls)
  assert(ends.slice(-4).every((end) => end === 'done'), `${ends}`)
})

test('an endpoint that refuses every token takes it away from no other call', async () => {
  const unauthorized = (_, response) => response.writeHead(401).end('{}')
  const app = await serveApp({ wrong: (step, _, __, request) => (request.url.includes('/6/') ? unauthorized : undefined) })
  const users = app.client()
  await users.get(5)
  let isOver = false
  const refused = (async () => {
    for (let call = 0; call < 20; call++) await users.get(6).catch(({ status }) => assert.equal(status, 401))
    isOver = true
  })()
  while (!isOver) assert.deepEqual(await users.get(5), { id: 5 })
  await refused
  assert(app.counts().refresh < 5, `${app.counts().refresh} renewals`)
})

test('a second 401 is the error', async () => {
  const app = await serveApp({ wrong: at('call', (_, response) => response.writeHead(401).end('{"error_msg":"no"}')) })
  const error = await failure(app.client({ retry: AT_ONCE }).update(5, { vip: true }))
  assertNothingOfApp(error)
  assert.deepEqual([error.code, error.status, error.attempts, error.outcome], ['unauthorized', 401, 2, 'not_applied'])
  assert.deepEqual(app.steps, [...SIGN_IN, 'call', 'refresh', 'call'])
})

test('a hundred calls on a token that died need one renewal, and none fails', async () => {
  for (const lifetimeSeconds of [3600, 1]) {
    const app = await serveApp({ lifetimeSeconds })
    const users = app.client()
    await users.get(5)
    if (lifetimeSeconds === 1) await pause(1010)
    else app.kill()
    await many(100, () => users.get(5))
    const { refresh, authorize, call } = app.counts()
    assert.deepEqual([refresh, authorize], [1, 1])
    assert(call <= 1 + 100 + 100)
  }
})

test('where the token that renews is refused, or there is none, the app signs in anew', async () => {
  const app = await serveApp()
  const users = app.client()
  await users.get(5)
  app.kill()
  app.killRefresh()
  await many(10, () => users.get(5))
  assert.deepEqual([app.counts().refresh, app.counts().authorize], [1, 2])
  const body = JSON.stringify({ access_token: tokenOf(7), token_type: 'Bearer', expires_in: 1, scope: '' })
  const poor = await serveApp({ wrong: at('exchange', (_, response) => response.end(body)) })
  await failure(poor.client().get(5))
  assert.deepEqual(poor.steps, [...SIGN_IN, 'call', ...SIGN_IN, 'call'])
})

test('a wrong secret is a TokenError that shows nothing, and the next call asks again', async () => {
  const app = await serveApp()
  const users = app.client({ auth: { ...APP, clientSecret: 'wrong-must-stay-secret' }, retry: AT_ONCE })
  for (const count of [1, 2]) {
    const error = await tokenFailure(users.update(5, { vip: true }))
    assert.match(error.message, /the server answered 401: no: .*\[redacted\]/)
    assert.deepEqual([error.retryable, app.steps.length], [false, count])
  }
  for (const error of await many(20, () => tokenFailure(users.update(5, { vip: true })))) assert(error)
  assert.equal(app.steps.length, 3)
})

for (const step of SIGN_IN) {
  const refuse = (request, response, body) =>
    response.writeHead(403).end(JSON.stringify({ error_msg: `${request.rawHeaders} ${body}`, again: body }))

  test(`${step}: a refusal that repeats what it was told is an error that does not`, async () => {
    const app = await serveApp({ wrong: at(step, refuse) })
    const error = await tokenFailure(app.client().update(5, { vip: true }))
    assert.match(error.message, /the server answered 403: .*\[redacted\]/)
    assert.equal(error.retryable, false)
    assert.equal(app.steps.at(-1), step)
  })

  test(`${step}: a server that fails twice is asked a third time, and no more`, async () => {
    const app = await serveApp({ wrong: at(step, unavailable, 2) })
    assert.deepEqual(await app.client({ retry: AT_ONCE }).get(5), { id: 5 })
    assert.equal(app.counts()[step], 3)
    assert.equal(app.steps.length, 5 + 2)
    const failing = await serveApp({ wrong: at(step, unavailable) })
    const error = await tokenFailure(failing.client({ retry: AT_ONCE }).update(5, { vip: true }))
    assert.match(error.message, /the server answered 503/)
    assert.equal(error.retryable, true)
    assert.equal(failing.counts()[step], 3)
  })

  test(`${step}: a connection that is reset is tried again, and half an answer is`, async () => {
    for (const fault of [(request) => request.socket.resetAndDestroy(), (_, response) => response.end('{"access')]) {
      // An answer to `authorize` or `redirect` that is no redirect is looked at for its code.
      const app = await serveApp({ wrong: at(step, fault, 1) })
      assert.deepEqual(await app.client({ retry: AT_ONCE }).get(5), { id: 5 })
      assert.equal(app.counts()[step], 2)
    }
  })
}

test('a code whose exchange was carried out, but not answered, is replaced by another one', async () => {
  const lose = (request, response, answer) => {
    response.end = () => request.socket.resetAndDestroy()
    answer()
  }
  const app = await serveApp({
    wrong: (step, n, answer) => step === 'exchange' && n === 1 && ((request, response) => lose(request, response, answer)),
  })
  assert.deepEqual(await app.client({ retry: AT_ONCE }).get(5), { id: 5 })
  assert.deepEqual(app.counts(), { authorize: 2, redirect: 2, code: 2, exchange: 3, call: 1 })
})

for (const [name, step, body] of [
  ['no code', 'code', '{"expires_in":300}'],
  ['no token', 'exchange', '{"expires_in":300}'],
  ['no lifetime', 'exchange', '{"access_token":"x-must-stay-secret"}'],
  ['a token that fits no header', 'exchange', '{"access_token":"a\\n-must-stay-secret","expires_in":5}'],
  ['a page of HTML', 'exchange', '<p>code-1-must-stay-secret</p>'],
]) {
  test(`an answer with ${name} is a TokenError that does not show it`, async () => {
    const app = await serveApp({ wrong: at(step, (_, response) => response.end(body)) })
    await tokenFailure(app.client().update(5, { vip: true }))
  })
}

// Who waits for a sign-in, and who does not.

test('an aborted call, or one out of time, does not end the sign-in for the others', async () => {
  const app = await serveApp({ wrong: (step, _, answer) => step === 'code' && (() => setTimeout(answer, 150)) })
  const users = app.client()
  const controller = new AbortController()
  const aborted = rejection(users.get(5, { signal: controller.signal }))
  const timedOut = failure(users.get(5, { timeoutMs: 60 }))
  const waiting = [users.get(5), users.get(5, { timeoutMs: 20_000 })]
  await pause(40)
  controller.abort('stop')
  assert.equal(await aborted, 'stop')
  assert.deepEqual([(await timedOut).code, (await timedOut).attempts], ['timeout', 0])
  assert.deepEqual(await Promise.all(waiting), [{ id: 5 }, { id: 5 }])
  assert.deepEqual(app.counts(), { authorize: 1, redirect: 1, code: 1, exchange: 1, call: 2 })
})

test('a sign-in that nobody waits for any more ends, and the next call begins another', async () => {
  const app = await serveApp({ wrong: at('redirect', () => {}, 1) })
  const users = app.client()
  const controller = new AbortController()
  const calls = [1, 2, 3].map(() => rejection(users.get(5, { signal: controller.signal })))
  while (!app.steps.includes('redirect')) await pause(2)
  controller.abort('stop')
  assert.deepEqual(await Promise.all(calls), ['stop', 'stop', 'stop'])
  assert.deepEqual(await settled(users.get(5)), { id: 5 })
  assert.equal(await settled(app.requests[1].closed), true)
  assert.deepEqual(app.counts(), { authorize: 2, redirect: 2, code: 1, exchange: 1, call: 1 })
})

test('a delay that no waiting call has time for is not begun', async () => {
  const later = (_, response) => response.writeHead(503, { 'retry-after': '5' }).end()
  const app = await serveApp({ wrong: at('exchange', later) })
  const started = performance.now()
  const users = app.client({ retry: AT_ONCE })
  await many(2, () => tokenFailure(users.update(5, { vip: true }, { timeoutMs: 3000 })))
  assert(performance.now() - started < 1000)
})

// Where it leads.

test('redirects to another host are refused, and get no cookie', async () => {
  const elsewhere = await serve((_, response) => response.end('{"code":"x","expires_in":5}'))
  for (const location of [elsewhere.url, `//${new URL(elsewhere.url).host}/`, '/\\evil.example/', 'javascript:0', 'next/']) {
    for (const step of ['authorize', 'redirect']) {
      const answer = (_, response) => response.writeHead(302, { location, 'set-cookie': 'a=b-must-stay-secret' }).end()
      const app = await serveApp({ wrong: at(step, answer) })
      const error = await tokenFailure(app.client({ retry: AT_ONCE }).update(5, { vip: true }))
      assert.equal(error.message, 'auth: signing in failed: the server answered with a redirect to another host')
      assert.equal(app.steps.at(-1), step)
      assert.equal(app.counts()[step], 1)
    }
  }
  assert.equal(elsewhere.requests.length, 0)
})

test('a redirect that would send the secret again, or that comes instead of a token, is not followed', async () => {
  for (const [step, status] of [['authorize', 307], ['authorize', 308], ['exchange', 302]]) {
    const answer = (_, response) => response.writeHead(status, { location: '/first/' }).end()
    const app = await serveApp({ wrong: at(step, answer) })
    const error = await tokenFailure(app.client({ retry: AT_ONCE }).update(5, { vip: true }))
    assert.match(error.message, /a redirect, which is not followed$/)
    assert.equal(app.counts()[step], 1)
  }
})

test('redirects that go round in circles come to an end', async () => {
  const again = (_, response) => response.writeHead(302, { location: '/first/' }).end()
  const app = await serveApp({ wrong: at('redirect', again) })
  const error = await tokenFailure(app.client({ retry: AT_ONCE }).update(5, { vip: true }))
  assert.match(error.message, /more than 5 redirects$/)
  assert.equal(app.counts().redirect, 5)
})
