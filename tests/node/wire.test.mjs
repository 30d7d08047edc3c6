// What leaves, as a server sees it: method, path, query, headers and body, byte by byte.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ANSWERS, clientOf, esm, failure, OPERATIONS, PASSWORD, serve, TOKEN, watchForStrays } from './support.mjs'

const { and, field, increment, or, unset } = esm
const V22 = '/oserve/v2.2/miniapp/user_profile/'
const V26 = '/oserve/v2.6/miniapp/user_profile/'
const V1 = '/oserve/v1/miniapp/user-profile/'
const INFO = '/oserve/v1/user/info/'

let answer = {}
const { url, requests } = await serve((_, response) => response.end(JSON.stringify(answer)))
const users = clientOf(url)
const { legacy } = users

watchForStrays()

/** The one request that `call` makes. */
async function sent(name, call) {
  answer = ANSWERS[name]
  requests.length = 0
  await call()
  assert.equal(requests.length, 1)
  return requests[0]
}

for (const [name, call, method, target, body = ''] of [
  ['list', () => users.list(), 'GET', `${V22}?limit=20`],
  ['list', () => users.list({ offset: 0 }), 'GET', `${V22}?limit=20`],
  [
    'list',
    () => users.list({ limit: 1000, offset: 9007199254740991 }),
    'GET',
    `${V22}?limit=1000&offset=9007199254740991`,
  ],
  ['count', () => users.list({ withCount: true }), 'GET', `${V22}?limit=20&return_total_count=1`],
  [
    'list',
    () => users.list({ where: { test: 'a b&c=d+é/?#%"\\\n😀' } }),
    'GET',
    `${V22}?where=%7B%22test%22%3A%22a%20b%26c%3Dd%2B%C3%A9%2F%3F%23%25%5C%22%5C%5C%5Cn%F0%9F%98%80%22%7D&limit=20`,
  ],
  [
    'list',
    () =>
      users.list({
        where: and(field('level').gte(3), or({ vip: true }, field('test').isNull())),
        orderBy: ['-created_at', 'id'],
        select: ['nickname', 'created_by.nickname'],
        expand: ['created_by'],
      }),
    'GET',
    `${V22}?where=%7B%22%24and%22%3A%5B%7B%22level%22%3A%7B%22%24gte%22%3A3%7D%7D%2C%7B%22%24or%22%3A%5B%7B%22vip%22%3Atrue%7D%2C%7B%22test%22%3A%7B%22%24isnull%22%3Atrue%7D%7D%5D%7D%5D%7D&order_by=-created_at%2Cid&limit=20&keys=nickname%2Ccreated_by.nickname&expand=created_by`,
  ],
  ['get', () => users.get(70695404), 'GET', `${V22}70695404/`],
  [
    'get',
    () => users.get(9007199254740991, { select: '-avatar', expand: 'created_by' }),
    'GET',
    `${V22}9007199254740991/?keys=-avatar&expand=created_by`,
  ],
  ['count', () => users.count(), 'GET', `${V22}?limit=1&return_total_count=1`],
  [
    'count',
    () => users.count({ vip: true }),
    'GET',
    `${V22}?where=%7B%22vip%22%3Atrue%7D&limit=1&return_total_count=1`,
  ],
  [
    'update',
    () => users.update(5, { test: 'x', level: increment(1), note: unset() }),
    'PUT',
    `${V26}5/`,
    '{"test":"x","level":{"$incr_by":1},"$unset":{"note":""}}',
  ],
  [
    'update',
    () => users.update(5, { a: null, b: [1.5, -0, 1e21, 1e-7], c: { d: '"\\\n\u0000\u2028😀' } }),
    'PUT',
    `${V26}5/`,
    '{"a":null,"b":[1.5,0,1e+21,1e-7],"c":{"d":"\\"\\\\\\n\\u0000\u2028😀"}}',
  ],
  [
    'updateMany',
    () => users.updateMany({ where: {}, update: { test: 'x' } }),
    'PUT',
    `${V26}?where=%7B%7D&limit=20`,
    '{"test":"x"}',
  ],
  [
    'updateMany',
    () =>
      users.updateMany({ where: field('id').in([1, 2]), update: { test: 'x' }, limit: 7, offset: 14, withCount: true }),
    'PUT',
    `${V26}?where=%7B%22id%22%3A%7B%22%24in%22%3A%5B1%2C2%5D%7D%7D&limit=7&offset=14&return_total_count=1`,
    '{"test":"x"}',
  ],
  ['bulkOperation', () => users.bulkOperation(0), 'GET', '/oserve/v1/bulk-operation/0/'],
  [
    'updateAccount',
    () => users.updateAccount(5, { username: 'tom', email: null, newPassword: PASSWORD, phone: '138' }),
    'PUT',
    '/oserve/v2.1/miniapp/user/account/5/',
    `{"username":"tom","email":null,"phone":"138","new_password":"${PASSWORD}"}`,
  ],
  [
    'updateAccount',
    () => users.updateAccount(5, { phone: undefined, email: 'a@b.cn' }),
    'PUT',
    '/oserve/v2.1/miniapp/user/account/5/',
    '{"email":"a@b.cn"}',
  ],
  ['getUserProfileByPath', () => legacy.getUserProfileByPath(55019), 'GET', `${V1}55019/`],
  ['getUserProfile', () => legacy.getUserProfile(55019), 'GET', `${V1}?user_id=55019`],
  ['listUserProfiles', () => legacy.listUserProfiles(), 'GET', `${V1}?limit=20`],
  [
    'listUserProfiles',
    () =>
      legacy.listUserProfiles({
        createdAtGte: 1,
        createdAtGt: 2,
        createdAtLte: 3,
        createdAtLt: 4,
        gender: 0,
        groupIn: [258, 360],
        nickname: '你好',
        nicknameContains: 'a',
        openid: 'o',
        unionid: 'u',
        userId: 9,
        orderBy: '-created_at',
        limit: 3,
        offset: 6,
      }),
    'GET',
    `${V1}?created_at__gte=1&created_at__gt=2&created_at__lte=3&created_at__lt=4&gender=0&group__in=258%2C360&nickname=%E4%BD%A0%E5%A5%BD&nickname__contains=a&openid=o&unionid=u&user_id=9&order_by=-created_at&limit=3&offset=6`,
  ],
  [
    'listUsers',
    () => legacy.listUsers({ where: { vip: true }, orderBy: 'id' }),
    'GET',
    `${INFO}?where=%7B%22vip%22%3Atrue%7D&order_by=id&limit=20`,
  ],
  ['getUser', () => legacy.getUser(5), 'GET', `${INFO}5/`],
  ['updateUser', () => legacy.updateUser(5, { test: 'x' }), 'PUT', `${INFO}5/`, '{"test":"x"}'],
]) {
  test(`${method} ${target.slice(0, 90)}`, async () => {
    const request = await sent(name, call)
    assert.deepEqual([request.method, request.url, request.body], [method, target, body])
  })
}

