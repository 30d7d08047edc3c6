// What the documents claim, compared with the package and the checkout: the same in both languages, the tables whole
// and true, every named file there.
import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { describe, test } from 'node:test'
import { inspect } from 'node:util'
import { ofRequests } from '../support/requests.mjs'
import { documents, pairs, read, root } from './documents.mjs'
import { blocks, fileLinks, headings, inlineCode, tables, withoutComments } from './markdown.mjs'

const { MINAPP_CONSUMER: consumer } = process.env
assert(consumer, 'run this with `cargo xtask test readme`')

const require = createRequire(join(consumer, 'caller.cjs'))
const minapp = require('minapp-users')
const { createEmulator } = require('minapp-users/emulator')
const READMES = ['README.md', 'README.zh-CN.md']

const TOKEN = 'the-token-of-the-documents'

/** A client whose requests `answer` answers, and which sends each of them once unless told otherwise. */
const client = (answer, auth = { token: TOKEN }, retry = { maxRetries: 0 }) =>
  new minapp.UsersClient({ auth, fetch: ofRequests(answer), retry })

/** The only table whose head has this cell. */
function table(text, head) {
  const found = tables(text).filter(([cells]) => cells.includes(head))
  assert.equal(found.length, 1, `one table with the column ${head}`)
  return found[0].slice(1)
}

const unquoted = (cell) => cell.match(/^`(.+)`/)?.[1]

test('what a reader starts with is there in both languages', () => {
  const both = pairs.map(([name]) => name)
  for (const name of ['README.md', 'SECURITY.md', ...documents.filter((it) => /^docs\/[^.]+\.md$/.test(it))]) {
    assert(both.includes(name), name)
  }
})

