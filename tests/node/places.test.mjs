// Where a client may run, and under whose name: a secret stays out of browsers, a session of one needs no token.
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { test } from 'node:test'
import { promisify } from 'node:util'
import { ofRequests } from '../support/requests.mjs'
import { APP } from './app-server.mjs'
import { ANSWERS, assertRefused, clientOf, consumer, failure, OPERATIONS, TOKEN, watchForStrays } from './support.mjs'

watchForStrays()

/** What a process prints whose global object is like that of a page. */
async function printed(pretence, auth) {
  const program = `
    ${pretence}
    const { UsersClient, MinappError } = require('minapp-users')
    try {
      new UsersClient({ auth: ${JSON.stringify(auth)} })
      console.log('accepted')
    } catch (error) {
      console.log(MinappError.is(error), error.name, error.message)
    }`
  const { stdout } = await promisify(execFile)(process.execPath, ['-e', program], { cwd: consumer })
  return stdout.trim()
}

for (const [place, pretence] of [
  ['a page', 'globalThis.document = {}'],
  ['a page whose document is out of reach', "Object.defineProperty(globalThis, 'document', { get() { throw 5 } })"],
  ['a worker of a page', 'globalThis.importScripts = () => {}'],
]) {
  test(`a client secret is refused in ${place}, and the reason told; a token and a session are not`, async () => {
    assert.equal(
      await printed(pretence, APP),
      'true InvalidArgumentError auth: a client secret does not belong in a browser, where everyone who opens the page ' +
        'can read it; use { session: true } in the vendor\'s console, or a token that your own server hands out',
    )
    assert.equal(await printed(pretence, { token: TOKEN }), 'accepted')
    assert.equal(await printed(pretence, { session: true }), 'accepted')
  })
}

test('a client secret is accepted where no page is', async () => {
  assert.equal(await printed('', APP), 'accepted')
})

/** A client of a session, and the requests that its `fetch` gets. */
function ofSession(answer = () => Response.json({}), options = {}) {
  const requests = []
  const fetch = async (request) => (requests.push(request), answer(request))
  return { users: clientOf('https://console.example', { auth: { session: true }, fetch: ofRequests(fetch), ...options }), requests }
}

for (const [operation, target] of Object.entries({
  list: 'GET /userve/v2.2/miniapp/user_profile/?limit=20',
  get: 'GET /userve/v2.2/miniapp/user_profile/5/',
  count: 'GET /userve/v2.2/miniapp/user_profile/?where=%7B%7D&limit=1&return_total_count=1',
  update: 'PUT /userve/v2.6/miniapp/user_profile/5/',
  updateMany: 'PUT /userve/v2.6/miniapp/user_profile/?where=%7B%7D&limit=20',
  bulkOperation: 'GET /userve/v1/bulk-operation/1/',
  updateAccount: 'PUT /userve/v2.2/miniapp/user/account/5/',
})) {
  test(`${operation}: a session sends ${target} with the cookies and without a token`, async () => {
    const { users, requests } = ofSession(() => Response.json(ANSWERS[operation]), { envId: 'e-1' })
    await OPERATIONS[operation].call(users)
    const [request] = requests
    assert.equal(`${request.method} ${request.url}`, target.replace(' ', ' https://console.example'))
    assert.equal(request.credentials, 'include')
    assert.deepEqual(
      Object.fromEntries(request.headers),
      OPERATIONS[operation].isWrite
        ? { 'content-type': 'application/json', 'x-hydrogen-env-id': 'e-1' }
        : { 'x-hydrogen-env-id': 'e-1' },
    )
    assert.equal(request.redirect, 'manual')
  })
}

for (const operation of Object.keys(OPERATIONS).slice(7)) {
  test(`legacy.${operation}: a session has no such operation, and sends nothing`, async () => {
    const { users, requests } = ofSession()
    assertRefused(
      await failure(OPERATIONS[operation].call(users)),
      /^auth: the operations under `legacy` need a token, a session has none of them$/,
    )
    assert.equal(requests.length, 0)
  })
}

test('a session that is over is a 401, which nothing renews', async () => {
  const { users, requests } = ofSession(() => new Response('{"error_msg":"sign in"}', { status: 401 }))
  const error = await failure(users.update(5, { vip: true }, { retry: { maxRetries: 2, baseDelayMs: 0 } }))
  assert.deepEqual([error.code, error.attempts, error.outcome, requests.length], ['unauthorized', 1, 'not_applied', 1])
})

test('a token sends no cookies of another site', async () => {
  let request
  const fetch = async (sent) => ((request = sent), Response.json({ id: 5 }))
  await clientOf('https://console.example', { fetch: ofRequests(fetch) }).get(5)
  assert.equal(request.credentials, 'same-origin')
  assert.equal(request.headers.get('authorization'), `Bearer ${TOKEN}`)
})
