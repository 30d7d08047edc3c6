// What the tests of the client share: the packed package, clients, servers that answer as they are told, errors that
// must be typed.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { after } from 'node:test'
import { pathToFileURL } from 'node:url'
import { inspect } from 'node:util'

const { MINAPP_CONSUMER, MINAPP_EMULATOR_URL } = process.env
assert(MINAPP_CONSUMER && MINAPP_EMULATOR_URL, 'run this with `cargo xtask test node`')

export const consumer = MINAPP_CONSUMER
export const emulatorUrl = MINAPP_EMULATOR_URL

const installed = join(consumer, 'node_modules/minapp-users')
const { exports } = JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8'))

/** An entry of the package as `import` gives it. */
const load = (path) => import(pathToFileURL(join(installed, exports[path].import.default)))

export const esm = await load('.')

export const loadEmulator = () => load('./emulator')
export const loadExport = () => load('./export')

export const loadText = () => load('./text')

/** The package as `require` gives it. */
export const cjs = createRequire(join(consumer, 'caller.cjs'))('minapp-users')

const { InvalidArgumentError, MinappError, UsersClient } = esm

/** No error may show these. */
export const TOKEN = 'token-c0ffee-must-stay-secret'
export const PASSWORD = 'hunter2-must-stay-secret'

/** A promise that takes longer than this hangs. */
const PATIENCE_MS = 10_000

/** What events showed that is secret: an `onEvent` that throws harms no call, so each file fails at its end. */
const told = []
after(() => assert.deepEqual(told, []))

/** Notes an event that shows one of `secrets`, or a query. */
export function onEvent(event, secrets) {
  try {
    assertNoSecret(event, secrets)
    assert.match(event.path, /^\/[^?#]*$/)
  } catch (error) {
    told.push([event, error])
  }
}

/** A client of the emulator, or of `baseUrl`, that sends nothing twice unless it is told to. No event of it shows a secret. */
export function clientOf(baseUrl = emulatorUrl, options = {}) {
  return new UsersClient({ auth: { token: TOKEN }, baseUrl, retry: { maxRetries: 0 }, onEvent: (event) => onEvent(event), ...options })
}

/** What the server says to a plain `fetch` of the same URL. */
export async function raw(path, init = {}) {
  const headers = { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json' }
  const response = await fetch(emulatorUrl + path, { headers, ...init })
  assert.equal(response.status, 200, path)
  return response.json()
}

/** Settles as `promise` does, or fails when it stays pending. */
export async function settled(promise) {
  let timer
  const hangs = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error('the promise stays pending')), PATIENCE_MS)
  })
  try {
    return await Promise.race([promise, hangs])
  } finally {
    clearTimeout(timer)
  }
}

const LOOKS = [
  (value) => inspect(value, { showHidden: true, depth: Infinity }),
  (value) => value.stack,
  (value) => value.message,
  (value) => JSON.stringify(value),
  (value) => JSON.stringify(value, Object.getOwnPropertyNames(Object(value))),
]

/** Fails when `value` shows one of `secrets`, by default the token and the password, however it is looked at. */
export function assertNoSecret(value, secrets = { token: TOKEN, password: PASSWORD }) {
  for (const look of LOOKS) {
    let seen = ''
    try {
      seen = String(look(value))
    } catch {
      // What cannot be looked at so shows nothing: a BigInt has no JSON, a revoked proxy no members.
    }
    for (const [name, secret] of Object.entries(secrets)) assert(!seen.includes(secret), `it shows the ${name}`)
  }
}

/** What `promise` rejects with, whatever that is, and without secrets. */
export async function rejection(promise) {
  assert(promise instanceof Promise, 'a call gives a promise, and does not throw')
  const [reason] = await settled(
    promise.then(
      (value) => assert.fail(`it resolved with ${inspect(value)}`),
      (reason) => [reason],
    ),
  )
  assertNoSecret(reason)
  return reason
}

/** The error that `promise` rejects with: one of the family, and without secrets. */
export const failure = async (promise) => checked(await rejection(promise))

/** The error that `act` throws: one of the family, and without secrets. */
export function thrown(act) {
  let value
  try {
    value = act()
  } catch (error) {
    return checked(error)
  }
  return assert.fail(`it returned ${inspect(value)}`)
}

function checked(error) {
  assert(MinappError.is(error), `an error of the family, got ${inspect(error)}`)
  assert(error instanceof MinappError && error instanceof Error)
  assert.equal(typeof error.code, 'string')
  assert.equal(typeof error.retryable, 'boolean')
  assert.notEqual(error.code, 'internal', error.message)
  assertNoSecret(error)
  return error
}

