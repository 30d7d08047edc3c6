// Values of every wrong kind, a client that counts what it sends, and what shows that it sent none of them.
import assert from 'node:assert/strict'
import vm from 'node:vm'
import { assertRefused, clientOf, esm } from './support.mjs'

const { field } = esm

/** How many requests left. */
export let sent = 0
export const fetch = async () => {
  sent++
  return Response.json({
    id: 5,
    meta: { total_count: 1 },
    objects: [{ id: 5 }],
    operation_result: [],
    limit: 20,
    offset: 0,
    total_count: null,
    next: null,
    status: 'success',
    schema_id: 1,
    schema_name: 'x',
    operation: 'update',
    created_at: 1,
    updated_at: 1,
    matched_count: 1,
    modified_count: 1,
    email: null,
    email_verified: null,
    username: null,
    phone: null,
    phone_verified: null,
  })
}
export const users = clientOf('https://nowhere.example', { fetch })

const trap = () => {
  throw new Error('trapped')
}
const traps = new Proxy({}, { get: () => trap })
const revoked = (target) => {
  const { proxy, revoke } = Proxy.revocable(target, {})
  revoke()
  return proxy
}
const nested = (wrap, value = 1) => {
  for (let depth = 0; depth < 10_000; depth++) value = wrap(value)
  return value
}
const cycle = {}
cycle.self = cycle
const ring = []
ring.push([ring])
const toJSON = { toJSON: trap }
const toItself = {
  toJSON() {
    return this
  },
}
const toNew = () => ({ toJSON: toNew })
export class Instance {
  own = 1
}
class Empty {
  get level() {
    return 1
  }
}

/** What hardly any argument may be. */
export const WEIRD = new Map(
  Object.entries({
    null: null,
    true: true,
    NaN,
    Infinity,
    negativeInfinity: -Infinity,
    minusOne: -1,
    fraction: 1.5,
    tooGreat: 2 ** 53,
    bigInt: 5n,
    symbol: Symbol('x'),
    function: () => 5,
    class: Instance,
    empty: '',
    path: '../x',
    digits: '5',
    lineBreak: 'a\nb',
    surrogate: 'a\ud800',
    megabyte: 'x'.repeat(1_000_000),
    cycle,
    ring,
    deepObject: nested((a) => ({ a })),
    deepArray: nested((a) => [a]),
    shallowMix: nested((a) => ({ a: [a] })),
    hostile: new Proxy({}, traps),
    hostileArray: new Proxy([], traps),
    hostileFunction: new Proxy(function () {}, traps),
    revoked: revoked({}),
    revokedArray: revoked([]),
    getter: {
      get a() {
        return trap()
      },
    },
    throwsHostile: {
      get a() {
        throw new Proxy({}, traps)
      },
    },
    throwsUndefined: {
      get a() {
        throw undefined
      },
    },
    toJSON,
    toItself,
    toNew: toNew(),
    invalidDate: new Date(NaN),
    farInvalidDate: vm.runInNewContext('new Date(NaN)'),
    map: new Map([['a', 1]]),
    set: new Set([1]),
    weakMap: new WeakMap(),
    regExp: /x/,
    error: new Error('x'),
    promise: Promise.resolve(5),
    bytes: new Uint8Array(2),
    floats: new Float64Array(2),
    buffer: Buffer.from('x'),
    arrayBuffer: new ArrayBuffer(2),
    dataView: new DataView(new ArrayBuffer(2)),
    boxedNumber: Object(5),
    boxedString: Object('x'),
    boxedSymbol: Object(Symbol('x')),
    instance: new Instance(),
    empty_instance: new Empty(),
    inheriting: Object.create({ where: { level: 1 } }),
    field: field('level'),
    client: users,
    sparse: [, 1],
    foreignInArray: [undefined, NaN, 1n],
    surrogateKey: { 'a\ud800': 1 },
    arguments: (function () {
      return arguments
    })(),
    math: Math,
    json: JSON,
    global: globalThis,
    namespace: esm,
  }),
)

/** Refused within a second of this process's time, and before anything is sent. */
export async function assertAllRefused(values, act, names) {
  for (const [label, value] of values) {
    const before = sent
    const { user, system } = process.cpuUsage()
    const error = await act(value).catch((problem) => {
      throw new Error(`${label}: ${problem.message}`, { cause: problem })
    })
    const spent = process.cpuUsage()
    try {
      assertRefused(error, names)
      assert.equal(sent, before, 'it was sent')
      assert(spent.user + spent.system - user - system < 1_000_000, 'it took longer than a second')
    } catch (problem) {
      throw new Error(`${label}: ${problem.message}`, { cause: problem })
    }
  }
  const before = sent
  assert.deepEqual(await users.count(), 1)
  assert.equal(sent, before + 1)
}

/** The weird values but for those that are right here, and more. */
export const weirdBut = (right, more = {}) =>
  [...WEIRD].filter(([label]) => !right.includes(label)).concat(Object.entries(more))
