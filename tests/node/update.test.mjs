// Changes: what each helper puts into the body, and which changes are refused before anything is sent.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { assertRefused, clientOf, esm, failure } from './support.mjs'

const { append, appendUnique, increment, merge, pop, remove, shift, unset } = esm

const bodies = []
const users = clientOf('https://nowhere.example', {
  fetch: async (_, { body }) => {
    bodies.push(body)
    return Response.json({ id: 5, operation_result: [], limit: 20, offset: 0, total_count: null, next: null })
  },
})

/** Every way to send an update. */
const WAYS = {
  update: (update) => users.update(5, update),
  updateMany: (update) => users.updateMany({ where: {}, update }),
  'legacy.updateUser': (update) => users.legacy.updateUser(5, update),
}

for (const [name, change, json] of [
  ['increment', increment(1), { $incr_by: 1 }],
  ['increment below zero', increment(-2.5), { $incr_by: -2.5 }],
  ['append one', append('a'), { $append: ['a'] }],
  ['append several', append(['a', { b: 1 }, null]), { $append: ['a', { b: 1 }, null] }],
  ['append an array', append([['a']]), { $append: [['a']] }],
  ['appendUnique', appendUnique('a'), { $append_unique: ['a'] }],
  ['remove', remove(['a', 1]), { $remove: ['a', 1] }],
  ['merge', merge({ city: '广州', more: { deep: [1] } }), { $update: { city: '广州', more: { deep: [1] } } }],
  ['pop', pop(), { $pop: 1 }],
  ['shift', shift(), { $pop: -1 }],
  ['unset', unset(), { $unset: '' }],
]) {
  test(`${name} is a frozen plain object in the words of the wire`, () => {
    assert.deepEqual(change, json)
    assert(Object.isFrozen(change))
    assert.equal(Object.getPrototypeOf(change), Object.prototype)
  })
}

for (const [name, update, body] of [
  [
    'values',
    { a: 1, b: 'x', c: true, d: null, e: [], f: {}, g: [{ h: [null] }] },
    '{"a":1,"b":"x","c":true,"d":null,"e":[],"f":{},"g":[{"h":[null]}]}',
  ],
  ['a date', { a: new Date(0) }, '{"a":"1970-01-01T00:00:00.000Z"}'],
  ['an object with toJSON', { a: { toJSON: () => ({ b: 1 }) } }, '{"a":{"b":1}}'],
  [
    'every change',
    { a: increment(1), b: append('x'), c: appendUnique('y'), d: remove('z'), e: merge({ k: 1 }), f: pop(), g: shift() },
    '{"a":{"$incr_by":1},"b":{"$append":["x"]},"c":{"$append_unique":["y"]},"d":{"$remove":["z"]},"e":{"$update":{"k":1}},"f":{"$pop":1},"g":{"$pop":-1}}',
  ],
  ['unset', { a: unset(), b: 1, c: unset() }, '{"b":1,"$unset":{"a":"","c":""}}'],
  ['the $unset of the wire', { b: 1, $unset: { a: '' } }, '{"b":1,"$unset":{"a":""}}'],
  ['only $unset', { $unset: { a: '' } }, '{"$unset":{"a":""}}'],
  ['both forms of unset', { a: unset(), $unset: { b: '' } }, '{"$unset":{"a":"","b":""}}'],
  ['the JSON of the wire', { a: { $incr_by: 1 }, b: { $append: ['x'] } }, '{"a":{"$incr_by":1},"b":{"$append":["x"]}}'],
  ['an object without a prototype', Object.assign(Object.create(null), { a: 1 }), '{"a":1}'],
  ['a megabyte', { a: 'x'.repeat(1_000_000) }, `{"a":"${'x'.repeat(1_000_000)}"}`],
  ['names of other alphabets', { 等级: 1 }, '{"等级":1}'],
  ['a frozen object', Object.freeze({ a: Object.freeze([1]) }), '{"a":[1]}'],
]) {
  test(`${name}: written as the wire writes it, by every operation that updates`, async () => {
    for (const way of Object.values(WAYS)) {
      await way(update)
      assert.equal(bodies.pop(), body)
    }
  })
}

const READ_ONLY = [
  'avatar',
  'city',
  'country',
  'created_at',
  'created_by',
  'gender',
  'id',
  'is_authorized',
  'language',
  'nickname',
  'openid',
  'province',
  'unionid',
  'updated_at',
  '_username',
  '_email',
  '_email_verified',
  '_phone',
  '_phone_verified',
  '_provider',
  '_anything',
]

for (const name of READ_ONLY) {
  test(`the built-in field ${name} is neither set nor changed nor cleared`, async () => {
    for (const way of Object.values(WAYS)) {
      for (const update of [
        { [name]: 1 },
        { [name]: null },
        { [name]: increment(1) },
        { [name]: unset() },
        { $unset: { [name]: '' } },
        { a: 1, [name]: 'x' },
      ]) {
        assertRefused(await failure(way(update)), new RegExp(`${name}: a built-in field cannot be updated`))
      }
    }
    assert.deepEqual(bodies, [])
  })
}

