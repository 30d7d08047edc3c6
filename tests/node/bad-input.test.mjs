// Arguments of every wrong kind, in every place: refused by name before anything is sent. The client works afterwards.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import vm from 'node:vm'
import { assertRefused, clientOf, esm, failure, OPERATIONS, PASSWORD, thrown, watchForStrays } from './support.mjs'
import { assertAllRefused, fetch, Instance, sent, users, WEIRD, weirdBut } from './weird.mjs'

const { append, field, merge, Where } = esm

watchForStrays()

const IDS = weirdBut([], { undefined, zero: 0, minusZero: -0, idInArray: [5], idInObject: { id: 5 } })
const WORDS = ['empty', 'path', 'digits', 'lineBreak']
const JSON_VALUES = ['null', 'true', 'minusOne', 'fraction', 'tooGreat', ...WORDS]

for (const [name, id, call] of [
  ['get', 'id', (id) => users.get(id)],
  ['update', 'id', (id) => users.update(id, { a: 1 })],
  ['updateAccount', 'id', (id) => users.updateAccount(id, { newPassword: PASSWORD })],
  ['bulkOperation', 'operationId', (id) => users.bulkOperation(id)],
  ['legacy.getUser', 'id', (id) => users.legacy.getUser(id)],
  ['legacy.updateUser', 'id', (id) => users.legacy.updateUser(id, { a: 1 })],
  ['legacy.getUserProfile', 'userId', (id) => users.legacy.getUserProfile(id)],
  ['legacy.getUserProfileByPath', 'profileId', (id) => users.legacy.getUserProfileByPath(id)],
]) {
  test(`${name}: a wrong ${id}`, async () => {
    const ids = name === 'bulkOperation' ? IDS.filter(([label]) => !label.toLowerCase().includes('zero')) : IDS
    await assertAllRefused(ids, (value) => failure(call(value)), new RegExp(`^${id} must be an integer between`))
  })
}