/** Checks that `error` refuses an argument, and that its message names what is wrong. */
export function assertRefused(error, names) {
  assert.equal(error.code, 'invalid_argument', error.message)
  assert(error instanceof InvalidArgumentError)
  assert.equal(error.name, 'InvalidArgumentError')
  assert.deepEqual(
    [error.status, error.requestId, error.body, error.outcome],
    [undefined, undefined, undefined, undefined],
  )
  assert.deepEqual([error.retryable, error.attempts], [false, 0])
  assert(error.message.length < 2000, `a message of ${error.message.length} characters`)
  if (names instanceof RegExp) assert.match(error.message, names)
  else assert(error.message.includes(names), `${JSON.stringify(error.message)} does not name ${names}`)
}

/**
 * A server that answers each request with `answer(request, response, body)`, and notes what it saw.
 * `closed` of a request settles when its connection is gone before the answer was complete.
 */
export async function serve(answer) {
  const requests = []
  const server = createServer({ maxHeaderSize: 64 * 1024 }, async (request, response) => {
    const closed = new Promise((resolve) => response.on('close', () => resolve(!response.writableFinished)))
    let body = ''
    for await (const chunk of request) body += chunk
    const { method, url, headers } = request
    requests.push({ method, url, headers, body, closed })
    answer(request, response, body)
  })
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  after(() => {
    server.close()
    server.closeAllConnections()
  })
  return { url: `http://127.0.0.1:${server.address().port}`, requests, server }
}

/** A server that gives every request the same answer. */
export function serveAlways(status, body, headers = { 'content-type': 'application/json' }) {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  return serve((_, response) => response.writeHead(status, headers).end(text))
}

/** Fails at the end of the file when an error got away. */
export function watchForStrays() {
  const strays = []
  process.on('unhandledRejection', (reason) => strays.push(['unhandledRejection', reason]))
  process.on('uncaughtException', (error) => strays.push(['uncaughtException', error]))
  process.on('warning', (warning) => warning.name === 'MaxListenersExceededWarning' && strays.push(['warning', warning]))
  after(async () => {
    await new Promise((resolve) => setTimeout(resolve, 50))
    assert.deepEqual(strays, [])
  })
}

/** An answer that each operation accepts. */
export const ANSWERS = {
  list: { meta: { limit: 20, offset: 0, next: null, previous: null }, objects: [{ id: 5 }] },
  get: { id: 5 },
  count: { meta: { limit: 1, offset: 0, next: null, previous: null, total_count: 7 }, objects: [{ id: 5 }] },
  update: { id: 5 },
  updateMany: { operation_result: [], succeed: 0, total_count: null, offset: 0, limit: 20, next: null },
  bulkOperation: {
    id: 1,
    schema_id: 1,
    schema_name: '_userprofile',
    operation: 'update',
    status: 'success',
    created_at: 1,
    updated_at: 2,
    matched_count: 3,
    modified_count: 3,
  },
  updateAccount: { email: null, email_verified: false, username: 'tom', phone: null, phone_verified: false },
  getUserProfileByPath: { id: 5, user_id: 5, user_group: [] },
  getUserProfile: { id: 5, user_id: 5, user_group: [] },
  listUserProfiles: {
    meta: { limit: 20, offset: 0, next: null, previous: null, total_count: 1 },
    objects: [{ id: 5 }],
  },
  listUsers: { meta: { limit: 20, offset: 0, next: null, previous: null }, objects: [{ id: 5 }] },
  getUser: { id: 5 },
  updateUser: { id: 5 },
}

/** Every operation, called with `options` beside what it needs, and whether it writes. */
export const OPERATIONS = {
  list: { isWrite: false, call: (users, options) => users.list(options) },
  get: { isWrite: false, call: (users, options) => users.get(5, options) },
  count: { isWrite: false, call: (users, options) => users.count({}, options) },
  update: { isWrite: true, call: (users, options) => users.update(5, { test: 'x' }, options) },
  updateMany: {
    isWrite: true,
    call: (users, options) => users.updateMany({ where: {}, update: { test: 'x' }, ...options }),
  },
  bulkOperation: { isWrite: false, call: (users, options) => users.bulkOperation(1, options) },
  updateAccount: {
    isWrite: true,
    call: (users, options) => users.updateAccount(5, { newPassword: PASSWORD }, options),
  },
  getUserProfileByPath: { isWrite: false, call: (users, options) => users.legacy.getUserProfileByPath(5, options) },
  getUserProfile: { isWrite: false, call: (users, options) => users.legacy.getUserProfile(5, options) },
  listUserProfiles: { isWrite: false, call: (users, options) => users.legacy.listUserProfiles(options) },
  listUsers: { isWrite: false, call: (users, options) => users.legacy.listUsers(options) },
  getUser: { isWrite: false, call: (users, options) => users.legacy.getUser(5, options) },
  updateUser: { isWrite: true, call: (users, options) => users.legacy.updateUser(5, { test: 'x' }, options) },
}
