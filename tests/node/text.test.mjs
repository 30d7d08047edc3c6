// Conditions as text: what is read is a condition like any other, what is written says the same, and a mistake has a place.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { assertRefused, cjs, clientOf, consumer, esm, loadText, thrown } from './support.mjs'

const entries = {
  ESM: [esm, await loadText()],
  CommonJS: [cjs, createRequire(join(consumer, 'caller.cjs'))('minapp-users/text')],
}
const users = clientOf()

/** What `act` throws, of whichever entry it is. */
function caught(act) {
  try {
    act()
  } catch (error) {
    return error
  }
  return assert.fail('it threw nothing')
}

for (const [name, [client, { WhereSyntaxError, formatWhere, parseWhere }]] of Object.entries(entries)) {
  /** The message with which `act` refuses an argument, as no mistake in a text. */
  const refusal = (act) => {
    const error = caught(act)
    assert(error instanceof client.InvalidArgumentError && !(error instanceof WhereSyntaxError))
    return error.message
  }

  describe(name, () => {
    test('what is read is a Where, for every call and for and() and or()', async () => {
      const where = parseWhere('level >= 3 and (vip = true or tags in ("gold"))')
      assert(where instanceof client.Where)
      const json = { $and: [{ level: { $gte: 3 } }, { $or: [{ vip: { $eq: true } }, { tags: { $in: ['gold'] } }] }] }
      assert.deepEqual(where.toJSON(), json)
      assert.equal(await users.count(where), 239)
      assert.equal(await users.count(client.and(where, client.field('vip').eq(true))), await users.count({ level: { $gte: 3 }, vip: true }))
      const page = await users.list({ where: client.or(where, { id: 70695404 }), limit: 1000 })
      assert(page.objects.some(({ id }) => id === 70695404))
    })

    test('a mistake has a class and a place, and is one of the family', () => {
      const error = caught(() => parseWhere('nickname = "😀" and\nlevel => 3'))
      assert(error instanceof WhereSyntaxError && error instanceof client.InvalidArgumentError && error instanceof client.MinappError)
      assert(esm.MinappError.is(error) && cjs.MinappError.is(error))
      const { code, message, line, column, start, end, excerpt } = error
      assert.deepEqual(
        { name: error.name, code, message, line, column, start, end, excerpt },
        {
          name: 'WhereSyntaxError',
          code: 'invalid_argument',
          message: 'where: line 2, column 7: => is not an operator; write >=',
          line: 2,
          column: 7,
          start: 26,
          end: 28,
          excerpt: 'level => 3\n      ^^',
        },
      )
      assert.deepEqual([error.retryable, error.attempts, error.status, error.outcome], [false, 0, undefined, undefined])
    })

    test('start and end cut out what is wrong, as in a text field', () => {
      for (const [text, wrong] of [
        ['昵称 = "😀😀" and level ≥ 3', '≥'],
        ['level = 3 and\n等级 = Tom', 'Tom'],
        ['level = ', ''],
        ['{"level": {"$gte": [3]}}', '[3]'],
        ["id in (1, '2')", "'2'"],
        ['a = "\ud800"', '\ud800'],
      ]) {
        const { start, end } = caught(() => parseWhere(text))
        assert.equal(text.slice(start, end), wrong)
      }
    })

    test('what is no text is refused', () => {
      for (const [value, got] of [[undefined, 'undefined'], [null, 'null'], [3, 'number'], [['a = 1'], 'an array'], [Object('a = 1'), 'object']]) {
        assert.equal(refusal(() => parseWhere(value)), `where: expected a text, got ${got}`)
      }
    })

    test('an integer that JavaScript would round is refused: it would be the id of another user', () => {
      for (const digits of ['9007199254740993', '9007199254740993.0', '9007199254740993e0', '1152921504606846976', '1e400']) {
        const { message } = caught(() => parseWhere(`id = ${digits}`))
        assert.equal(message, `where: column 6: JavaScript would round ${digits}; integers are exact up to 9007199254740991`)
      }
      assert.deepEqual(parseWhere('id = 9007199254740991').toJSON(), { id: { $eq: 9007199254740991 } })
    })

    test('any number that JavaScript holds comes back as the same', () => {
      for (const number of [2 ** 53, 2 ** 53 + 2, 2 ** 60, -(2 ** 63), 1e21, 1e23, 123456789e30, Number.MAX_VALUE, 5e-324, 0.1, -0]) {
        const where = client.field('level').gt(number)
        assert.equal(String(parseWhere(formatWhere(where))), String(where))
      }
    })

    test('a character that could not be read is written as an escape', () => {
      const where = client.field('nickname').eq('a\ufffd')
      assert.equal(formatWhere(where), String.raw`nickname = "a\ufffd"`)
      assert.equal(String(parseWhere(formatWhere(where))), String(where))
    })

    test('a condition of any length is written', () => {
      const ids = Array.from({ length: 200_000 }, (_, at) => 1_000_000 + at)
      assert.equal(formatWhere({ id: { $in: ids } }), `id in (${ids.join(', ')})`)
    })

    test('a condition of either entry and plain JSON are written', () => {
      for (const { field } of [esm, cjs]) assert.equal(formatWhere(field('level').in([1, 2])), 'level in (1, 2)')
      assert.equal(formatWhere({ level: { $gte: 1, $lt: 5 }, vip: true }), 'level >= 1 and level < 5 and vip = true')
      assert.equal(formatWhere({ joined: { $gt: new Date(0) } }), 'joined > "1970-01-01T00:00:00.000Z"')
      assert.equal(refusal(() => formatWhere({ level: { gte: 3 } })), 'level: "gte" is not an operator; did you mean "$gte"?')
      assert.equal(refusal(() => formatWhere({ level: NaN })), 'level: expected a JSON value, got NaN')
    })
  })
}

