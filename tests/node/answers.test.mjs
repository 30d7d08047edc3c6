// Answers that are refusals, or are not what the operation documents.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  ANSWERS,
  assertNoSecret,
  clientOf,
  esm,
  failure,
  OPERATIONS,
  PASSWORD,
  serve,
  serveAlways,
  TOKEN,
  watchForStrays,
} from './support.mjs'

watchForStrays()

let answer = () => {}
const { url, requests } = await serve((request, response) => answer(request, response))
const users = clientOf(url)

/** The failure of an operation that is answered so. */
function failing(name, status, body, headers = {}) {
  answer = (_, response) => response.writeHead(status, headers).end(body)
  return failure(OPERATIONS[name].call(users))
}

for (const [status, name, code, { transient = false, outcome = 'not_applied', refused = false } = {}] of [
  [400, 'BadRequestError', 'bad_request'],
  [401, 'UnauthorizedError', 'unauthorized'],
  [402, 'PaymentRequiredError', 'payment_required'],
  [403, 'ForbiddenError', 'forbidden'],
  [404, 'NotFoundError', 'not_found'],
  [408, 'UnexpectedStatusError', 'unexpected_status', { transient: true, outcome: 'unknown' }],
  [409, 'UnexpectedStatusError', 'unexpected_status'],
  [418, 'UnexpectedStatusError', 'unexpected_status'],
  [429, 'RateLimitError', 'rate_limited', { transient: true, refused: true }],
  [500, 'ServerError', 'server_error', { transient: true, outcome: 'unknown' }],
  [501, 'ServerError', 'server_error', { outcome: 'unknown' }],
  [502, 'ServerError', 'server_error', { transient: true, outcome: 'unknown' }],
  [503, 'ServerError', 'server_error', { transient: true, outcome: 'unknown' }],
  [504, 'ServerError', 'server_error', { transient: true, outcome: 'unknown' }],
  [505, 'ServerError', 'server_error', { outcome: 'unknown' }],
  [599, 'ServerError', 'server_error', { outcome: 'unknown' }],
]) {
  for (const [operation, { isWrite }] of Object.entries(OPERATIONS)) {
    test(`${operation}: ${status} is a ${name} with everything that is known`, async () => {
      const body = `{"error_msg":"no, ${status}"}`
      const error = await failing(operation, status, body, { 'x-request-id': `r-${status}` })
      assert(error instanceof esm[name])
      assert.deepEqual(
        {
          name: error.name,
          code: error.code,
          status: error.status,
          requestId: error.requestId,
          body: error.body,
          message: error.message,
          attempts: error.attempts,
        },
        {
          name,
          code,
          status,
          requestId: `r-${status}`,
          body,
          message: `the server answered ${status}: no, ${status}`,
          attempts: 1,
        },
      )
      assert.equal(error.outcome, isWrite ? outcome : undefined)
      // A bulk update that is sent again goes on with the users that match next; only a 429 surely did nothing.
      assert.equal(error.retryable, transient && (operation !== 'updateMany' || status === 429))
      assert.equal(error.cause, undefined)
    })
  }
  test(`${status}: an increment is called retryable only when the server surely refused it`, async () => {
    answer = (_, response) => response.writeHead(status).end()
    const error = await failure(users.update(5, { level: esm.increment(1) }))
    assert.deepEqual([error.retryable, error.outcome, error.requestId], [refused, outcome, undefined])
  })
}

test('a status that is neither success nor refusal is told as it is', async () => {
  for (const status of [304, 300]) {
    const error = await failing('get', status, '')
    assert.deepEqual([error.code, error.status, error.retryable], ['unexpected_status', status, false])
  }
})

for (const [header, expected] of [
  ['7', 7000],
  ['0', 0],
  [' 7 ', 7000],
  ['soon', undefined],
  ['-1', undefined],
  ['1.5', undefined],
  ['soon 5', undefined],
  ['2030-01-01', undefined],
  ['Thu, 32 Foo 2099 00:00:00 GMT', undefined],
  [new Date(0).toUTCString(), 0],
  [undefined, undefined],
]) {
  test(`Retry-After: ${header} is told as ${expected} ms`, async () => {
    const headers = header === undefined ? {} : { 'retry-after': header }
    for (const status of [429, 503]) {
      assert.equal((await failing('list', status, '{}', headers)).retryAfterMs, expected)
    }
  })
}

