// Every operation against the emulator. What it reads is compared with a plain `fetch` of the same URL.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { clientOf, emulatorUrl, esm, failure, loadEmulator, raw, settled, watchForStrays } from './support.mjs'

const { and, append, appendUnique, field, increment, merge, or, pop, remove, shift, unset } = esm
const users = clientOf()
const V22 = '/oserve/v2.2/miniapp/user_profile/'
const V26 = '/oserve/v2.6/miniapp/user_profile/'
const V1 = '/oserve/v1/miniapp/user-profile/'
const INFO = '/oserve/v1/user/info/'
const put = (path, body) => raw(path, { method: 'PUT', body: JSON.stringify(body) })
const encode = (json) => encodeURIComponent(JSON.stringify(json))

watchForStrays()

/** Equal, and made of plain objects and arrays of this realm throughout. */
function assertHandedThrough(value, expected) {
  assert.deepEqual(value, expected)
  const visit = (part) => {
    if (typeof part !== 'object' || part === null) return
    assert.equal(Object.getPrototypeOf(part), Array.isArray(part) ? Array.prototype : Object.prototype)
    Object.values(part).forEach(visit)
  }
  visit(value)
}

test('list gives the page of the server, unknown fields and all', async () => {
  const page = await users.list()
  assertHandedThrough(page, await raw(`${V22}?limit=20`))
  assert.equal(page.objects.length, 20)
  assert.deepEqual(Object.keys(page.objects[0]), Object.keys((await raw(`${V22}?limit=20`)).objects[0]))
})

test('list takes where, order, window, count, select and expand', async () => {
  for (const [options, query] of [
    [{}, 'limit=20'],
    [undefined, 'limit=20'],
    [{ limit: 1000 }, 'limit=1000'],
    [{ limit: 1 }, 'limit=1'],
    [{ limit: 5, offset: 990, withCount: true }, 'limit=5&offset=990&return_total_count=1'],
    [{ offset: 0, withCount: false }, 'limit=20'],
    [{ offset: 5000 }, 'limit=20&offset=5000'],
    [{ orderBy: '-level' }, 'limit=20&order_by=-level'],
    [{ orderBy: ['level', '-id'] }, 'limit=20&order_by=level,-id'],
    [{ select: 'nickname' }, 'limit=20&keys=nickname'],
    [{ select: ['nickname', 'id'] }, 'limit=20&keys=nickname,id'],
    [{ select: ['-avatar', '-tags'] }, 'limit=20&keys=-avatar,-tags'],
    [{ expand: 'created_by' }, 'limit=20&expand=created_by'],
    [
      { select: ['created_by.nickname'], expand: ['created_by'] },
      'limit=20&keys=created_by.nickname&expand=created_by',
    ],
    [{ where: { vip: true } }, `limit=20&where=${encode({ vip: true })}`],
    [{ where: {} }, 'limit=20'],
    [
      { where: and(field('vip').eq(true), or(field('level').gte(3), { 'address.city': '广州' })) },
      `limit=20&where=${encode({ $and: [{ vip: { $eq: true } }, { $or: [{ level: { $gte: 3 } }, { 'address.city': '广州' }] }] })}`,
    ],
    [
      {
        where: undefined,
        orderBy: undefined,
        limit: undefined,
        select: undefined,
        signal: undefined,
        timeoutMs: undefined,
      },
      'limit=20',
    ],
  ]) {
    const page = await users.list(options)
    const expected = await raw(`${V22}?${query}`)
    // The links repeat the query in the order in which it was sent.
    for (const { meta } of [page, expected]) (delete meta.next, delete meta.previous)
    assertHandedThrough(page, expected)
  }
})

test('withCount gives a number, and without it there is none', async () => {
  assert.equal((await users.list({ withCount: true, limit: 1 })).meta.total_count, 1000)
  assert.equal((await users.list({ limit: 1 })).meta.total_count ?? null, null)
})

test('a page follows a page', async () => {
  const ids = []
  for (let offset = 0; offset < 1000; offset += 300) {
    const page = await users.list({ limit: 300, offset, orderBy: 'id' })
    ids.push(...page.objects.map(({ id }) => id))
    assert.equal(page.meta.next === null, offset === 900)
  }
  assert.equal(new Set(ids).size, 1000)
  assert.deepEqual(
    ids,
    [...ids].sort((a, b) => a - b),
  )
})

test('get gives the user of the server', async () => {
  assertHandedThrough(await users.get(70695404), await raw(`${V22}70695404/`))
  assertHandedThrough(
    await users.get(55019, { select: ['nickname', 'created_by'], expand: ['created_by'] }),
    await raw(`${V22}55019/?keys=nickname,created_by&expand=created_by`),
  )
  const error = await failure(users.get(1))
  assert.deepEqual([error.code, error.status, error.outcome, error.attempts], ['not_found', 404, undefined, 1])
})