const { formatWhere, parseWhere } = entries.ESM[1]
const { Where, and, field, or } = esm
const point = { type: 'Point', coordinates: [113.3, 23.1] }

/** A condition of each method of the builder, and its text. */
const METHODS = {
  eq: [field('a').eq({ b: [1, null] }), 'a = {"b":[1,null]}'],
  ne: [field('a').ne('x'), 'a != "x"'],
  lt: [field('a').lt(1e21), 'a < 1e+21'],
  lte: [field('a').lte(-1.5), 'a <= -1.5'],
  gt: [field('a').gt(1), 'a > 1'],
  gte: [field('等级.最高').gte(1), '等级.最高 >= 1'],
  contains: [field('a').contains('"\\\n'), 'a contains "\\"\\\\\\n"'],
  in: [field('a').in([]), 'a in ()'],
  notIn: [field('a').notIn(['x', null]), 'a not in ("x", null)'],
  isNull: [field('a').isNull(false), 'a is not null'],
  range: [field('a').range(1, 9), 'a between 1 and 9'],
  regex: [field('a').regex(/^x\/"y$/i), 'a matches /^x\\/"y$/i'],
  all: [field('a').all(['x']), 'a has all ("x")'],
  exists: [field('and').exists(false), '`and` not exists'],
  hasKey: [field('a').hasKey('b'), 'a has key "b"'],
  intersects: [field('a').intersects(point), 'a intersects {"type":"Point","coordinates":[113.3,23.1]}'],
  within: [
    field('a').within({ type: 'Polygon', coordinates: [[[0, 0], [2, 0], [2, 2], [0, 0]]] }),
    'a within {"type":"Polygon","coordinates":[[[0,0],[2,0],[2,2],[0,0]]]}',
  ],
  center: [field('a').center({ coordinates: [1, 2], radius: 5 }), 'a center {"coordinates":[1,2],"radius":5}'],
  nearSphere: [field('a').nearSphere({ geometry: point, max_distance: 5 }), `a nearsphere {"geometry":${JSON.stringify(point)},"max_distance":5}`],
}

test('every method of the builder has a text that says the same', () => {
  const methods = Object.getOwnPropertyNames(Object.getPrototypeOf(field('a'))).filter((name) => name !== 'constructor')
  assert.deepEqual(Object.keys(METHODS).sort(), methods.sort())
  for (const [where, text] of Object.values(METHODS)) {
    assert.equal(formatWhere(where), text)
    assert.equal(String(parseWhere(text)), String(where))
  }
})

test('all of them together, in and() and or() as deep as they go, come back as they were', () => {
  let where = or(...Object.values(METHODS).map(([where]) => where))
  let deepest = where
  for (let level = 0; ; level++) {
    try {
      where = (level % 2 ? or : and)(where, field('level').gte(level))
    } catch (error) {
      assertRefused(error, 'nested too deep')
      break
    }
    deepest = where
  }
  assert.equal(String(parseWhere(formatWhere(deepest))), String(deepest))
})

test('a text of any depth is refused or read, and never exhausts the stack', () => {
  for (const text of ['('.repeat(10_000), '{"$or":['.repeat(10_000), `a = ${'['.repeat(10_000)}`, `${'('.repeat(10_000)}a = 1${')'.repeat(10_000)}`]) {
    assert.match(thrown(() => parseWhere(text)).message, /^where: column \d+: nested more than 100 deep$/)
  }
  assert(parseWhere(`a in (${'1,'.repeat(100_000)}1)`) instanceof Where)
  assert.match(thrown(() => parseWhere(`a = "${'x'.repeat(1 << 20)}"`)).message, /at most 1048576 are read$/)
})

test('importing compiles nothing, and reading the two modules', () => {
  const script = `
    let compiled = 0
    WebAssembly.Module = new Proxy(WebAssembly.Module, { construct: (target, args) => (compiled++, Reflect.construct(target, args)) })
    const { formatWhere, parseWhere } = await import('minapp-users/text')
    const atLoad = compiled
    for (let times = 0; times < 3; times++) formatWhere(parseWhere('a = 1'))
    console.log(atLoad, compiled)`
  const output = execFileSync(process.execPath, ['--input-type=module', '--eval', script], { cwd: consumer, encoding: 'utf8' })
  assert.equal(output, '0 2\n')
})