test('an endless Retry-After stays a number', async () => {
  const { retryAfterMs } = await failing('list', 429, '{}', { 'retry-after': '99999999999999999' })
  assert(Number.isSafeInteger(retryAfterMs) && retryAfterMs > 1_000_000, String(retryAfterMs))
})

test('the reason is found under each of its names', async () => {
  for (const name of ['error_msg', 'message', 'error_message']) {
    assert.equal(
      (await failing('get', 400, JSON.stringify({ [name]: '字段错误' }))).message,
      'the server answered 400: 字段错误',
    )
  }
})

for (const [name, body] of [
  ['HTML', '<html>\n<h1>502 Bad Gateway</h1>'],
  ['nothing', ''],
  ['a string', '"no"'],
  ['null', 'null'],
  ['an array', '[1]'],
  ['truncated JSON', '{"error_msg":"n'],
  ['a reason that is no string', '{"error_msg":{"a":1}}'],
  ['megabytes', 'x'.repeat(3_000_000)],
  ['zero bytes', '\0\0\0'],
]) {
  test(`a refusal whose body is ${name} shows its beginning`, async () => {
    for (const operation of Object.keys(OPERATIONS)) {
      const error = await failing(operation, 502, body)
      assert.deepEqual([error.code, error.status], ['server_error', 502])
      assert.equal(error.body, body.slice(0, 500))
      assert(error.message.length < 800, String(error.message.length))
      if (body.startsWith('<')) assert.match(error.message, /502 Bad Gateway/)
    }
  })
}

/** What is not JSON, as a connection that broke may leave it: another attempt may bring the whole of it. */
const BROKEN = [
  ['HTML', '<!doctype html><title>Sign in</title>'],
  ['nothing', ''],
  ['truncated JSON', '{"meta":{"limit":20},"obj'],
  ['two values', '{} {}'],
  ['bytes that are no text', Buffer.from([0xff, 0xfe, 0, 1])],
]
/** Whole JSON that says something else, and would say it again. */
const WRONG = [
  ['an array', '[]'],
  ['null', 'null'],
  ['a number', '5'],
  ['a string', '"ok"'],
  ['true', 'true'],
]
const PAGES = [
  ['a user that is an array', { meta: {}, objects: [[1]] }],
  ['no objects', { meta: {} }],
  ['no meta', { objects: [] }],
  ['objects that are no array', { meta: {}, objects: {} }],
  ['an object that is null', { meta: {}, objects: [null] }],
  ['an object that is a number', { meta: {}, objects: [{ id: 1 }, 5] }],
  ['meta that is null', { meta: null, objects: [] }],
]
const NO_USERS = [
  ['nothing in it', {}],
  ['a reason', { error_msg: 'x' }],
  ['a page', { meta: {}, objects: [] }],
  ['an id that is null', { id: null }],
]
const WRONG_SHAPES = {
  list: PAGES,
  listUsers: PAGES,
  listUserProfiles: PAGES,
  count: [
    ...PAGES,
    ['a total below 0', { meta: { total_count: -1 }, objects: [] }],
    ['half a user', { meta: { total_count: 1.5 }, objects: [] }],
    ['no total', { meta: {}, objects: [] }],
    ['a total that is a string', { meta: { total_count: '5' }, objects: [] }],
    ['a total that is null', { meta: { total_count: null }, objects: [] }],
  ],
  updateMany: [
    ['neither rows nor an operation', {}],
    ['rows that are no array', { operation_result: {}, limit: 1 }],
    ['a row that is neither', { operation_result: [{ neither: 1 }], limit: 1, offset: 0 }],
    ['a row that is null', { operation_result: [null], limit: 1, offset: 0 }],
    ['a success without an id', { operation_result: [{ success: {} }], limit: 1, offset: 0 }],
    ['an operation without a number', { status: 'ok', operation_id: 'x' }],
    ['an operation that is null', { status: 'ok', operation_id: null }],
  ],
  bulkOperation: [
    ['nothing', {}],
    ['an unknown status', { ...ANSWERS.bulkOperation, status: 'lost' }],
    ['an id that is a string', { ...ANSWERS.bulkOperation, id: 'x' }],
  ],
  updateAccount: [
    ['no part of an account', { error_msg: 'x' }],
    ['a name that is a number', { ...ANSWERS.updateAccount, username: 5 }],
    ['a flag that is a string', { ...ANSWERS.updateAccount, phone_verified: 'yes' }],
  ],
  get: NO_USERS,
  update: NO_USERS,
  getUser: NO_USERS,
  updateUser: NO_USERS,
  getUserProfileByPath: NO_USERS,
  getUserProfile: [
    ...NO_USERS,
    ['a page without users', { meta: { limit: 20 }, objects: [] }],
    ['a page whose user is null', { meta: { limit: 20 }, objects: [null] }],
  ],
}