test('count gives the number of those that match', async () => {
  assert.equal(await users.count(), 1000)
  assert.equal(await users.count({}), 1000)
  assert.equal(await users.count(undefined, { timeoutMs: 20_000 }), 1000)
  const vip = await raw(`${V22}?limit=1&return_total_count=1&where=${encode({ vip: true })}`)
  assert.equal(await users.count(field('vip').eq(true)), vip.meta.total_count)
  assert.equal(await users.count({ id: -1 }), 0)
})

test('every operator finds what the same JSON finds', async () => {
  const point = { type: 'Point', coordinates: [113.3, 23.1] }
  const polygon = {
    type: 'Polygon',
    coordinates: [
      [
        [110, 20],
        [120, 20],
        [120, 30],
        [110, 30],
        [110, 20],
      ],
    ],
  }
  let found = 0
  for (const where of [
    field('level').eq(3),
    field('level').ne(3),
    field('level').lt(3),
    field('level').lte(3),
    field('level').gt(3),
    field('level').gte(3),
    field('nickname').contains('o'),
    field('level').in([1, 2]),
    field('level').notIn([1, 2]),
    field('unionid').isNull(),
    field('unionid').isNull(false),
    field('level').range(2, 4),
    field('nickname').regex(/^[a-m]/i),
    field('tags').all(['gold']),
    field('note').exists(),
    field('note').exists(false),
    field('address').hasKey('city'),
    field('area').intersects(point),
    field('location').within(polygon),
    field('location').center({ coordinates: [113.3, 23.1], radius: 500 }),
    field('location').nearSphere({ geometry: point, max_distance: 500_000 }),
    field('birthday').gte(new Date('1990-01-01T00:00:00Z')),
  ]) {
    const json = where.toJSON()
    const expected = await raw(`${V22}?limit=1000&return_total_count=1&where=${encode(json)}`)
    const page = await users.list({ where, limit: 1000, withCount: true })
    assert.deepEqual(page.objects, expected.objects, String(where))
    assert.equal(page.meta.total_count, expected.meta.total_count)
    found += page.objects.length > 0
  }
  assert(found >= 20, `only ${found} operators found anybody`)
})

test('update changes the given fields and gives the whole user', async () => {
  const before = await users.get(64501217)
  const after = await users.update(64501217, {
    test: 'changed',
    level: 7,
    tags: ['a'],
    address: { city: '广州' },
    birthday: null,
  })
  assertHandedThrough(after, await raw(`${V22}64501217/`))
  const { updated_at, test, level, tags, address, birthday, ...rest } = after
  assert.deepEqual(
    { test, level, tags, address, birthday },
    { test: 'changed', level: 7, tags: ['a'], address: { city: '广州' }, birthday: null },
  )
  for (const [name, value] of Object.entries(rest)) assert.deepEqual(value, before[name], name)
})

test('atomic changes do what they say', async () => {
  const id = 363953
  await users.update(id, { level: 5, tags: ['a', 'b'], address: { city: 'x', street: 'y' }, note: 'n' })
  const step = async (update, expected) => {
    const user = await users.update(id, update)
    for (const [name, value] of Object.entries(expected)) assert.deepEqual(user[name], value, name)
  }
  await step({ level: increment(2) }, { level: 7 })
  await step({ level: increment(-3) }, { level: 4 })
  await step({ tags: append('a') }, { tags: ['a', 'b', 'a'] })
  await step({ tags: append(['c', 'd']) }, { tags: ['a', 'b', 'a', 'c', 'd'] })
  await step({ tags: appendUnique(['c', 'e']) }, { tags: ['a', 'b', 'a', 'c', 'd', 'e'] })
  await step({ tags: remove('a') }, { tags: ['b', 'c', 'd', 'e'] })
  await step({ tags: pop() }, { tags: ['b', 'c', 'd'] })
  await step({ tags: shift() }, { tags: ['c', 'd'] })
  await step({ address: merge({ city: 'z' }) }, { address: { city: 'z', street: 'y' } })
  await step({ note: unset(), vip: true }, { vip: true })
  assert(!((await users.get(id)).note ?? false))
  await step({ level: { $incr_by: 1 }, tags: { $append: ['e'] } }, { level: 5, tags: ['c', 'd', 'e'] })
})

