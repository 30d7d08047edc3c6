// Each row of the tables about the vendor's SDK: both sides run, and say the same to the server.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { describe, test } from 'node:test'
import { ID, condition, evaluate, rowsBelow, sent } from './tables.mjs'

const SDK = "## The vendor's SDK"
const require = createRequire(import.meta.url)

// The SDK expects a browser, and asks it for nothing while a request is made.
const nothing = () => {}
globalThis.window ??= globalThis
globalThis.document ??= {}
globalThis.addEventListener ??= nothing
globalThis.localStorage ??= { getItem: nothing, setItem: nothing, removeItem: nothing }
globalThis.location ??= { href: 'https://host.example/', search: '', hash: '' }
const BaaS = require('minapp-sdk/lib/web.js')

let requests = []
BaaS._baasRequest = async (request) => {
  requests.push(request)
  return { status: 200, data: { meta: { total_count: 0 }, objects: [] } }
}

/** A condition without what a `$and` within a `$and`, or one of a single part, adds: they mean the same. */
function plain(where) {
  const { $and, $or, ...fields } = where
  const parts = [
    ...Object.entries(fields).map(([name, value]) => ({ [name]: value })),
    ...($and ?? []).map(plain).flatMap((part) => (Array.isArray(part.$and) ? part.$and : [part])),
    ...($or ? [{ $or: $or.map(plain) }] : []),
  ]
  return parts.length === 1 ? parts[0] : { $and: parts }
}

test('it is the version that the document names', () => {
  const { version } = require('minapp-sdk/package.json')
  assert(readFileSync(new URL('../../docs/coming-from.md', import.meta.url), 'utf8').includes(`\`minapp-sdk\` ${version}`))
})

describe('conditions', () => {
  const rows = rowsBelow(SDK, '### Conditions')

  for (const [old, ours] of rows) {
    test(old.code, () => {
      assert(!old.isUnchecked)
      const { queryObject } = evaluate(old.code, { BaaS, query: new BaaS.Query() })
      assert.deepEqual(plain(JSON.parse(JSON.stringify(queryObject))), plain(condition(ours.code)))
    })
  }

  test('all that a query can is in the table', () => {
    const own = (object) => Object.getOwnPropertyNames(object).filter((name) => !name.startsWith('_'))
    const named = rows.flatMap(([{ code }]) => [...code.matchAll(/(?:query|Query\(\)|Query|\))\.(\w+)\(/g)].map(([, name]) => name))
    const known = own(BaaS.Query.prototype).filter((name) => name !== 'constructor')
    assert.deepEqual([...new Set(named)].sort(), [...known, 'and', 'or'].sort())
  })
})

/** The query of a request, `where` as JSON. @param {Iterable<[string, unknown]>} entries */
function query(entries) {
  const found = Object.fromEntries([...entries].map(([name, value]) => [name, String(value)]))
  return { ...found, where: plain(JSON.parse(found.where ?? '{}')) }
}

/** What the SDK sends although it means the default, or leaves to the server. */
const DEFAULTS = { limit: '20', offset: '0', return_total_count: '0' }

describe('reading', () => {
  for (const [old, ours] of rowsBelow(SDK, '### Reading')) {
    test(old.code, async () => {
      assert(!old.isUnchecked)
      requests = []
      await evaluate(old.code, { BaaS, query: new BaaS.Query(), id: ID })
      const [{ method, url, data }] = requests
      const request = await sent(ours.code)
      assert.equal(request.method, method)
      const isOne = url.endsWith(`/${ID}/`)
      assert.equal(new URL(request.url).pathname.endsWith(`/${ID}/`), isOne)
      const defaults = isOne ? {} : DEFAULTS
      const here = query(new URL(request.url).searchParams)
      assert.deepEqual({ ...defaults, ...here }, { ...defaults, ...query(Object.entries(data)) })
    })
  }
})

describe('changing', () => {
  const rows = rowsBelow(SDK, '### Changing')

  for (const [old, ours] of rows) {
    test(`${old.code}${old.isUnchecked ? ' †' : ''}`, async () => {
      requests = []
      const record = new BaaS.User().getWithoutData(ID)
      evaluate(old.code, { record })
      await record.update()
      const [{ method, data }] = requests
      const request = await sent(ours.code)
      assert.equal(request.method, method)
      if (old.isUnchecked) {
        assert.deepEqual(data, {}, 'the footnote says that the SDK sends nothing')
        assert.deepEqual(JSON.parse(request.body), { $unset: { note: '' } })
      } else {
        assert.deepEqual(JSON.parse(request.body), data)
      }
    })
  }

  test('all that a record can is in the table', () => {
    const record = Object.getPrototypeOf(Object.getPrototypeOf(new BaaS.User().getWithoutData(ID)))
    const known = Object.getOwnPropertyNames(record).filter((name) => name !== 'constructor' && !name.startsWith('_'))
    const named = rows.map(([{ code }]) => code.match(/^record\.(\w+)/)[1])
    assert.deepEqual([...new Set(named)].sort(), known.sort())
  })
})
