// The sign-in of an app, with its redirects and cookies.
import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import { follow } from '../../pkg-template/emulator/redirect.js'
import { createEmulator, HOST, startEmulator, USERS } from './twins.mjs'

const AUTHORIZE = '/api/oauth2/hydrogen/openapi/authorize/'
const TOKEN = '/api/oauth2/access_token/'
const CREDENTIALS = { client_id: 'an-id', client_secret: 'a-secret' }
const APP = { clientId: 'an-id', clientSecret: 'a-secret' }

const running = []
after(() => Promise.all(running.map((emulator) => emulator.close())))

async function start(options) {
  const emulator = await startEmulator({ users: 6, app: APP, ...options })
  running.push(emulator)
  return { ...emulator, ask: (path, init) => fetch(new URL(path, emulator.url), init) }
}

function create(options) {
  const emulator = createEmulator({ users: 6, app: APP, ...options })
  return { ...emulator, ask: (path, init) => emulator.fetch(String(new URL(path, HOST)), init) }
}

const post = ({ ask }, path, body, init) => ask(path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body), ...init })
const grant = (emulator, more) => post(emulator, TOKEN, { ...CREDENTIALS, ...more })
const list = async ({ ask }, token) => (await ask(USERS, { headers: { authorization: `Bearer ${token}` } })).status

/** Follows redirects by hand, and keeps cookies, as a script has to. */
async function journey({ ask }, first) {
  const jar = new Map()
  const statuses = []
  let answer = first
  for (;;) {
    statuses.push(answer.status)
    for (const line of answer.headers.getSetCookie()) {
      const [name, value] = line.split(';')[0].split('=')
      jar.set(name, value)
    }
    if (answer.status !== 302) return { answer, statuses, cookies: [...jar.keys()] }
    const cookie = [...jar].map((pair) => pair.join('=')).join('; ')
    answer = await ask(answer.headers.get('location'), { redirect: 'manual', headers: { cookie } })
  }
}

const begin = (emulator, init) => post(emulator, AUTHORIZE, CREDENTIALS, { redirect: 'manual', ...init })

for (const [form, make] of [
  ['over a socket', start],
  ['in this process', async (options) => create(options)],
]) {
  describe(form, () => {
    test('two real redirects, each with cookies, lead to a code', async () => {
      const emulator = await make()
      const first = await begin(emulator)
      assert.equal(first.headers.getSetCookie().length, 1)
      assert.equal(await first.clone().text(), '')
      const { answer, statuses, cookies } = await journey(emulator, first)
      assert.deepEqual(statuses, [302, 302, 200])
      assert.deepEqual(cookies, ['emulator_session', 'emulator_grant', 'emulator_locale'])
      const { code, expires_in } = await answer.json()
      assert.match(code, /^[0-9a-f]{40}$/)
      assert.equal(expires_in, 600)
    })

    test('without its cookies the journey ends', async () => {
      const emulator = await make()
      const first = await begin(emulator)
      const answer = await emulator.ask(first.headers.get('location'), { redirect: 'manual' })
      assert.equal(answer.status, 401)
      assert.match((await answer.json()).error_msg, /^the cookie emulator_session is missing/)
    })

    test('a code gets tokens, once, and a refresh ends them', async () => {
      const emulator = await make({ token: 'named' })
      const { answer } = await journey(emulator, await begin(emulator))
      const { code } = await answer.json()
      const tokens = await (await grant(emulator, { grant_type: 'authorization_code', code })).json()
      assert.deepEqual({ ...tokens, access_token: '', refresh_token: '' }, { access_token: '', token_type: 'Bearer', expires_in: 3600, refresh_token: '', scope: 'user' })
      assert.equal((await grant(emulator, { grant_type: 'authorization_code', code })).status, 400)
      assert.deepEqual([await list(emulator, tokens.access_token), await list(emulator, 'named'), await list(emulator, 'other')], [200, 200, 401])

      const refresh = { grant_type: 'refresh_token', refresh_token: tokens.refresh_token }
      const renewed = await (await grant(emulator, refresh)).json()
      assert.deepEqual([await list(emulator, tokens.access_token), await list(emulator, renewed.access_token)], [401, 200])
      assert.equal((await grant(emulator, refresh)).status, 400)
      const counts = emulator.counts()
      assert.deepEqual(counts.tokens, { issued: 1, refreshed: 1 })
      assert.doesNotMatch(JSON.stringify(counts), /a-secret|an-id|[0-9a-f]{40}/)
    })

    test('a token of one second is good for one second', async () => {
      const emulator = await make({ app: { ...APP, tokenLifetimeSeconds: 1 } })
      const { answer } = await journey(emulator, await begin(emulator))
      const { code } = await answer.json()
      const { access_token, expires_in } = await (await grant(emulator, { grant_type: 'authorization_code', code })).json()
      const issued = Date.now()
      assert.equal(expires_in, 1)
      assert.equal(await list(emulator, access_token), 200)
      let status
      do status = await list(emulator, access_token)
      while (status === 200 && Date.now() < issued + 5000)
      assert.equal(status, 401)
      assert(Date.now() - issued >= 950, `it ended after ${Date.now() - issued} ms`)
    })

    test('a wrong secret is 401, and no redirect', async () => {
      const emulator = await make()
      const answer = await post(emulator, AUTHORIZE, { ...CREDENTIALS, client_secret: 'guess' }, { redirect: 'manual' })
      assert.deepEqual([answer.status, answer.headers.getSetCookie()], [401, []])
      assert.deepEqual(await answer.json(), { error_msg: 'client_id and client_secret are not those of the app' })
    })

    test('faults strike the sign-in, too', async () => {
      const emulator = await make({ faults: [{ kind: 'rate_limit', path: '/oauth2/access_token/', times: 1 }, { kind: 'reset_after', path: '/openapi/code/' }] })
      assert.equal((await grant(emulator, {})).status, 429)
      const first = await begin(emulator)
      await assert.rejects(journey(emulator, first), { name: 'TypeError', message: 'fetch failed' })
      assert.deepEqual(emulator.counts().statuses, { 302: 2, 429: 1 })
    })
  })
}