test('update says what the server refuses', async () => {
  for (const [id, update, code, status] of [
    [1, { test: 'x' }, 'not_found', 404],
    [55019, { no_such_field: 1 }, 'bad_request', 400],
    [55019, { level: 'high' }, 'bad_request', 400],
  ]) {
    const error = await failure(users.update(id, update))
    assert.deepEqual([error.code, error.status, error.outcome, error.retryable], [code, status, 'not_applied', false])
  }
})

test('updateMany tells whom it changed', async () => {
  const where = { id: { $in: [55019, 427100, 88888] } }
  const result = await users.updateMany({ where, update: { test: 'many' }, withCount: true })
  assert.deepEqual(
    { ...result, succeeded: [...result.succeeded].sort((a, b) => a - b) },
    {
      status: 'done',
      succeeded: [55019, 88888, 427100],
      failed: [],
      total_count: 3,
      offset: 0,
      limit: 20,
      next: null,
    },
  )
  for (const id of [55019, 427100, 88888]) assert.equal((await users.get(id)).test, 'many')
})

test('updateMany sends its window and hands the link on', async () => {
  const result = await users.updateMany({ where: {}, update: { note: 'w' }, limit: 3, offset: 2 })
  assert.deepEqual([result.succeeded.length, result.total_count, result.offset, result.limit], [3, null, 2, 3])
  assert.match(result.next, /limit=3.*offset=5/)
  const everyone = await users.updateMany({ where: {}, update: { note: 'all' }, limit: 1000 })
  assert.deepEqual([everyone.succeeded.length, everyone.next], [1000, null])
  assert.equal(await users.count({ note: 'all' }), 1000)
})

test('updateMany tells which users could not be changed', async () => {
  await users.update(55019, { level: Number.MAX_SAFE_INTEGER })
  await users.update(427100, { level: 1 })
  const where = { id: { $in: [55019, 427100] } }
  const result = await users.updateMany({ where, update: { level: increment(1) } })
  const plain = await put(`${V26}?where=${encode({ id: 55019 })}&limit=20`, { level: { $incr_by: 1 } })
  const [{ error }] = plain.operation_result
  assert.deepEqual([result.succeeded, result.failed], [[427100], [{ code: error.code, message: error.err_msg }]])
})

test('bulkOperation reads what runs in the background', async (t) => {
  // The client always sends a limit, so only a request of another kind starts one: here more than 1,000 users.
  const { startEmulator } = await loadEmulator()
  const emulator = await startEmulator({ users: 1001 })
  t.after(() => emulator.close())
  const response = await fetch(`${emulator.url}${V26}?where=%7B%7D`, {
    method: 'PUT',
    headers: { authorization: 'Bearer x', 'content-type': 'application/json' },
    body: '{"test":"background"}',
  })
  const { operation_id: id } = await response.json()
  const client = clientOf(emulator.url)
  const first = await client.bulkOperation(id)
  const second = await client.bulkOperation(id)
  assert.deepEqual(Object.keys(first), [
    'id',
    'schema_id',
    'schema_name',
    'operation',
    'status',
    'created_at',
    'updated_at',
    'matched_count',
    'modified_count',
  ])
  assert.deepEqual(
    [first.id, first.status, second.status, second.matched_count, second.modified_count],
    [id, 'pending', 'success', 1001, 1001],
  )
  assert.equal(await client.count({ test: 'background' }), 1001)
  assert.equal((await failure(client.bulkOperation(99))).code, 'not_found')
})

test('updateAccount changes the login and nothing else', async () => {
  const id = 70695404
  assert.deepEqual(
    await users.updateAccount(id, {
      username: 'Pretty_Girl',
      email: 'Girl@Example.com',
      newPassword: 'secret1',
      phone: '13800000000',
    }),
    {
      email: 'Girl@Example.com',
      email_verified: false,
      username: 'Pretty_Girl',
      phone: '13800000000',
      phone_verified: false,
    },
  )
  assert.equal((await users.updateAccount(id, { newPassword: 'secret2' })).username, 'Pretty_Girl')
  const reset = await users.updateAccount(id, { username: null, email: null, phone: null })
  assert.deepEqual([reset.username, reset.email, reset.phone], [null, null, null])
  assert.equal((await failure(users.updateAccount(id, { email: 'no-at-sign' }))).code, 'bad_request')
  assert.equal((await failure(users.updateAccount(1, { username: 'x' }))).code, 'not_found')
})

test('a taken user name is refused, upper and lower case alike', async () => {
  await users.updateAccount(88888, { username: 'taken_name' })
  const error = await failure(users.updateAccount(55019, { username: 'TAKEN_NAME' }))
  assert.deepEqual([error.code, error.outcome], ['bad_request', 'not_applied'])
})

