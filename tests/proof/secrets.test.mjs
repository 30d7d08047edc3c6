// Nothing shows a secret: over every operation, every kind of failure and success, and every way to look at what a
// caller gets, from a server that repeats whatever it knows.
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { ANSWERS, esm, loadEmulator, OPERATIONS } from '../node/support.mjs'
import { ofRequests } from '../support/requests.mjs'
import { answer, bodies, SECRETS } from './secrets/echoes.mjs'
import { CANARY, issued, leak } from './secrets/looks.mjs'

const { UsersClient } = esm
const { createEmulator, startEmulator } = await loadEmulator()
const { token, password, clientSecret } = SECRETS

const CALLS = {
  ...OPERATIONS,
  updateAccount: { isWrite: true, call: (users, options) => users.updateAccount(5, { newPassword: password }, options) },
  iterate: { isWrite: false, call: (users, options) => users.iterate(options)[Symbol.asyncIterator]().next() },
  scan: { isWrite: false, call: (users, options) => users.scan(options)[Symbol.asyncIterator]().next() },
  updateAll: {
    isWrite: true,
    call: (users, options) => users.updateAll({ where: {}, update: { test: 'x' }, ...options }).report(),
  },
}
const STATUSES = [200, 201, 204, 301, 400, 401, 402, 403, 404, 408, 409, 418, 429, 500, 503]

const leaks = []
/** Notes where a value shows a secret. */
function look(what, value) {
  const seen = leak(value)
  if (seen) leaks.push(`${what}: ${seen}`)
}
/** What the test saw, once. */
const assertNoLeaks = () => assert.equal(leaks.splice(0).slice(0, 5).join('\n'), '')

const warnings = []
process.on('warning', (warning) => warnings.push(String(warning.stack)))
after(() => {
  look('a warning of the process', warnings)
  assertNoLeaks()
})

/** A client that sends nothing twice, and whose events are looked at. */
const clientOf = (fetch, options = {}) =>
  new UsersClient({
    auth: { token },
    baseUrl: 'https://nowhere.example',
    retry: { maxRetries: 0 },
    fetch: ofRequests(fetch),
    onEvent: (event) => look(`an event of ${event.path}`, event),
    ...options,
  })

/** What a promise becomes; a failure is of the family. */
const outcome = (promise) =>
  promise.then(
    (value) => ({ value }),
    (error) => {
      assert(esm.MinappError.is(error) && error.code !== 'internal', String(error))
      return { error }
    },
  )