describe('the fetch function', () => {
  test('follows redirects with their cookies, as a browser does', async () => {
    const emulator = create()
    const answer = await post(emulator, AUTHORIZE, CREDENTIALS)
    assert.equal(answer.status, 200)
    assert.match((await answer.json()).code, /^[0-9a-f]{40}$/)
    assert.deepEqual(emulator.counts().statuses, { 200: 1, 302: 2 })
    assert.equal(emulator.counts().maxInFlight, 1)
  })

  test('goes on with a GET, the caller’s headers and the cookies of the path', async () => {
    const cookies = ['a=1; Path=/', 'b=2; Path=/elsewhere/; HttpOnly', 'c=3']
    const hops = []
    const send = async (hop) => {
      hops.push(hop)
      return { response: new Response(null, { status: 302, headers: { location: 'next/' } }), cookies: hops.length === 1 ? cookies : ['a=4; Path=/'] }
    }
    const headers = [['content-type', 'text/plain'], ['cookie', 'mine=1'], ['x', 'y']]
    const first = { method: 'POST', url: 'https://host/', headers, body: 'text' }
    await assert.rejects(follow(first, { redirect: 'follow', credentials: 'same-origin' }, send), { cause: new Error('redirect count exceeded') })
    assert.equal(hops.length, 21)
    const next = (url, cookie) => ({ method: 'GET', url, headers: [['x', 'y'], ['cookie', cookie]], body: '' })
    assert.deepEqual(hops.slice(0, 3), [first, next('https://host/next/', 'mine=1; a=1; c=3'), next('https://host/next/next/', 'mine=1; a=4; c=3')])
  })

  test('sends no cookies on that are not wanted', async () => {
    const emulator = create()
    const headers = { 'content-type': 'application/json', cookie: 'mine=1' }
    assert.equal((await post(emulator, AUTHORIZE, CREDENTIALS, { headers })).status, 200)
    assert.equal((await post(emulator, AUTHORIZE, CREDENTIALS, { credentials: 'include' })).status, 200)
    assert.equal((await post(emulator, AUTHORIZE, CREDENTIALS, { credentials: 'omit' })).status, 401)
  })

  test('rejects a redirect where none is wanted', async () => {
    const emulator = create()
    const answer = post(emulator, AUTHORIZE, CREDENTIALS, { redirect: 'error' })
    await assert.rejects(answer, (error) => error instanceof TypeError && error.cause.message === 'unexpected redirect')
  })

  test('takes a signal on every part of the journey', async () => {
    const emulator = create({ faults: [{ kind: 'hang', path: '/openapi/code/' }] })
    const controller = new AbortController()
    const reason = post(emulator, AUTHORIZE, CREDENTIALS, { signal: controller.signal }).catch((reason) => reason)
    while (emulator.counts().faults.hang === 0) await new Promise(setImmediate)
    controller.abort('enough')
    assert.equal(await reason, 'enough')
    assert.equal(emulator.counts().closedEarly, 1)
  })
})

test('a wrong app is named, and its secret is not', () => {
  for (const [app, message] of [
    [null, 'app: expected an object, got null'],
    [{ clientId: 'an-id' }, 'app.clientSecret: must be given: a string'],
    [{ clientId: 'an-id', clientSecret: 123 }, 'app.clientSecret: expected a string that is not empty, got an integer'],
    [{ ...APP, tokenLifetimeSeconds: Infinity }, 'app.tokenLifetimeSeconds: expected a finite number, got Infinity'],
    [{ ...APP, tokenLifetimeSeconds: 0 }, 'app.tokenLifetimeSeconds: expected a whole number from 1 to 31536000, got 0'],
  ]) {
    assert.throws(() => createEmulator({ app }), { name: 'TypeError', message })
  }
})