test('the old reads give what the server answers', async () => {
  const { legacy } = users
  assertHandedThrough(await legacy.getUserProfileByPath(55019), await raw(`${V1}55019/`))
  assertHandedThrough(await legacy.getUserProfile(55019), await raw(`${V1}?user_id=55019`))
  assertHandedThrough(await legacy.getUser(55019), await raw(`${INFO}55019/`))
  assertHandedThrough(await legacy.listUsers({ limit: 3, orderBy: '-id' }), await raw(`${INFO}?order_by=-id&limit=3`))
  assertHandedThrough(await legacy.listUsers(), await raw(`${INFO}?limit=20`))
  assertHandedThrough(await legacy.listUserProfiles(), await raw(`${V1}?limit=20`))
  assert.equal((await legacy.listUserProfiles({ limit: 1 })).meta.total_count, 1000)
  assert.equal(legacy, users.legacy)
})

test('every old filter reaches the server', async () => {
  const sample = await raw(`${V1}55019/`)
  for (const [options, query] of [
    [{ gender: 1 }, 'gender=1'],
    [{ gender: 0 }, 'gender=0'],
    [{ groupIn: [137, 360] }, 'group__in=137,360'],
    [{ nickname: sample.nickname }, `nickname=${sample.nickname}`],
    [{ nicknameContains: 'a' }, 'nickname__contains=a'],
    [{ openid: sample.openid }, `openid=${sample.openid}`],
    [{ unionid: sample.unionid }, `unionid=${sample.unionid}`],
    [{ userId: 55019 }, 'user_id=55019'],
    [{ createdAtGte: sample.created_at }, `created_at__gte=${sample.created_at}`],
    [{ createdAtGt: sample.created_at }, `created_at__gt=${sample.created_at}`],
    [{ createdAtLte: sample.created_at }, `created_at__lte=${sample.created_at}`],
    [{ createdAtLt: sample.created_at }, `created_at__lt=${sample.created_at}`],
    [{ orderBy: 'created_at' }, 'order_by=created_at'],
    [{ orderBy: '-created_at', offset: 10 }, 'order_by=-created_at&offset=10'],
  ]) {
    const [page, expected] = [
      await users.legacy.listUserProfiles({ ...options, limit: 50 }),
      await raw(`${V1}?${query}&limit=50`),
    ]
    assert.deepEqual(page.objects, expected.objects, query)
    assert.equal(page.meta.total_count, expected.meta.total_count, query)
    assert(page.objects.length > 0, query)
  }
})

test('the old update changes a user', async () => {
  const user = await users.legacy.updateUser(427100, { test: 'old', level: increment(1) })
  assertHandedThrough(user, await raw(`${V22}427100/`))
  assert.equal(user.test, 'old')
})

test('two hundred calls of one client at once do not disturb each other', async () => {
  const { objects } = await raw(`${V22}?limit=200&order_by=id`)
  const calls = objects.map(({ id }, index) => (index % 4 === 3 ? users.update(id, { test: `t${id}` }) : users.get(id)))
  const answers = await settled(Promise.all(calls))
  answers.forEach((user, index) => assert.equal(user.id, objects[index].id))
  answers.filter((_, index) => index % 4 === 3).forEach((user) => assert.equal(user.test, `t${user.id}`))
})

test('failures among parallel calls stay where they belong', async () => {
  const outcomes = await settled(
    Promise.allSettled(
      Array.from({ length: 100 }, (_, index) => {
        if (index % 3 === 0) return users.get(55019)
        return index % 3 === 1 ? users.get(1) : users.get('../x')
      }),
    ),
  )
  assert.deepEqual(
    outcomes.map(({ reason, value }) => reason?.code ?? value.id),
    Array.from({ length: 100 }, (_, index) => [55019, 'not_found', 'invalid_argument'][index % 3]),
  )
})

test('a wrong token is told as such', async (t) => {
  const { startEmulator } = await loadEmulator()
  const emulator = await startEmulator({ users: 10, token: 'the-right-one' })
  t.after(() => emulator.close())
  const error = await failure(clientOf(emulator.url).list())
  assert.deepEqual([error.name, error.code, error.status], ['UnauthorizedError', 'unauthorized', 401])
  assert.equal(
    (await clientOf(emulator.url, { auth: { token: async () => 'the-right-one' } }).list()).objects.length,
    10,
  )
})

test('the emulator in the process answers as the one behind the network', async () => {
  const { createEmulator } = await loadEmulator()
  const { fetch } = createEmulator({ users: 1000, seed: 1 })
  const inProcess = clientOf('https://anywhere.example', { fetch })
  const options = { where: { id: { $lt: 55000 } }, select: ['id', 'openid'], orderBy: 'id' }
  assert.deepEqual((await inProcess.list(options)).objects, (await clientOf(emulatorUrl).list(options)).objects)
})