const LISTS = {
  list: (options) => users.list(options),
  'legacy.listUsers': (options) => users.legacy.listUsers(options),
}
const LIMITED = {
  ...LISTS,
  updateMany: (options) => users.updateMany({ where: {}, update: { a: 1 }, ...options }),
  'legacy.listUserProfiles': (options) => users.legacy.listUserProfiles(options),
}
for (const [name, call] of Object.entries(LIMITED)) {
  test(`${name}: a wrong limit and a wrong offset`, async () => {
    await assertAllRefused(
      weirdBut([], { zero: 0, tooMany: 1001 }),
      (limit) => failure(call({ limit })),
      /^limit must be an integer between 1 and 1000, got /,
    )
    await assertAllRefused(
      weirdBut([]),
      (offset) => failure(call({ offset })),
      /^offset must be an integer between 0 and 9007199254740991, got /,
    )
  })
  if (name === 'legacy.listUserProfiles') continue
  test(`${name}: a wrong withCount and a wrong where`, async () => {
    await assertAllRefused(
      weirdBut(['true'], { one: 1, zero: 0, word: 'true' }),
      (withCount) => failure(call({ withCount })),
      /^withCount: expected true or false, got /,
    )
    await assertAllRefused(
      weirdBut([], { array: [{ a: 1 }], arrayOfNone: [], one: 1 }),
      (where) => failure(call({ where })),
      /where|^(self|AbortError):|^a[.:[]|is not a field name|is not an operator/,
    )
  })
}
for (const [name, call] of Object.entries({
  ...LISTS,
  get: (options) => users.get(5, options),
  'legacy.getUser': (options) => users.legacy.getUser(5, options),
})) {
  test(`${name}: a wrong select, expand and order`, async () => {
    const NAMES = weirdBut(['digits'], {
      none: [],
      both: ['a', '-b', 5],
      nested: [['a']],
      comma: 'a,b',
      space: 'a b',
      dots: 'a..b',
      operator: '$where',
    })
    await assertAllRefused(NAMES, (select) => failure(call({ select })), /^select/)
    await assertAllRefused([...NAMES, ['minus', '-a']], (expand) => failure(call({ expand })), /^expand/)
    if (LISTS[name])
      await assertAllRefused(
        [...NAMES, ['unsortable', 'gender'], ['unsortable descending', ['id', '-city']]],
        (orderBy) => failure(call({ orderBy })),
        /^orderBy/,
      )
  })
}

test('a wrong value in a condition names its path', async () => {
  for (const [operator, right] of [
    ['$eq', JSON_VALUES],
    ['$ne', JSON_VALUES],
    ['$gt', ['minusOne', 'fraction', 'tooGreat', ...WORDS]],
    ['$in', []],
    ['$all', []],
    ['$contains', WORDS],
    ['$regex', ['path', 'digits', 'lineBreak']],
    ['$exists', ['true']],
    ['$isnull', ['true']],
    ['$range', []],
    ['$has_key', []],
    ['$within', []],
    ['$intersects', []],
    ['$center', []],
    ['$nearsphere', []],
  ]) {
    const values = weirdBut([...right, 'megabyte'])
    await assertAllRefused(
      values,
      (value) => failure(users.list({ where: { level: { [operator]: value } } })),
      `level.${operator}`,
    )
    await assertAllRefused(
      values,
      (value) => failure(users.count({ $or: [{}, { level: { [operator]: value } }] })),
      `$or[1].level.${operator}`,
    )
    await assertAllRefused(
      values,
      async (value) => thrown(() => Where.from({ level: { [operator]: value } })),
      `level.${operator}`,
    )
  }
  await assertAllRefused(
    [['megabyte', 'x'.repeat(1_000_000)]],
    (value) => failure(users.list({ where: { level: value } })),
    /url would have 1000\d\d\d characters/,
  )
})

for (const [name, method, right] of [
  ['eq', 'eq', JSON_VALUES],
  ['lt', 'lt', ['minusOne', 'fraction', 'tooGreat', ...WORDS]],
  ['in', 'in', []],
  ['contains', 'contains', WORDS],
  ['isNull', 'isNull', ['true']],
  ['regex', 'regex', ['path', 'digits', 'lineBreak', 'regExp']],
  ['hasKey', 'hasKey', []],
  ['within', 'within', []],
  ['all', 'all', []],
]) {
  test(`field().${name}: a wrong operand`, async () => {
    await assertAllRefused(
      weirdBut([...right, 'megabyte']),
      async (value) => thrown(() => field('level')[method](value)),
      /^level\.\$/,
    )
  })
}

test('field(): a wrong name', async () => {
  await assertAllRefused(weirdBut(['digits']), async (name) => thrown(() => field(name).eq(1)), /field/)
})

test('and() and or(): a wrong part', async () => {
  for (const join of ['and', 'or']) {
    await assertAllRefused(
      weirdBut([]),
      async (part) => thrown(() => esm[join]({}, part)),
      new RegExp(`^\\$${join}\\[1\\]`),
    )
  }
})

for (const [name, call] of Object.entries({
  update: (update) => users.update(5, update),
  updateMany: (update) => users.updateMany({ where: {}, update }),
  'legacy.updateUser': (update) => users.legacy.updateUser(5, update),
})) {
  test(`${name}: a wrong update, and wrong values in it`, async () => {
    await assertAllRefused(
      weirdBut([], { undefined, array: [], instance: new Instance() }),
      (update) => failure(call(update)),
      /update|^a[.:[]|^(self|AbortError):|is not a field name|^0/,
    )
    const values = weirdBut([...JSON_VALUES, 'megabyte'], { undefined })
    await assertAllRefused(values, (value) => failure(call({ level: value })), /^level/)
    await assertAllRefused(
      values,
      (value) => failure(call({ level: { deep: [0, { value }] } })),
      /^level\.deep\[1\]\.value/,
    )
    await assertAllRefused(
      weirdBut([...JSON_VALUES, 'megabyte', 'foreignInArray', 'sparse'], { undefined }),
      (value) => failure(call({ level: append(value) })),
      /^level\.\$append/,
    )
    await assertAllRefused(weirdBut([]), (value) => failure(call({ level: merge(value) })), /^level\.\$update/)
    await assertAllRefused(
      weirdBut(['minusOne', 'fraction', 'tooGreat']),
      (value) => failure(call({ level: { $incr_by: value } })),
      /^level\.\$incr_by/,
    )
    await assertAllRefused(
      weirdBut([]).filter(([, value]) => typeof value !== 'object'),
      (value) => failure(call({ $unset: value })),
      /^\$unset: expected an object of fields/,
    )
  })
}

test('updateMany does not take silence for everyone', async () => {
  const missing = [
    ['nothing', undefined],
    ['no where', { update: { a: 1 } }],
    ['undefined', { where: undefined, update: { a: 1 } }],
    ['null', { where: null, update: { a: 1 } }],
  ]
  await assertAllRefused(
    missing,
    (options) => failure(users.updateMany(options)),
    /^where: expected an object of conditions/,
  )
})

test('updateAccount: a wrong account, and wrong parts of it', async () => {
  await assertAllRefused(
    weirdBut([], { undefined, none: {}, onlyUndefined: { email: undefined }, unknown: { new_password: PASSWORD } }),
    (account) => failure(users.updateAccount(5, account)),
    /^account/,
  )
  for (const name of ['username', 'email', 'phone']) {
    await assertAllRefused(
      weirdBut(['null', 'path', 'digits', 'lineBreak', 'megabyte'], { blank: ' ' }),
      (value) => failure(users.updateAccount(5, { [name]: value })),
      new RegExp(`^${name}: expected`),
    )
  }
  await assertAllRefused(
    weirdBut(['path', 'digits', 'lineBreak', 'megabyte']),
    (newPassword) => failure(users.updateAccount(5, { newPassword })),
    /^newPassword: expected/,
  )
})

test('a password is never shown, whatever is wrong beside it', async () => {
  for (const account of [
    { newPassword: [PASSWORD] },
    { newPassword: { toString: () => PASSWORD, value: PASSWORD } },
    { newPassword: `${PASSWORD}\ud800` },
    { newPassword: Object(PASSWORD) },
    { newPassword: PASSWORD, email: 5 },
    { newPassword: PASSWORD, other: PASSWORD },
    { newPassword: Symbol(PASSWORD) },
    { password: PASSWORD },
  ]) {
    // `failure` looks for it everywhere.
    assertRefused(await failure(users.updateAccount(5, account)), /newPassword|email|account/)
  }
  assertRefused(await failure(users.updateAccount(PASSWORD.length + 0.5, { newPassword: PASSWORD })), 'id')
})

test('legacy.listUserProfiles: a wrong filter', async () => {
  const call = (options) => failure(users.legacy.listUserProfiles(options))
  for (const name of ['createdAtGte', 'createdAtGt', 'createdAtLte', 'createdAtLt'])
    await assertAllRefused(weirdBut([]), (value) => call({ [name]: value }), new RegExp(`^${name} must be`))
  await assertAllRefused(
    weirdBut([], { three: 3 }),
    (gender) => call({ gender }),
    /^gender must be an integer between 0 and 2/,
  )
  await assertAllRefused(weirdBut([], { zero: 0 }), (userId) => call({ userId }), /^userId must be/)
  await assertAllRefused(
    weirdBut([], { none: [], number: 5, zero: [0], words: ['5'] }),
    (groupIn) => call({ groupIn }),
    /^groupIn/,
  )
  await assertAllRefused(weirdBut([], { id: 'id' }), (orderBy) => call({ orderBy }), /^orderBy/)
  for (const name of ['nickname', 'nicknameContains', 'openid', 'unionid']) {
    await assertAllRefused(
      weirdBut([...WORDS, 'megabyte']),
      (value) => call({ [name]: value }),
      new RegExp(`^${name}: expected a string`),
    )
  }
})

for (const [operation, { call }] of Object.entries(OPERATIONS)) {
  test(`${operation}: wrong options, and unknown ones`, async () => {
    await assertAllRefused(
      weirdBut([], { zero: 0, tooLong: 2 ** 31 }),
      (timeoutMs) => failure(call(users, { timeoutMs })),
      /^timeoutMs must be an integer between 1 and 2147483647/,
    )
    await assertAllRefused(weirdBut([]), (signal) => failure(call(users, { signal })), /signal/)
    await assertAllRefused(
      [
        ['unknown', { limits: 5 }],
        ['misspelt', { Signal: undefined, timeoutMS: 5 }],
        ['undefined as well', { nothing: undefined }],
        ['__proto__', Object.defineProperty({}, '__proto__', { value: 5, enumerable: true })],
        ['constructor', { constructor: 5 }],
        ['an index', { 0: 'a' }],
        ['a long one', { ['x'.repeat(1_000_000)]: 1 }],
        ['an empty one', { '': 1 }],
      ],
      (options) => failure(call(users, options)),
      /^options: unknown member/,
    )
    if (operation === 'updateMany') return
    await assertAllRefused(
      weirdBut(['global']),
      (options) => failure(call(users, options)),
      /options|^a:|unknown member|^signal/,
    )
  })

  test(`${operation}: options without a prototype, frozen, or of another realm are fine`, async () => {
    const before = sent
    for (const options of [
      Object.assign(Object.create(null), { timeoutMs: 5000 }),
      Object.freeze({ timeoutMs: 5000 }),
      vm.runInNewContext('({ timeoutMs: 5000 })'),
      new Proxy({ timeoutMs: 5000 }, {}),
      { signal: undefined },
      {},
    ]) {
      await call(users, options)
    }
    assert.equal(sent, before + 6)
  })
}

test('what pollutes a prototype is not taken for an option', async (t) => {
  t.after(() => {
    delete Object.prototype.limit
    delete Object.prototype.signal
  })
  Object.prototype.limit = 7
  let target
  const client = clientOf('https://nowhere.example', {
    fetch: async (url) => {
      target = url
      return fetch()
    },
  })
  await client.list({})
  assert.match(target, /limit=20$/)
})

test('a condition is not made by new, and its methods belong to it', () => {
  for (const args of [[], [{}], [Symbol('checked'), '{}'], [undefined, '{}']])
    assertRefused(
      thrown(() => new Where(...args)),
      'where',
    )
  assert.throws(() => Where.prototype.toJSON.call({}), TypeError)
})

test('MinappError.is answers about everything', () => {
  for (const [label, value] of WEIRD) assert.equal(esm.MinappError.is(value), false, label)
})

test('an object with a symbol key or a hidden member is not taken for an empty one', async () => {
  const before = sent
  for (const value of [{ [Symbol('or')]: [{ vip: true }] }, Object.defineProperty({}, 'vip', { value: true })]) {
    for (const call of [
      users.updateMany({ where: value, update: { a: 1 } }),
      users.updateMany({ where: {}, update: value }),
      users.update(5, { a: value }),
      users.count(value),
      users.list(value),
    ]) {
      assertRefused(await failure(call), 'an object with a symbol key or a hidden member')
    }
  }
  assert.equal(sent, before)
})

test('an operator inside a value is refused, and no field is named twice', async () => {
  for (const [update, message] of [
    [{ a: { b: esm.increment(1) } }, /^a\.b\.\$incr_by: /],
    [{ a: merge({ b: esm.increment(1) }) }, /^a\.\$update\.b\.\$incr_by: /],
    [{ a: field('x').eq(1) }, /^a\.x\.\$eq: /],
    [{ a: esm.unset(), $unset: { a: '' } }, /^\$unset\.a: unset twice$/],
  ]) {
    assertRefused(await failure(users.update(5, update)), message)
  }
})

test('a signal whose reading throws is refused, and not left out', async () => {
  const options = {
    get signal() {
      throw new Error('no')
    },
  }
  assertRefused(await failure(users.list(options)), /^signal: expected an AbortSignal/)
})

test('a surplus argument is refused: the signal or time in it would go unheard', async () => {
  const before = sent
  for (const [call, message] of [
    [() => users.list({}, { signal: AbortSignal.abort() }), /^list: takes no further argument, got an object$/],
    [() => users.updateMany({ where: {}, update: { a: 1 } }, { timeoutMs: 5 }), /^updateMany: takes no further/],
    [() => users.get(5, {}, 7), /^get: takes no further argument, got 7$/],
    [() => users.legacy.updateUser(5, { a: 1 }, {}, {}), /^legacy\.updateUser: takes no further/],
  ]) {
    assertRefused(await failure(call()), message)
  }
  assert.equal(sent, before)
})