for (const [name, twin] of pairs) {
  describe(`${name} and ${twin}`, () => {
    const [english, chinese] = [read(name), read(twin)]

    test('have the same headings', () => {
      const levels = (text) => headings(text).map((heading) => heading.match(/^#+/)[0])
      assert(levels(english).length > 4)
      assert.deepEqual(levels(chinese), levels(english))
    })

    test('have the same blocks, comments aside', () => {
      const programs = (text) =>
        blocks(text).map(({ language, code, isSetup }) => ({ language, isSetup, code: withoutComments(code) }))
      assert.deepEqual(programs(chinese), programs(english))
    })

    test('have tables of the same size', () => {
      const sizes = (text) => tables(text).map((rows) => rows.map((cells) => cells.length))
      assert.deepEqual(sizes(chinese), sizes(english))
    })

    test('name the same code in their sentences', () => {
      const names = (text) => [...new Set(inlineCode(text))].sort()
      assert.deepEqual(names(chinese), names(english))
    })
  })
}

const rejection = (promise) => promise.then(() => assert.fail('it did not fail'), (error) => error)

/** What a write that may be repeated, one that may not, and a read reject with. */
async function failures(users, options) {
  return {
    repeatable: await rejection(users.update(1, { vip: true }, options)),
    unrepeatable: await rejection(users.update(1, { level: minapp.increment(1) }, options)),
    read: await rejection(users.get(1, options)),
  }
}

const status = (number) => () => failures(client(async () => new Response('{}', { status: number })))
const never = () => new Promise(() => {})
const nothingSent = { token: never }
const text = (body) => () => failures(client(async () => new Response(body)))

/** Every way to meet each kind of failure; a list of ways for each value of `retryable` that the table states. */
const WAYS = {
  bad_request: [status(400)],
  unauthorized: [status(401)],
  payment_required: [status(402)],
  forbidden: [status(403)],
  not_found: [status(404)],
  rate_limited: [status(429)],
  server_error: [[500, 502, 503, 504].map(status), [501, 505, 599].map(status)],
  unexpected_status: [[status(408)], [409, 499, 302].map(status)],
  connection: [() => failures(client(() => Promise.reject(new TypeError('refused'))))],
  timeout: [() => failures(client(never), { timeoutMs: 5 }), () => failures(client(never, nothingSent), { timeoutMs: 5 })],
  token: [
    [() => failures(client(async () => new Response('{}', { status: 503 }), { clientId: 'id', clientSecret: 'secret' }))],
    [
      () => failures(client(async () => new Response('{}', { status: 401 }), { clientId: 'id', clientSecret: 'secret' })),
      () => failures(client(never, { token: () => Promise.reject(new Error('no token')) })),
    ],
  ],
  invalid_answer: [[text('<html>'), text('{"id":1,"lev')], [text('[]'), text('"id"')]],
  invalid_argument: [() => failures(client(never), { timeoutMs: 0 })],
  too_many_matches: [
    async () => {
      const stopped = (update, dryRun) => {
        const users = client(createEmulator({ users: [{ id: 1, level: 1 }, { id: 2, level: 2 }] }).fetch)
        return rejection(users.updateAll({ where: {}, update, expectMax: 1, dryRun }).report())
      }
      return {
        repeatable: await stopped({ level: 3 }),
        unrepeatable: await stopped({ level: minapp.increment(1) }),
        read: await stopped({ level: 3 }, true),
      }
    },
  ],
  internal: [
    async () => {
      const { now } = Date
      Date.now = () => {
        throw new Error('no clock')
      }
      try {
        return await failures(client(never))
      } finally {
        Date.now = now
      }
    },
  ],
}

for (const name of READMES) {
  const text = read(name)

  describe(`${name}: the table of errors`, () => {
    const rows = table(text, '`code`').map(([Class, code, , retryable, outcome]) => ({
      name: unquoted(Class),
      code: unquoted(code),
      retryable,
      outcome,
    }))

    test('lists every class that is exported, and no other', () => {
      const exported = Object.keys(minapp).filter((key) => key.endsWith('Error') && key !== 'MinappError')
      assert.deepEqual(rows.map(({ name }) => name).sort(), exported.sort())
    })

    test('lists every code once', () => {
      assert.deepEqual(rows.map(({ code }) => code).sort(), Object.keys(WAYS).sort())
    })

    for (const row of rows) {
      test(`is right about ${row.name}`, async () => {
        const outcomes = new Set()
        const stated = row.retryable.match(/`\w+`¹?/g)
        const ways = stated.length > 1 ? WAYS[row.code] : [WAYS[row.code]]
        assert.equal(ways.length, stated.length)
        for (const [way, retryableAs] of ways.flatMap((all, index) => all.map((way) => [way, stated[index]]))) {
          const met = await way()
          for (const error of Object.values(met)) {
            assert(minapp.MinappError.is(error))
            assert.deepEqual([error.name, error.constructor, error.code], [row.name, minapp[row.name], row.code])
          }
          const isSent = met.read.attempts > 0
          const expected = { '`true`': [true, true, true], '`true`¹': [true, !isSent, true], '`false`': [false, false, false] }
          const retryable = [met.repeatable, met.unrepeatable, met.read].map((error) => error.retryable)
          assert.deepEqual(retryable, expected[retryableAs], `${row.retryable}: ${met.read.message}`)
          assert.equal(met.read.outcome, undefined)
          outcomes.add(met.repeatable.outcome).add(met.unrepeatable.outcome)
        }
        const told = [...row.outcome.matchAll(/`'(\w+)'`/g)].map(([, word]) => word)
        assert.deepEqual([...outcomes].filter(Boolean).sort(), told.sort())
      })
    }

    test('is not about an aborted call, which rejects with the reason of its signal', async () => {
      const reason = { any: 'thing' }
      for (const error of Object.values(await failures(client(never), { signal: AbortSignal.abort(reason) }))) {
        assert.equal(error, reason)
      }
    })
  })

  describe(`${name}: the table of retries`, () => {
    const [head, ...rows] = tables(text).find(([cells]) => inlineCode(cells[2] ?? '').join() === 'increment,append,pop,shift,updateMany')
    const answer = (init, body = '{}') => () => new Response(body, init)
    const EVENTS = [
      () => Promise.reject(new TypeError('no connection')),
      answer({}, '{"id":1,"objects":[{"'),
      () => new Promise(() => {}),
    ]
    const OTHERS = [400, 401, 403, 404, 409, 501].map((status) => answer({ status }))

    const happenings = ([what]) => {
      const statuses = (what.match(/\b\d{3}\b/g) ?? []).map((status) => answer({ status: Number(status) }))
      return statuses.length > 0 ? statuses : what.includes('`attemptTimeoutMs`') ? EVENTS : OTHERS
    }
    /** How many times each of the calls is sent when `happens`. */
    async function times(calls, happens) {
      const counts = []
      for (const call of calls) {
        let sent = 0
        const users = client(async () => (sent++, happens()), undefined, { maxRetries: 2, baseDelayMs: 0, attemptTimeoutMs: 30 })
        await rejection(call(users))
        counts.push(sent)
      }
      return counts
    }
    const { increment, append, pop, shift } = minapp
    const CALLS = [
      [
        (users) => users.get(1),
        (users) => users.count(),
        (users) => users.update(1, { vip: true, tags: minapp.appendUnique('gold') }),
        (users) => users.updateAccount(1, { email: null }),
      ],
      [
        ...[increment(1), append('gold'), pop(), shift()].map((change) => (users) => users.update(1, { tags: change })),
        (users) => users.updateMany({ where: {}, update: { vip: true } }),
      ],
    ]

    test('has a column for what may be repeated and one for what may not', () => {
      assert.deepEqual([head.length, rows.length], [1 + CALLS.length, 4])
    })

    for (const row of rows) {
      test(`is right about ${row[0]}`, async () => {
        for (const [column, calls] of CALLS.entries()) {
          const isAgain = /^(again|重发)/.test(row[column + 1])
          assert(isAgain || /^(once|只发)/.test(row[column + 1]), row[column + 1])
          for (const happens of happenings(row)) {
            assert.deepEqual(await times(calls, happens), calls.map(() => (isAgain ? 3 : 1)), happens.toString())
          }
        }
      })
    }
  })

  describe(`${name}: the table of faults`, () => {
    const rows = table(text, '`kind`').map(([kind, , isCarriedOut]) => ({ kind: unquoted(kind), isCarriedOut }))

    test('lists every kind', () => {
      assert.deepEqual(rows.map(({ kind }) => kind).sort(), Object.keys(createEmulator().counts().faults).sort())
    })

    for (const { kind, isCarriedOut } of rows) {
      test(`is right about ${kind}`, async () => {
        const needed = { latency: { latencyMs: 1 }, status: { status: 503 } }[kind]
        const applied = async (more) => {
          const emulator = createEmulator({ faults: [{ kind, ...needed, ...more }] })
          await client(emulator.fetch).update(70695404, { vip: true }, { timeoutMs: 1000 }).catch(() => {})
          assert.equal(emulator.counts().faults[kind], 1)
          return emulator.counts().applied.updates === 1
        }
        assert.equal(await applied(), /^(yes|会)/.test(isCarriedOut))
        if (isCarriedOut.includes('`applied`')) assert(await applied({ applied: true }))
      })
    }
  })

  test(`${name}: the table of the control endpoint lists what there is`, async () => {
    const found = tables(text).filter(([, row]) => row[0] === '`GET /emulator/`')
    assert.equal(found.length, 1)
    const { fetch } = createEmulator({ control: true })
    const ask = (path, init) => fetch(`http://emulator${path}`, init)
    const rows = found[0].slice(1).map(([request]) => unquoted(request).split(' '))
    for (const [method, path] of rows) {
      const response = await ask(path, { method, body: method === 'PUT' ? '[]' : undefined })
      assert.equal(response.status, 200, `${method} ${path}`)
    }
    const { error_msg: named } = await (await ask('/emulator/else/')).json()
    const known = named.split('; there are ')[1].match(/\/emulator\/\S*?(?=,|\s|$)/g)
    assert.deepEqual([...new Set(rows.map(([, path]) => path))].sort(), known.sort())
  })

  describe(`${name}: the table of operations`, () => {
    const rows = tables(text)
      .filter(([, row]) => row?.[3]?.startsWith('`GET '))
      .flatMap(([, ...rows]) => rows)
      .map(([number, , call, request]) => ({ number, call: unquoted(call), requests: inlineCode(request) }))
    /** They send as many requests as they need. */
    const PLANS = new Set(['iterate', 'scan', 'updateAll'])
    const path = (call) => call.match(/^users\.([\w.]+)\(/)?.[1]

    test('numbers the eleven operations', () => {
      const numbers = rows.map(({ number }) => number).filter((number) => number !== '')
      assert.deepEqual(numbers, Array.from({ length: 11 }, (_, index) => `${index + 1}`))
    })

    test('lists every call once', () => {
      const methods = (object) => {
        const prototype = Object.getPrototypeOf(object)
        const isMethod = (key) => typeof Object.getOwnPropertyDescriptor(prototype, key).value === 'function'
        return Object.getOwnPropertyNames(prototype).filter((key) => key !== 'constructor' && isMethod(key))
      }
      const users = client(never)
      const all = [...methods(users), ...methods(users.legacy).map((key) => `legacy.${key}`)]
      assert.deepEqual(rows.map(({ call }) => path(call)).sort(), all.sort())
    })

    for (const { call, requests } of rows.filter(({ call }) => PLANS.has(path(call)))) {
      test(`${call} sends ${requests}`, async () => {
        const { fetch } = createEmulator()
        const sent = new Set()
        const users = client((request) => {
          sent.add(`${request.method} ${new URL(request.url).pathname}`)
          return fetch(request)
        })
        const options = path(call) === 'updateAll' ? { where: {}, update: { vip: true } } : {}
        for await (const _ of users[path(call)](options)) assert(sent.size > 0)
        assert.deepEqual([...sent], requests)
      })
    }

    for (const { call, requests: [request, ...more] } of rows.filter(({ call }) => !PLANS.has(path(call)))) {
      test(`${call} sends ${request}`, async () => {
        assert.deepEqual(more, [])
        const ARGUMENTS = {
          id: 70695404,
          update: { vip: true },
          account: { email: null },
          where: {},
          options: path(call) === 'updateMany' ? { where: {}, update: { vip: true } } : {},
        }
        let sent
        const users = client(async (it) => {
          sent = it
          return new Response('{}', { status: 404 })
        })
        const object = call.startsWith('users.legacy.') ? users.legacy : users
        const given = call.match(/\((.*)\)$/)[1].split(', ')
        for (const name of given) assert(Object.hasOwn(ARGUMENTS, name), name)
        await assert.rejects(object[path(call).replace('legacy.', '')](...given.map((name) => ARGUMENTS[name])), { status: 404 })
        const [method, target] = request.replaceAll(':id', '70695404').split(' ')
        const { pathname, search } = new URL(sent.url)
        assert.deepEqual([sent.method, pathname], [method, target.split('?')[0]])
        if (target.includes('?')) assert.equal(`${pathname}${search}`, target)
      })
    }
  })

  test(`${name}: no secret is shown`, async () => {
    const password = 'correct horse battery staple'
    const echo = async () => new Response(`${TOKEN} ${password}`, { status: 400, headers: { 'x-request-id': 'r-1' } })
    const users = client(echo)
    const error = await users.updateAccount(1, { newPassword: password }).catch((it) => it)
    for (const shown of [inspect(error), error.message, error.body, inspect(users, { depth: 9 }), JSON.stringify(users)]) {
      assert(!shown.includes(TOKEN) && !shown.includes(password), shown)
    }
    assert.equal(error.code, 'bad_request')
  })

  test(`${name}: the operators are the builder's`, () => {
    const methods = Object.getOwnPropertyNames(Object.getPrototypeOf(minapp.field('level')))
    const operators = methods.filter((name) => name !== 'constructor')
    const sentence = text.split('\n\n').find((part) => part.startsWith('`field(…)`'))
    const named = inlineCode(sentence).filter((code) => /^[a-zA-Z]+$/.test(code) && code !== 'limit')
    assert.deepEqual(named.sort(), operators.sort())
  })
}

describe('files that the documents name', () => {
  const installed = join(consumer, 'node_modules/minapp-users')

  for (const name of documents) {
    test(`${name}: the links lead somewhere`, () => {
      for (const link of fileLinks(read(name))) {
        const target = join(dirname(name), link)
        assert(existsSync(join(root, target)), target)
        if (existsSync(join(installed, name))) assert(existsSync(join(installed, target)), `${target} is not in the package`)
      }
    })
  }

  test('ARCHITECTURE.md and CONTRIBUTING.md name files and folders that are there', () => {
    for (const name of ['ARCHITECTURE.md', 'CONTRIBUTING.md']) {
      const text = `${inlineCode(read(name)).join('\n')}\n${blocks(read(name)).map(({ code }) => code).join('\n')}`
      const named = text.match(/(?<![\w/.<-])(?:src|pkg-template|emulator|xtask|tests|www)\/[\w./-]*/g) ?? []
      assert(named.length > 5, name)
      for (const path of new Set(named)) assert(existsSync(join(root, path)), `${name} names ${path}`)
    }
  })
})
