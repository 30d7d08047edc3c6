// The builder and the plain JSON: the same conditions, the same checks, the same words.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { assertRefused, clientOf, esm, failure, thrown } from './support.mjs'

const { and, field, or, Where } = esm
const point = { type: 'Point', coordinates: [113.3, 23.1] }
const polygon = {
  type: 'Polygon',
  coordinates: [
    [
      [0, 0],
      [2, 0],
      [2, 2],
      [0, 0],
    ],
  ],
}
const circle = { coordinates: [113.3, 23.1], radius: 5 }
const ring = { geometry: point, min_distance: 1, max_distance: 500.5 }
const date = new Date('2026-01-02T03:04:05.678Z')
const iso = '2026-01-02T03:04:05.678Z'

let sent = 0
const users = clientOf('https://nowhere.example', {
  fetch: async () => {
    sent++
    return Response.json({ meta: { total_count: 0 }, objects: [] })
  },
})

for (const [name, built, json] of [
  ['eq', () => field('a').eq(1), { a: { $eq: 1 } }],
  ['eq null', () => field('a').eq(null), { a: { $eq: null } }],
  ['eq array', () => field('a').eq([1, 'x', null, [true]]), { a: { $eq: [1, 'x', null, [true]] } }],
  ['eq object', () => field('a').eq({ b: { $c: 1 } }), { a: { $eq: { b: { $c: 1 } } } }],
  ['eq date', () => field('a').eq(date), { a: { $eq: iso } }],
  ['eq on a path', () => field('address.city').eq('广州'), { 'address.city': { $eq: '广州' } }],
  ['ne', () => field('a').ne('x'), { a: { $ne: 'x' } }],
  ['lt', () => field('a').lt(1.5), { a: { $lt: 1.5 } }],
  ['lte', () => field('a').lte(-1), { a: { $lte: -1 } }],
  ['gt', () => field('a').gt('2000-01-01'), { a: { $gt: '2000-01-01' } }],
  ['gte', () => field('a').gte(date), { a: { $gte: iso } }],
  ['contains', () => field('a').contains('x'), { a: { $contains: 'x' } }],
  ['in', () => field('a').in([1, 'x', null]), { a: { $in: [1, 'x', null] } }],
  ['in nothing', () => field('a').in([]), { a: { $in: [] } }],
  ['notIn', () => field('a').notIn([1]), { a: { $nin: [1] } }],
  ['isNull', () => field('a').isNull(), { a: { $isnull: true } }],
  ['isNull false', () => field('a').isNull(false), { a: { $isnull: false } }],
  ['range', () => field('a').range(1, 9), { a: { $range: [1, 9] } }],
  ['range of dates', () => field('a').range(date, '2027-01-01'), { a: { $range: [iso, '2027-01-01'] } }],
  ['regex', () => field('a').regex('^x'), { a: { $regex: '^x' } }],
  ['regex with options', () => field('a').regex('^x', 'i'), { a: { $regex: '^x', $options: 'i' } }],
  ['regex of a RegExp', () => field('a').regex(/^x\/"y$/), { a: { $regex: '^x\\/"y$' } }],
  ['regex of a RegExp with i', () => field('a').regex(/^x/i), { a: { $regex: '^x', $options: 'i' } }],
  ['regex of a RegExp and options', () => field('a').regex(/^x/, 'i'), { a: { $regex: '^x', $options: 'i' } }],
  ['all', () => field('a').all(['x']), { a: { $all: ['x'] } }],
  ['exists', () => field('a').exists(), { a: { $exists: true } }],
  ['exists false', () => field('a').exists(false), { a: { $exists: false } }],
  ['hasKey', () => field('a').hasKey('b_1'), { a: { $has_key: 'b_1' } }],
  ['intersects', () => field('a').intersects(point), { a: { $intersects: point } }],
  ['within', () => field('a').within(polygon), { a: { $within: polygon } }],
  ['center', () => field('a').center(circle), { a: { $center: circle } }],
  ['nearSphere', () => field('a').nearSphere(ring), { a: { $nearsphere: ring } }],
  [
    'and',
    () => and(field('a').eq(1), { b: 2 }, or({ c: null }, field('d').gt(3))),
    { $and: [{ a: { $eq: 1 } }, { b: 2 }, { $or: [{ c: null }, { d: { $gt: 3 } }] }] },
  ],
  ['and of one', () => and({ a: 1 }), { $and: [{ a: 1 }] }],
  ['or', () => or({ a: 1, b: { $gt: 1, $lt: 9 } }, {}), { $or: [{ a: 1, b: { $gt: 1, $lt: 9 } }, {}] }],
  [
    'a condition in plain JSON',
    () => Where.from({ $or: [field('a').eq(1), { b: 2 }] }),
    { $or: [{ a: { $eq: 1 } }, { b: 2 }] },
  ],
  ['an object without a prototype', () => Where.from(Object.assign(Object.create(null), { a: 1 })), { a: 1 }],
  [
    'a key called __proto__',
    () => Where.from(JSON.parse('{"__proto__":{"$eq":1}}')),
    JSON.parse('{"__proto__":{"$eq":1}}'),
  ],
  ['names of other alphabets', () => field('等级').gte(3), { 等级: { $gte: 3 } }],
  [
    'the greatest numbers',
    () => field('a').in([Number.MAX_SAFE_INTEGER, 1e21, 5e-324, -0]),
    { a: { $in: [Number.MAX_SAFE_INTEGER, 1e21, 5e-324, 0] } },
  ],
  ['half of the planes', () => field('a').eq('\u0000\u001f"\\\u2028😀'), { a: { $eq: '\u0000\u001f"\\\u2028😀' } }],
]) {
  test(`${name} is written as the wire writes it, and JSON of it means the same`, async () => {
    const where = built()
    assert(where instanceof Where)
    assert.deepEqual(where.toJSON(), json)
    assert.equal(JSON.stringify(where), JSON.stringify(json))
    assert.equal(JSON.stringify({ where }), JSON.stringify({ where: json }))
    assert.equal(String(where), JSON.stringify(json))
    assert.deepEqual(Where.from(json).toJSON(), json)
    assert.deepEqual(Where.from(where).toJSON(), json)
    await users.count(where)
    await users.count(json)
  })
}

for (const [name, build, json, message] of [
  ['lt', () => field('a').lt(true), { a: { $lt: true } }, 'a.$lt: expected a number or a string, got true'],
  ['lte', () => field('a').lte(null), { a: { $lte: null } }, 'a.$lte: expected a number or a string, got null'],
  ['gt', () => field('id').gt('3'), { id: { $gt: '3' } }, 'id.$gt: expected a number, got "3"'],
  [
    'gte',
    () => field('created_at').gte('2026-01-01'),
    { created_at: { $gte: '2026-01-01' } },
    'created_at.$gte: expected a number of unix seconds, got "2026-01-01"',
  ],
  ['eq', () => field('nickname').eq(5), { nickname: { $eq: 5 } }, 'nickname.$eq: expected a string, got 5'],
  [
    'eq undefined',
    () => field('a').eq(undefined),
    { a: { $eq: undefined } },
    'a.$eq: expected a JSON value, got undefined',
  ],
  ['eq nothing', () => field('a').eq(), { a: { $eq: undefined } }, 'a.$eq: expected a JSON value, got undefined'],
  ['ne NaN', () => field('a').ne(NaN), { a: { $ne: NaN } }, 'a.$ne: expected a JSON value, got NaN'],
  ['contains', () => field('a').contains(1), { a: { $contains: 1 } }, 'a.$contains: expected a string, got 1'],
  ['in', () => field('a').in('x'), { a: { $in: 'x' } }, 'a.$in: expected an array, got "x"'],
  [
    'in of BigInt',
    () => field('a').in([1, 2n]),
    { a: { $in: [1, 2n] } },
    'a.$in[1]: expected a JSON value, got a BigInt',
  ],
  ['notIn', () => field('id').notIn([1, '2']), { id: { $nin: [1, '2'] } }, 'id.$nin[1]: expected a number, got "2"'],
  ['isNull', () => field('a').isNull(1), { a: { $isnull: 1 } }, 'a.$isnull: expected true or false, got 1'],
  [
    'range',
    () => field('a').range(1),
    { a: { $range: [1, undefined] } },
    'a.$range[1]: expected a number or a string, got undefined',
  ],
  [
    'range of two kinds',
    () => field('a').range(1, '2'),
    { a: { $range: [1, '2'] } },
    'a.$range: expected two numbers or two strings',
  ],
  ['regex', () => field('a').regex(''), { a: { $regex: '' } }, 'a.$regex: expected a regular expression, got ""'],
  [
    'regex of a number',
    () => field('a').regex(5),
    { a: { $regex: 5 } },
    'a.$regex: expected a regular expression, got 5',
  ],
  [
    'regex flags',
    () => field('a').regex(/x/g),
    { a: { $regex: 'x', $options: 'g' } },
    'a.$options: expected "i", got "g"',
  ],
  [
    'regex more flags',
    () => field('a').regex(/x/gi),
    { a: { $regex: 'x', $options: 'gi' } },
    'a.$options: expected "i", got "gi"',
  ],
  [
    'regex options',
    () => field('a').regex('x', 'm'),
    { a: { $regex: 'x', $options: 'm' } },
    'a.$options: expected "i", got "m"',
  ],
  ['all', () => field('a').all(1), { a: { $all: 1 } }, 'a.$all: expected an array, got 1'],
  ['exists', () => field('a').exists('yes'), { a: { $exists: 'yes' } }, 'a.$exists: expected true or false, got "yes"'],
  [
    'hasKey',
    () => field('a').hasKey('1a'),
    { a: { $has_key: '1a' } },
    'a.$has_key: expected a letter followed by letters, digits and _, got "1a"',
  ],
  ['a name', () => field('a b').eq(1), { 'a b': { $eq: 1 } }, 'a b: "a b" is not a field name'],
  [
    'an operator as a name',
    () => field('$where').eq(1),
    { $where: { $eq: 1 } },
    '$where: expected a field name, $and or $or here',
  ],
  [
    'an invalid date',
    () => field('a').gte(new Date(NaN)),
    { a: { $gte: new Date(NaN) } },
    'a.$gte: expected a number or a string, got an invalid date',
  ],
]) {
  test(`a wrong ${name} is refused in the same words by builder and JSON`, async () => {
    const before = sent
    const errors = [
      thrown(build),
      thrown(() => Where.from(json)),
      await failure(users.count(json)),
      await failure(users.list({ where: json })),
      await failure(users.updateMany({ where: json, update: { a: 1 } })),
      await failure(users.legacy.listUsers({ where: json })),
    ]
    for (const error of errors) {
      assert.equal(error.message, message)
      assertRefused(error, message)
    }
    assert.equal(sent, before)
  })
}

for (const [name, where, message] of [
  ['geometry of another type', { a: { $within: point } }, /^a\.\$within/],
  [
    'an open ring',
    {
      a: {
        $within: {
          type: 'Polygon',
          coordinates: [
            [
              [0, 0],
              [2, 0],
              [2, 2],
              [0, 1],
            ],
          ],
        },
      },
    },
    /^a\.\$within\.coordinates\[0\]/,
  ],
  [
    'a longitude beyond 180',
    { a: { $intersects: { type: 'Point', coordinates: [181, 0] } } },
    /^a\.\$intersects\.coordinates/,
  ],
  ['a radius below 0', { a: { $center: { coordinates: [0, 0], radius: -1 } } }, /^a\.\$center\.radius/],
  [
    'a distance that is no number',
    { a: { $nearsphere: { geometry: point, max_distance: '5' } } },
    /^a\.\$nearsphere\.max_distance/,
  ],
  [
    'nested mistakes',
    { $or: [{ a: 1 }, { $and: [{ b: { $gte: [] } }] }] },
    /^\$or\[1\]\.\$and\[0\]\.b\.\$gte: expected a number or a string, got an empty array$/,
  ],
  ['an unknown operator', { a: { $like: 'x' } }, /^a: "\$like" is not an operator/],
  ['an object that is no operator', { a: { b: 1 } }, /^a: "b" is not an operator/],
  ['nothing to compare with', { a: {} }, /^a: expected an operator/],
  ['$and of an object', { $and: { a: 1 } }, /^\$and: expected an array/],
  ['$or of nothing', { $or: [] }, /^\$or: expected an array of at least one condition/],
  ['options alone', { a: { $options: 'i' } }, /^a\.\$options: only stands beside \$regex/],
  ['an empty name', { '': 1 }, /"" is not a field name/],
]) {
  test(`${name}: refused with its path`, async () => {
    assertRefused(
      thrown(() => Where.from(where)),
      message,
    )
    assertRefused(await failure(users.list({ where })), message)
  })
}

test('and and or need a part, and each part a condition', () => {
  assertRefused(
    thrown(() => and()),
    '$and',
  )
  assertRefused(
    thrown(() => or()),
    '$or',
  )
  assertRefused(
    thrown(() => and({ a: 1 }, 5)),
    '$and[1]',
  )
  assertRefused(
    thrown(() => or(undefined)),
    '$or[0]',
  )
  assertRefused(
    thrown(() => and([{ a: 1 }])),
    '$and[0]',
  )
  assertRefused(
    thrown(() => or(field('a').eq(1), { b: { $gte: true } })),
    '$or[1].b.$gte',
  )
})

test('a field without a name is refused', () => {
  for (const name of [undefined, null, 5, {}, [], Symbol('x'), () => {}, 1n, '\ud800'])
    assertRefused(
      thrown(() => field(name).eq(1)),
      'field',
    )
})

test('toJSON gives a new object each time', () => {
  const where = field('a').in([1])
  where.toJSON().a.$in.push(2)
  assert.deepEqual(where.toJSON(), { a: { $in: [1] } })
})

test('a condition does not follow later changes of what it was made of', () => {
  const values = [1]
  const where = field('a').in(values)
  values.push(2)
  assert.deepEqual(where.toJSON(), { a: { $in: [1] } })
})

test('what was right once does not make right what is wrong', () => {
  const itself = [1]
  itself.push(itself)
  for (const [build, right, wrong] of [
    [(id) => field('id').eq(id), 1, '1'],
    [(id) => field('id').in(id), [1, 2], [1, '2']],
    [(id) => field('id').in(id), [1, 2], [1, [2]]],
    [(id) => field('id').in(id), [1], 1],
    [(name) => field('nickname').eq(name), 'x', 'x\ud800'],
    [(name) => field('nickname').contains(name), 'x', ['x']],
    [(pattern) => field('a').regex(pattern), 'x', ''],
    [(key) => field('a').hasKey(key), 'x', '1x'],
    [(yes) => field('a').exists(yes), true, 1],
    [(level) => field('a').gte(level), 1, NaN],
    [(level) => field('a').gte(level), 'x', true],
    [(values) => field('a').all(values), [1, 'x', true], [1, NaN]],
    [(values) => field('a').all(values), [1], itself],
    [(values) => field('a').all(values), [1], [1, , 2]],
    [(values) => field('a').all(values), [1], [1, field]],
    [(values) => field('a').all(values), [1], Array.from({ length: 250_001 }, () => 1)],
    [(ends) => field('a').range(1, ends), 2, 'x'],
  ]) {
    for (let times = 0; times < 3; times++) {
      assert(build(right) instanceof Where)
      assertRefused(
        thrown(() => build(wrong)),
        '',
      )
    }
  }
})

test('conditions that are joined deeper than can be sent are refused', () => {
  let where = field('a').eq(1)
  for (let depth = 4; depth <= 100; depth += 2) where = and(where)
  assert.equal(JSON.stringify(where), JSON.stringify(Where.from(JSON.parse(String(where)))))
  assertRefused(
    thrown(() => or(where)),
    'an object that is nested too deep',
  )
  assertRefused(
    thrown(() => Where.from({ $and: [where] })),
    'an object that is nested too deep',
  )
})

test('conditions that are joined to more than can be sent are refused', () => {
  const many = field('a').in(Array.from({ length: 100_000 }, () => 1))
  assert(and(many, many) instanceof Where)
  for (const build of [() => and(many, many, many), () => Where.from({ $or: [many, many, many] })]) {
    assertRefused(thrown(build), 'more than can be sent')
  }
})

test('a request that is too long is refused with its length and the way out', async () => {
  const before = sent
  const $in = Array.from({ length: 3000 }, (_, index) => 100_000 + index)
  for (const call of [
    () => users.list({ where: { id: { $in } } }),
    () => users.count(field('id').in($in)),
    () => users.updateMany({ where: { id: { $in } }, update: { a: 1 } }),
    () => users.legacy.listUsers({ where: { id: { $in } } }),
  ]) {
    const error = await failure(call())
    assertRefused(
      error,
      /url would have (\d+) characters, and the server reads at most 16386; split the values of `where`/,
    )
    assert(Number(error.message.match(/(\d+) characters/)[1]) > 16_386)
  }
  assert.equal(sent, before)
  await users.count({ id: { $in: $in.slice(0, 500) } })
})