for (const [operation, { isWrite, call }] of Object.entries(OPERATIONS)) {
  for (const [name, body, isBroken = false] of [
    ...BROKEN.map(([name, body]) => [name, body, true]),
    ...WRONG,
    ...WRONG_SHAPES[operation].map(([name, json]) => [name, JSON.stringify(json)]),
  ]) {
    test(`${operation}: a 200 with ${name} is an InvalidAnswerError that shows its beginning`, async () => {
      const error = await failing(operation, 200, body, { 'x-request-id': 'r-1' })
      assert.deepEqual(
        [error.name, error.code, error.status, error.requestId, error.attempts, error.retryable],
        ['InvalidAnswerError', 'invalid_answer', 200, 'r-1', 1, isBroken && operation !== 'updateMany'],
        error.message,
      )
      assert.equal(error.outcome, isWrite ? 'unknown' : undefined)
      assert.equal(error.body, String(body))
      const beginning = JSON.stringify(String(body).slice(0, 20)).slice(1, -1)
      if (typeof body === 'string')
        assert(error.message.includes(body === '' ? 'the body is empty' : beginning), error.message)
    })
  }

  test(`${operation}: an answer as documented is taken, with what it has beside`, async () => {
    answer = (_, response) => response.end(JSON.stringify({ ...ANSWERS[operation], brand_new: { deep: [1] } }))
    const value = await call(users)
    if (typeof value === 'object' && operation !== 'updateMany')
      assert.deepEqual(value, { ...ANSWERS[operation], brand_new: { deep: [1] } })
  })
}

test('an increment whose answer is broken is not called retryable', async () => {
  for (const [, body] of BROKEN) {
    answer = (_, response) => response.writeHead(200).end(body)
    const error = await failure(users.update(5, { level: esm.increment(1) }))
    assert.deepEqual([error.code, error.outcome, error.retryable], ['invalid_answer', 'unknown', false])
  }
})

test('a list that must hold its total is refused without one', async () => {
  answer = (_, response) => response.end(JSON.stringify(ANSWERS.list))
  assert.equal((await failure(users.list({ withCount: true }))).code, 'invalid_answer')
  assert.equal((await failure(users.legacy.listUsers({ withCount: true }))).code, 'invalid_answer')
  await users.list({ withCount: false })
})

test('users are plain objects, whatever their fields are called', async () => {
  const text =
    '{"meta":{"limit":20},"objects":[{"id":5,"__proto__":{"polluted":1},"constructor":2,"toString":null,"then":3,"名":{"":[]},"big":12345678901234567890}]}'
  answer = (_, response) => response.end(text)
  const page = await users.list()
  assert.deepEqual(page, JSON.parse(text))
  assert.equal(Object.getPrototypeOf(page.objects[0]), Object.prototype)
  assert.equal({}.polluted, undefined)
})

test('a user with a field called then is a user still', async () => {
  answer = (_, response) => response.end('{"id":5,"then":"x"}')
  assert.deepEqual(await users.get(5), { id: 5, then: 'x' })
})

test('an answer in pieces, with a byte order mark and multi-byte characters cut apart, is read whole', async () => {
  const bytes = Buffer.from('\ufeff{"id":5,"nickname":"你今天真好看😀"}')
  answer = (_, response) => {
    response.writeHead(200)
    let at = 0
    const next = () =>
      at < bytes.length ? response.write(bytes.subarray(at, (at += 3)), () => setImmediate(next)) : response.end()
    next()
  }
  assert.deepEqual(await users.get(5), { id: 5, nickname: '你今天真好看😀' })
})

test('other statuses of success are successes', async () => {
  for (const status of [201, 206]) {
    answer = (_, response) => response.writeHead(status).end('{"id":5}')
    assert.deepEqual(await users.get(5), { id: 5 })
  }
  assert.match((await failing('get', 204)).message, /the body is empty/)
})