test('what looks at secrets sees one that is there', () => {
  for (const value of [
    token,
    new Error(`x ${password}`),
    new Error('x', { cause: { deep: [clientSecret] } }),
    Object.defineProperty({}, 'hidden', { value: token }),
    { [Symbol('s')]: token },
    new (class {
      get late() {
        return token
      }
    })(),
    [...token].map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`).join(''),
    JSON.stringify(JSON.stringify(password)),
  ]) {
    assert(leak(value), String(value))
  }
  assert.equal(leak(new Error('nothing of it')), undefined)
})

for (const [operation, { call }] of Object.entries(CALLS)) {
  const secrets = operation === 'updateAccount' ? [token, password] : [token]
  test(`${operation}: a server that repeats every secret is not repeated`, async () => {
    let given
    const users = clientOf(async () => given)
    for (const status of STATUSES) {
      for (const [name, body] of bodies()) {
        given = answer(status, body(secrets), secrets)
        const { error } = await outcome(call(users, {}))
        if (error) look(`${operation}, ${status}, ${name}`, error)
      }
    }
    assertNoLeaks()
  })

  test(`${operation}: a failure on the way shows no secret`, async () => {
    const never = () => new Promise(() => {})
    const kinds = {
      'a connection that fails': async () => {
        throw new TypeError('fetch failed')
      },
      'no Response': async () => token,
      'a body that fails': async () => ({ ...answer(200, '', secrets), text: () => Promise.reject(new Error('cut')) }),
      'a body that is no text': async () => ({ ...answer(200, '', secrets), text: () => [token] }),
      'no end': never,
      'words that hold what was sent': async (request) => {
        throw `${request.headers.get('authorization')} ${await request.text()}`
      },
    }
    for (const [name, fetch] of Object.entries(kinds)) {
      const { error } = await outcome(call(clientOf(fetch), { timeoutMs: 20 }))
      // The cause is the caller's own.
      if (error) look(`${operation}, ${name}`, name.startsWith('words') ? [error.message, error.body] : error)
    }
    const aborted = await call(clientOf(never), { signal: AbortSignal.abort() }).catch((reason) => reason)
    look(`${operation}, aborted`, aborted)
    const tokens = [() => `${token}\n`, () => [token], async () => `Bearer ${token}`, () => token.repeat(1000)]
    for (const wrong of tokens) {
      const { error } = await outcome(call(clientOf(never, { auth: { token: wrong } }), {}))
      look(`${operation}, a wrong token`, error)
    }
    assertNoLeaks()
  })
}

test('what succeeds shows no secret: answers, cursors, checkpoints, steps, dry runs, clients', async () => {
  const emulator = createEmulator({ users: 60 })
  const urls = []
  const users = clientOf(async (request) => {
    urls.push(request.url)
    if (!request.url.includes('/user/account/')) urls.push(await request.clone().text())
    return emulator.fetch(request)
  })
  const seen = { users, legacy: users.legacy, UsersClient }
  const [{ id }] = emulator.snapshot()
  seen.account = await users.updateAccount(id, { newPassword: password, username: 'tom' })
  seen.update = await users.update(id, { level: 3 })
  seen.many = await users.updateMany({ where: { level: 3 }, update: { vip: true } })
  seen.page = await users.list({ limit: 3 })
  const iteration = users.iterate({ orderBy: ['-level'], pageSize: 20 })
  const iterator = iteration[Symbol.asyncIterator]()
  for (let turn = 0; turn < 25; turn++) seen.user = await iterator.next()
  const scan = users.scan({ pageSize: 7 })
  Object.assign(seen, { iteration, iterator, cursor: iteration.cursor, scan, batches: await Array.fromAsync?.(scan) })
  for (const options of [{ dryRun: true }, { marker: { field: 'note', value: 'job-1' } }, {}]) {
    const job = users.updateAll({ where: { level: { $gte: 2 } }, update: { vip: true }, ...options })
    seen.steps = []
    for await (const step of job) seen.steps.push(step, job.checkpoint)
    Object.assign(seen, { job, report: await job.report() })
    look('a job', seen)
    if (options.dryRun) assert(seen.report.requests.length > 0 && seen.report.requests[0].body.includes('vip'))
  }
  look('a url, or a body but that of an account', urls)
  assert.equal(leak(JSON.stringify(structuredClone(users))), undefined)
  assertNoLeaks()
})

test('a bulk update whose results repeat secrets: they are hidden in what is reported', async () => {
  const failing = JSON.stringify({ ...ANSWERS.updateMany, operation_result: [{ error: { err_msg: `no ${token}`, code: 400, id: 5 } }] })
  const page = JSON.stringify({ meta: { next: null, total_count: 1 }, objects: [{ id: 5 }] })
  const users = clientOf(async ({ method }) => answer(200, method === 'PUT' ? failing : page, [token]))
  look('updateMany', await users.updateMany({ where: {}, update: { vip: true } }))
  const job = users.updateAll({ where: {}, update: { vip: true } })
  for await (const step of job) look('a step', [step, job.checkpoint])
  look('a report', await job.report())
  assertNoLeaks()
})

test('a secret in the wrong place is not repeated by the refusal', () => {
  const wrong = [
    token,
    [token],
    { auth: token },
    { auth: [token] },
    { auth: { token: [token] } },
    { auth: { token: { token } } },
    { auth: { token: `${token}\n` } },
    { auth: { token: `Bearer ${token}` } },
    { auth: { token: token.repeat(1000) } },
    { auth: { tokne: token } },
    { auth: { session: token } },
    { auth: { token, clientId: 'x', clientSecret } },
    { auth: { clientId: 'x', clientSecret: [clientSecret] } },
    { auth: { clientId: 'x', clientSecret: clientSecret.repeat(1000) } },
    { auth: { clientId: '', clientSecret } },
    { auth: { clientId: 5, clientSecret } },
    { auth: { token }, baseUrl: `https://user:${CANARY}@host.example` },
    { auth: { token }, baseUrl: `https://host.example/?access_token=${CANARY}` },
    { auth: { token }, envId: `${token}\n` },
    { token },
    { auth: { token }, headers: { authorization: token } },
  ]
  for (const options of wrong) {
    assert.throws(
      () => new UsersClient(options),
      (error) => {
        look(`new UsersClient(${JSON.stringify(options).slice(0, 60)})`, error)
        return error.code === 'invalid_argument'
      },
    )
  }
  assertNoLeaks()
})

test('a password in the wrong place of an account is not repeated by the refusal', async () => {
  const users = clientOf(async () => assert.fail('it was sent'))
  for (const account of [
    password,
    [password],
    { newPassword: [password] },
    { newPassword: { password } },
    { newPassword: password.repeat(100) },
    { new_password: password },
    { password },
    { newPassword: password, unknown: password },
    { newPassword: Object(password) },
    {
      newPassword: {
        toJSON: () => password,
      },
    },
  ]) {
    const { error } = await outcome(users.updateAccount(5, account))
    assert.equal(error.code, 'invalid_argument')
    look(`updateAccount(5, ${JSON.stringify(account).slice(0, 60)})`, error)
  }
  const { error } = await outcome(users.updateAccount(5, { newPassword: password }, { unknown: password }))
  look('an unknown option', error)
  assertNoLeaks()
})

test('an app that signs in: neither its secret nor what it was issued is shown, by success or by failure', async () => {
  const app = { clientId: 'an-id', clientSecret: `${CANARY}-client-secret` }
  const emulator = await startEmulator({ app, users: 20 })
  after(() => emulator.close())
  let [left, wrong] = [Infinity, () => undefined]
  let requests = 0
  const fetch = async (request) => {
    const { pathname, search } = new URL(request.url)
    requests++
    // The way to a code leads over addresses that the server makes up.
    if (pathname.startsWith('/oserve/')) look('a url', pathname + search)
    if (--left < 0) return wrong()
    const response = await globalThis.fetch(request)
    const text = await response.text()
    const { code, access_token, refresh_token } = pathname.startsWith('/api/') && text.startsWith('{') ? JSON.parse(text) : {}
    const cookies = response.headers.getSetCookie().map((cookie) => cookie.split(';')[0].split('=').slice(1).join('='))
    // A cookie of two letters is a setting.
    for (const secret of [...cookies, code, access_token, refresh_token]) if (secret?.length > 8) issued.add(secret)
    return { status: response.status, headers: response.headers, text: async () => text }
  }
  const begin = (whole) => {
    issued.clear()
    ;[left, wrong] = [whole, () => undefined]
    return clientOf(fetch, { auth: app, baseUrl: emulator.url })
  }
  let users = begin(Infinity)
  look('a count', await users.count())
  look('a client', users)
  assert.equal(issued.size, 5, `two cookies, a code and two tokens: ${[...issued]}`)
  const whole = requests
  for (const status of [200, 302, 400, 401, 500]) {
    for (const [name, body] of bodies()) {
      const repeat = () => {
        const known = [app.clientSecret, ...issued]
        return answer(status, body(known), known)
      }
      // Of a new client each step of the sign-in goes wrong, and the call after it.
      for (let step = 0; step < whole; step++) {
        users = begin(step)
        wrong = repeat
        const { error } = await outcome(users.count())
        if (error) look(`step ${step}, ${status}, ${name}`, [error, users])
      }
      // Of one that has a token the call is refused, and so is what would renew it.
      users = begin(Infinity)
      await users.count()
      ;[left, wrong] = [0, repeat]
      const { error } = await outcome(users.get(5))
      if (error) look(`a client that has signed in, ${status}, ${name}`, [error, users])
    }
  }
  assertNoLeaks()
})
