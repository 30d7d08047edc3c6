// Values of every kind that a caller, a server or a runtime might hand over. Runs in Node and in a page.

const trap = () => {
  throw new Error('trapped')
}
const traps = new Proxy({}, { get: () => trap })

const revoked = (target) => {
  const { proxy, revoke } = Proxy.revocable(target, {})
  revoke()
  return proxy
}

function nested(wrap) {
  let value = 1
  for (let depth = 0; depth < 5_000; depth++) value = wrap(value)
  return value
}

function cycle() {
  const object = { a: [] }
  object.a.push(object)
  return object
}

/** A member that throws when it is read. */
export const throwing = (name, rest, value = new Error('unreadable')) =>
  Object.defineProperty({ ...rest }, name, {
    enumerable: true,
    get() {
      throw value
    },
  })

class Instance {
  id = 5
  where = {}
}

const MEGABYTE = 'x'.repeat(1_000_000)
const DEEP = [nested((a) => ({ a })), nested((a) => [a]), nested((a) => ({ $and: [a] }))]
const WIDE = Array.from({ length: 2_000 }, (_, index) => index)
// Larger than what is read of any argument; each of them costs a tenth of a second.
const HUGE = [() => 'x'.repeat(17 * 1024 * 1024), () => new Array(2 ** 32 - 1), () => Array.from({ length: 300_000 }, () => 1)]

/**
 * What is thrown, rejected with, or the reason of an abort.
 *
 * @param {(code: string) => any} far evaluates in another realm
 * @returns {(() => unknown)[]}
 */
export const thrownValues = (far) => [
  () => undefined,
  () => null,
  () => 'just words',
  () => '',
  () => 0,
  () => 5n,
  () => Symbol('no'),
  () => new Error('no'),
  () => new TypeError('fetch failed', { cause: Object.assign(new Error('refused'), { code: 'ECONNREFUSED' }) }),
  () => new DOMException('stopped', 'AbortError'),
  () => new DOMException('too late', 'TimeoutError'),
  () => far('new Error("far away")'),
  () => far('new TypeError("far away", { cause: { code: 5 } })'),
  () => ({}),
  () => ({ code: 'aborted', cause: 'a lie' }),
  () => ({ code: 'internal', message: 'a lie' }),
  () => ({ message: 5, cause: { message: 5n } }),
  () => throwing('message'),
  () => throwing('cause', { message: 'hidden cause' }),
  () => new Error(MEGABYTE),
  () => new Error('a lone surrogate \ud800'),
  () => new Proxy(new Error('no'), traps),
  () => new Proxy(function () {}, traps),
  () => revoked({}),
  () => () => {},
]

/**
 * What hardly any argument may be.
 *
 * @param {(code: string) => any} far evaluates in another realm
 * @returns {((dice: import('./dice.mjs').Dice) => unknown)[]}
 */
export const weirdValues = (far) => [
  ...thrownValues(far),
  (dice) => (dice.chance(0.15) ? dice.pick(HUGE)() : 'not so huge'),
  () => true,
  () => false,
  () => NaN,
  () => -0,
  () => Infinity,
  () => -Infinity,
  () => -1,
  () => 1.5,
  () => 5e-324,
  () => Number.MAX_VALUE,
  () => 2 ** 53,
  () => 2 ** 31,
  (dice) => dice.between(0, 1100),
  () => 10n ** 400n,
  () => 'a\nb\0c',
  () => 'a\ud800',
  () => '../../x?y=1#z',
  () => '\u202e密\u{1f600}',
  () => MEGABYTE,
  (dice) => dice.pick(DEEP),
  () => WIDE,
  () => [],
  () => [undefined, NaN, 1n],
  () => [, 1],
  cycle,
  () => ({ a: undefined }),
  () => ({ [Symbol('x')]: 1 }),
  () => ({ __proto__: null, a: 1 }),
  () => JSON.parse('{"__proto__":{"a":1}}'),
  () => ({ constructor: { name: traps } }),
  () => ({ toJSON: trap }),
  () => ({
    toJSON() {
      return this
    },
  }),
  () => ({ toJSON: () => ({ level: 1 }) }),
  () => ({ then: trap }),
  () => throwing('then'),
  () => throwing('a'),
  () => throwing('a', {}, undefined),
  () => throwing('a', {}, new Proxy({}, traps)),
  () => Object.create({ where: {} }),
  () => Object.freeze({ $incr_by: 1 }),
  () => new Instance(),
  () => Instance,
  () => new Proxy({}, traps),
  () => new Proxy([], traps),
  () => new Proxy({}, { ownKeys: trap }),
  () => new Proxy({ a: 1 }, { getPrototypeOf: trap }),
  () => revoked([]),
  () => revoked(function () {}),
  () => new Date(),
  () => new Date(NaN),
  () => far('new Date(NaN)'),
  () => far('({ level: 1 })'),
  () => far('[1, 2]'),
  () => far('(() => 5)'),
  () => new Map([['a', 1]]),
  () => new Set([1]),
  () => new WeakMap(),
  () => new WeakRef({}),
  () => /x/g,
  () => Promise.resolve(5),
  () => new Uint8Array(8),
  () => new Float64Array([NaN]),
  () => new BigInt64Array(1),
  () => new DataView(new ArrayBuffer(2)),
  () => new ArrayBuffer(2),
  () => Object('x'),
  () => Object(5),
  () => Object(Symbol('x')),
  () => Object(1n),
  () => new URL('https://a.example/'),
  () => new Headers({ a: 'b' }),
  () => new AbortController(),
  () => Math,
  () => globalThis,
  () => async () => 5,
  () => async function* () {},
  () =>
    (function () {
      return arguments
    })(1),
]