test('updateMany reads every kind of row', async () => {
  const answered = {
    operation_result: [
      { success: { id: '5a3c51cdceb616ccfc9d5f78', updated_at: 1 } },
      { success: { id: 9007199254740991 } },
      { error: { err_msg: 'type mismatch', code: 11000 } },
      { error: { err_msg: 'no', code: 'E1', id: 7 } },
    ],
    succeed: 2,
    total_count: 4,
    offset: 0,
    limit: 20,
    next: '/oserve/v2.6/miniapp/user_profile/?offset=20',
  }
  answer = (_, response) => response.end(JSON.stringify(answered))
  const result = await users.updateMany({ where: {}, update: { a: 1 } })
  assert.equal(result.status, 'done')
  assert.deepEqual(result.succeeded, ['5a3c51cdceb616ccfc9d5f78', 9007199254740991])
  assert.deepEqual(result.failed[0], { code: 11000, message: 'type mismatch' })
  assert.deepEqual([result.failed[1].code, result.failed[1].message], ['E1', 'no'])
  assert.deepEqual(
    [result.total_count, result.offset, result.limit, result.next],
    [4, 0, 20, '/oserve/v2.6/miniapp/user_profile/?offset=20'],
  )
})

test('updateMany says that a thousand rows went to the background', async () => {
  const server = await serveAlways(200, { status: 'ok', operation_id: 1 })
  assert.deepEqual(await clientOf(server.url).updateMany({ where: {}, update: { a: 1 } }), {
    status: 'background',
    operation_id: 1,
  })
})

test('updateMany writes null for what the server leaves out', async () => {
  answer = (_, response) => response.end('{"operation_result":[{"error":{"err_msg":"x"}}],"offset":0,"limit":20}')
  assert.deepEqual(await users.updateMany({ where: {}, update: { a: 1 } }), {
    status: 'done',
    succeeded: [],
    failed: [{ code: null, message: 'x' }],
    total_count: null,
    offset: 0,
    limit: 20,
    next: null,
  })
})

test('the user of the first version is found alone and in a page', async () => {
  for (const body of [
    ANSWERS.getUserProfile,
    { meta: { limit: 20, total_count: 1 }, objects: [ANSWERS.getUserProfile] },
  ]) {
    answer = (_, response) => response.end(JSON.stringify(body))
    assert.deepEqual(await users.legacy.getUserProfile(5), ANSWERS.getUserProfile)
  }
})

for (const [name, body] of [
  ['as they are', (secret) => JSON.stringify({ error_msg: `bad: ${secret}!` })],
  ['in HTML', (secret) => `<html>${secret}</html>`],
  ['many times', (secret) => JSON.stringify({ error_msg: `${secret} ${secret}`, again: secret })],
]) {
  test(`a server that repeats token and password ${name} shows them to nobody`, async () => {
    for (const status of [400, 500]) {
      // `failure` looks at message, stack and inspection of every error.
      const error = await failing('updateAccount', status, body(`${PASSWORD} and ${TOKEN}`))
      assert.match(error.body, /\[redacted\]/)
      assertNoSecret(await failing('list', status, body(TOKEN)))
    }
  })
}

test('the client works after all of this', async () => {
  answer = (_, response) => response.end('{"id":5}')
  assert.deepEqual(await users.get(5), { id: 5 })
  assert(requests.length > 300)
})

test('a count that no integer of JavaScript is, is none: in count, scan, updateMany and updateAll', async () => {
  for (const total_count of [1e308, 9007199254740992, -1, 1.5]) {
    const page = await serveAlways(200, { meta: { limit: 1, offset: 0, next: null, previous: null, total_count }, objects: [{ id: 5 }] })
    const done = await serveAlways(200, { ...ANSWERS.updateMany, total_count })
    const calls = [
      clientOf(page.url).count(),
      clientOf(page.url).scan()[Symbol.asyncIterator]().next(),
      clientOf(page.url).updateAll({ where: {}, update: { vip: true } }).next(),
      clientOf(done.url).updateMany({ where: {}, update: { vip: true } }),
    ]
    const codes = (await Promise.all(calls.map(failure))).map(({ code }) => code)
    assert.deepEqual(codes, calls.map(() => 'invalid_answer'), `${total_count}`)
  }
})
