// The generated users: the documented ones, every type, nulls and gaps, names.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { BEARER, createEmulator, DOCUMENTED, HOST } from './twins.mjs'

const users = createEmulator().snapshot()

test('the documented users are in every population', () => {
  for (const [asked, made] of [[0, 6], [1, 6], [7, 7], [1000, 1000]]) {
    const ids = createEmulator({ users: asked, seed: 9 }).snapshot().map(({ id }) => id)
    assert.equal(ids.length, made)
    assert.deepEqual(DOCUMENTED.filter((id) => !ids.includes(id)), [])
  }
})

test('the documented users have the data of their examples', () => {
  const user = (wanted) => users.find(({ id }) => id === wanted)
  const chinese = { city: '广州', country: '中国', is_authorized: true, language: 'zh_CN', province: '广东', test: 'test', unionid: null }
  const { avatar, ...first } = user(64501217)
  assert.deepEqual(first, {
    ...chinese,
    created_at: 1542364387,
    created_by: 64501217,
    gender: 1,
    id: 64501217,
    nickname: '你今天真好看',
    openid: 'o0b495YcphSE24RbTl7K9dMx_QAA',
    updated_at: 1542872767,
  })
  const { avatar: _, ...second } = user(70695404)
  assert.deepEqual(second, {
    ...chinese,
    created_at: 1542858732,
    created_by: 70695404,
    gender: 0,
    id: 70695404,
    nickname: '你也是',
    openid: 'o0b495agcnGojMQbCnlB9AV6OeDw',
    updated_at: 1542958030,
    _email: 'pretty_girl@example.com',
    _email_verified: false,
    _phone: '13800138000',
    _phone_verified: true,
  })
  assert.equal(user(88888).nickname, '你今天真好看')
  assert.equal(user(88888).openid, 'o0b495YcphSE24RbTl7K9dMx_A')
  assert.deepEqual(user(55019).user_group, [137])
  const { nickname, city, country, gender, created_at, openid, province } = user(55019)
  assert.deepEqual(
    [nickname, city, country, gender, created_at, openid, province],
    ['PCG', 'Guangzhou', 'China', 1, 1504504504, 'onzns0KsLKFyg3-VcW0GwTE6xxxx', 'Guangdong'],
  )
})

test('v1 shows a documented user as its example does', async () => {
  const response = await createEmulator().fetch(`${HOST}/oserve/v1/miniapp/user-profile/?user_id=55019`, { headers: BEARER })
  const keys = ['avatar', 'city', 'country', 'created_at', 'gender', 'id', 'nickname', 'openid', 'unionid', 'province', 'user_group', 'user_id']
  assert.deepEqual(Object.keys(await response.json()), keys)
})

const isDate = (value) => typeof value === 'string' && /^\d{4}-\d\d-\d\dT/.test(value) && !Number.isNaN(Date.parse(value))
const isPlain = (value) => typeof value === 'object' && value !== null && !Array.isArray(value)
for (const [name, type, is] of [
  ['test', 'string', (value) => typeof value === 'string'],
  ['level', 'integer', Number.isSafeInteger],
  ['balance', 'number', Number.isFinite],
  ['vip', 'boolean', (value) => typeof value === 'boolean'],
  ['birthday', 'date', isDate],
  ['tags', 'array', Array.isArray],
  ['address', 'object', isPlain],
  ['location', 'geojson', (value) => value.type === 'Point' && value.coordinates.every(Number.isFinite)],
  ['area', 'geojson', (value) => value.type === 'Polygon' && value.coordinates[0].length === 5],
]) {
  test(`${name} is a ${type}, or null, or missing`, () => {
    const values = users.filter((user) => name in user).map((user) => user[name])
    assert(values.length < users.length, 'missing somewhere')
    assert(values.includes(null), 'null somewhere')
    assert(values.filter((value) => value !== null).length > users.length / 2)
    assert.deepEqual(values.filter((value) => value !== null && !is(value)), [])
    assert(new Set(values.map((value) => JSON.stringify(value))).size > 2, 'not always the same')
  })
}

test('built-in fields are null here and there', () => {
  for (const name of ['nickname', 'unionid', 'avatar', 'city']) {
    const nulls = users.filter((user) => user[name] === null).length
    assert(nulls > 0 && nulls < users.length, `${name}: ${nulls} of ${users.length} are null`)
  }
})

test('names are Chinese and others', () => {
  const names = users.flatMap(({ nickname }) => nickname ?? [])
  const share = (pattern) => names.filter((name) => pattern.test(name)).length / names.length
  assert(share(/\p{Script=Han}/u) > 0.3)
  assert(share(/[a-z]/i) > 0.1)
  assert(new Set(names).size > names.length / 3)
})

test('ids are safe integers of different lengths, in ascending order, and nobody’s twice', () => {
  const ids = users.map(({ id }) => id)
  assert(ids.every((id) => Number.isSafeInteger(id) && id > 0))
  assert(ids.every((id, index) => index === 0 || ids[index - 1] < id))
  assert(new Set(ids.map((id) => String(id).length)).size >= 6)
})

test('usernames and emails belong to one user each', () => {
  for (const name of ['_username', '_email']) {
    const logins = users.flatMap((user) => user[name]?.toLowerCase() ?? [])
    assert(logins.length > 1)
    assert.equal(new Set(logins).size, logins.length, name)
  }
})