for (const [name, update, message] of [
  ['set and cleared at once', { a: 1, $unset: { a: '' } }, 'a: set and unset at once'],
  ['changed and cleared at once', { a: increment(1), $unset: { a: '' } }, 'a: set and unset at once'],
  ['nothing', {}, 'update: expected at least one field to change'],
  ['nothing to clear', { $unset: {} }, 'update: expected at least one field to change'],
  ['undefined', { a: undefined }, 'a: expected a value, got undefined; unset() clears a field'],
  ['a path', { 'a.b': 1 }, 'a.b: a path cannot be updated; merge() changes keys of an object field'],
  ['an operator as a field', { $set: { a: 1 } }, '$set: "$set" is not a field name'],
  ['an unknown change', { a: { $inc: 1 } }, /^a\.\$inc: not an atomic change; there are \$incr_by/],
  ['two changes of one field', { a: { $incr_by: 1, $pop: 1 } }, 'a: expected one atomic change and nothing beside it'],
  ['a change and a value', { a: { $incr_by: 1, b: 2 } }, 'a: expected one atomic change and nothing beside it'],
  ['$unset of a string', { $unset: 'a' }, '$unset: expected an object of fields, got "a"'],
  ['increment by a string', { a: increment('1') }, 'a.$incr_by: expected a number, got "1"'],
  ['increment by NaN', { a: increment(NaN) }, 'a.$incr_by: expected a number, got NaN'],
  ['increment by nothing', { a: increment() }, 'a.$incr_by: expected a number, got undefined'],
  ['increment by a BigInt', { a: increment(1n) }, 'a.$incr_by: expected a number, got a BigInt'],
  ['append of nothing', { a: append([]) }, 'a.$append: expected an array of at least one item, got an empty array'],
  ['append of undefined', { a: append() }, /^a\.\$append\[0\]: expected a JSON value, got undefined$/],
  ['append of a function', { a: append([1, () => {}]) }, 'a.$append[1]: expected a JSON value, got a function'],
  ['merge of nothing', { a: merge({}) }, /^a\.\$update: expected an object with at least one key/],
  ['merge of an array', { a: merge([1]) }, /^a\.\$update: expected an object with at least one key/],
  [
    'merge of a path',
    { a: merge({ 'b.c': 1 }) },
    'a.$update.b.c: expected a key without $ at its beginning and without dots',
  ],
  ['pop of another end', { a: { $pop: 2 } }, 'a.$pop: expected 1 or -1, got 2'],
  ['a symbol deep inside', { a: { b: [{ c: Symbol('x') }] } }, 'a.b[0].c: expected a JSON value, got a symbol'],
  [
    'a cycle',
    (() => {
      const a = { b: [] }
      a.b.push(a)
      return { a }
    })(),
    'a.b[0]: expected a JSON value, got an object that holds itself',
  ],
  ['a map', { a: new Map([[1, 2]]) }, 'a: expected a JSON value, got a Map'],
  ['an invalid date', { a: new Date(NaN) }, 'a: expected a JSON value, got an invalid date'],
]) {
  test(`${name}: refused with its path, by every operation that updates`, async () => {
    for (const way of Object.values(WAYS)) assertRefused(await failure(way(update)), message)
    assert.deepEqual(bodies, [])
  })
}

test('a change may be used more than once', async () => {
  const change = increment(1)
  await users.update(5, { a: change, b: change })
  await users.update(5, { a: change })
  assert.deepEqual(bodies.splice(0), ['{"a":{"$incr_by":1},"b":{"$incr_by":1}}', '{"a":{"$incr_by":1}}'])
})

test('what may be sent twice is called retryable after a failure of the server, and nothing else is', async () => {
  const failing = clientOf('https://nowhere.example', { fetch: async () => new Response('{}', { status: 503 }) })
  for (const [update, retryable] of [
    [{ a: 1 }, true],
    [{ a: appendUnique('x') }, true],
    [{ a: remove('x') }, true],
    [{ a: merge({ k: 1 }) }, true],
    [{ a: unset() }, true],
    [{ a: increment(1) }, false],
    [{ a: append('x') }, false],
    [{ a: pop() }, false],
    [{ a: shift() }, false],
    [{ b: 1, a: { $incr_by: 1 } }, false],
  ]) {
    for (const [call, harmless] of [
      [failing.update(5, update), retryable],
      [failing.legacy.updateUser(5, update), retryable],
      // Sent again, it would go on with the users that match next.
      [failing.updateMany({ where: {}, update }), false],
    ]) {
      const error = await failure(call)
      assert.deepEqual(
        [error.code, error.outcome, error.retryable],
        ['server_error', 'unknown', harmless],
        JSON.stringify(update),
      )
    }
  }
})

test('$unset that says anything but an empty string is refused: false does not clear', async () => {
  for (const value of [false, true, 0, 1, null, undefined, 'a', {}, [], NaN, 1n]) {
    for (const way of Object.values(WAYS)) {
      assertRefused(await failure(way({ $unset: { a: value } })), '$unset')
      assertRefused(await failure(way({ a: { $unset: value } })), '$unset')
    }
  }
  assert.deepEqual(bodies, [])
})