for (const [name, { isWrite, call }] of Object.entries(OPERATIONS)) {
  test(`${name} is signed, and says that it is JSON only when it has a body`, async () => {
    const { headers } = await sent(name, () => call(users))
    assert.equal(headers.authorization, `Bearer ${TOKEN}`)
    assert.equal(headers['content-type'], isWrite ? 'application/json' : undefined)
    assert.equal(headers['x-hydrogen-env-id'], undefined)
    assert.equal(headers.cookie, undefined)
  })

  test(`${name} names the environment`, async () => {
    const inTest = clientOf(url, { envId: 'env-42' })
    assert.equal((await sent(name, () => call(inTest))).headers['x-hydrogen-env-id'], 'env-42')
  })
}

test('a base url may have a path and a slash at its end', async () => {
  for (const base of [
    `${url}/`,
    `${url}/proxy/minapp`,
    `${url}/proxy/minapp/`,
    url.replace('127.0.0.1', 'localhost'),
  ]) {
    const { url: target } = await sent('get', () => clientOf(base).get(5))
    assert.equal(target, `${new URL(base).pathname.replace(/\/$/, '')}${V22}5/`)
  }
})

test('the token function is asked before every request, and what it gives is sent', async () => {
  let asked = 0
  const rotating = clientOf(url, { auth: { token: async () => `token-${++asked}` } })
  assert.equal((await sent('get', () => rotating.get(5))).headers.authorization, 'Bearer token-1')
  assert.equal((await sent('get', () => rotating.get(5))).headers.authorization, 'Bearer token-2')
  const plain = clientOf(url, { auth: { token: () => 'given-at-once' } })
  assert.equal((await sent('get', () => plain.get(5))).headers.authorization, 'Bearer given-at-once')
})

test('a url of 16,386 characters is sent', async () => {
  const room = 16_386 - `${url}${V22}?where=%7B%22test%22%3A%22%22%7D&limit=20`.length
  const { url: target } = await sent('list', () => users.list({ where: { test: 'x'.repeat(room) } }))
  assert.equal(url.length + target.length, 16_386)
})

test('a request is sent once, whatever its answer', async () => {
  for (const status of [400, 401, 429, 500, 503]) {
    let seen = 0
    const { url } = await serve((_, response) => {
      seen++
      response.writeHead(status, { 'retry-after': '0' }).end('{}')
    })
    await clientOf(url)
      .get(5)
      .catch(() => {})
    await clientOf(url)
      .update(5, { test: 'x' })
      .catch(() => {})
    assert.equal(seen, 2, String(status))
  }
})

test('what is changed after the call began is not sent', async () => {
  const where = { level: { $in: [1, 2] } }
  const { url: target } = await sent('list', () => {
    const promise = users.list({ where })
    where.level.$in.push(3)
    return promise
  })
  assert.equal(new URL(target, url).searchParams.get('where'), '{"level":{"$in":[1,2]}}')
})

for (const status of [301, 302, 303, 307, 308]) {
  test(`a redirect (${status}) is not followed: it would carry a body elsewhere, or make a read of a write`, async () => {
    const elsewhere = await serve((_, response) => response.end('{"id":5}'))
    const here = await serve((_, response) => response.writeHead(status, { location: elsewhere.url }).end())
    const users = clientOf(here.url)
    for (const [call, outcome] of [
      [() => users.updateAccount(5, { newPassword: PASSWORD }), 'unknown'],
      [() => users.update(5, { a: 1 }), 'unknown'],
      [() => users.get(5), undefined],
    ]) {
      const error = await failure(call())
      assert.deepEqual(
        [error.code, error.status, error.outcome, error.retryable],
        ['unexpected_status', status, outcome, false],
      )
      assert.match(error.message, /a redirect, which is not followed/)
    }
    assert.equal(elsewhere.requests.length, 0)
  })
}
