// `iterate`: who comes in what order, by which requests, and from where an iteration goes on.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { collected, idsOf, paging, sleep, tableOf, taken, watched } from './reading.mjs'
import { assertRefused, failure, settled, thrown, watchForStrays } from './support.mjs'

watchForStrays()

const ORDERS = [
  ['id'],
  ['-id'],
  ['created_at'],
  ['-created_at', '-id'],
  ['level'],
  ['-level'],
  ['vip'],
  ['-nickname', '-id'],
  ['-level', 'nickname'],
  ['level', 'nickname'],
  ['vip', '-level', 'nickname'],
  ['-updated_at', 'vip'],
]

describe('a table at rest', () => {
  for (const orderBy of ORDERS) {
    for (const where of [undefined, { $or: [{ level: { $gte: 2 } }, { level: { $isnull: true } }] }]) {
      for (const pageSize of [1, 7, 50, 1000]) {
        test(`is read as it is listed: ${orderBy}, ${pageSize} a page${where ? ', by a condition' : ''}`, async () => {
          const { users } = watched({ users: tableOf(51) })
          const names = orderBy.map((name) => name.replace('-', ''))
          const listed = await users.list({ where, orderBy: names.includes('id') ? orderBy : [...orderBy, 'id'], limit: 1000 })
          assert.deepEqual(await collected(users.iterate({ where, orderBy, pageSize })), listed.objects)
        })
      }
    }
  }

  test('is read by id, a hundred users at a time, unless something else is said', async () => {
    const { users, seen } = watched({ users: tableOf(250) })
    const ids = idsOf(await collected(users.iterate()))
    assert.deepEqual(ids, idsOf(tableOf(250)).sort((left, right) => left - right))
    const limits = { order_by: 'id', limit: '100' }
    assert.deepEqual(seen.requests.map(({ query: { where, ...query } }) => query), [limits, limits, limits])
    assert.deepEqual(seen.requests.map(({ where }) => where), [undefined, ids[99], ids[199]].map((id) => id && { id: { $gt: id } }))
  })

  test('without users, and with one, takes one request', async () => {
    for (const count of [0, 1]) {
      const { users, seen } = watched({ users: tableOf(count) })
      assert.equal((await collected(users.iterate())).length, count)
      assert.equal(seen.requests.length, 1)
    }
  })

  test('is counted by offset in an order that only the server knows', async () => {
    const { users, seen } = watched()
    const orderBy = ['vip', '-level', 'nickname', 'created_at', 'id']
    const { objects } = await users.list({ orderBy, limit: 1000 })
    assert.deepEqual(await collected(users.iterate({ mode: 'offset', orderBy, pageSize: 20 })), objects)
    assert.deepEqual(seen.requests.slice(1).map(({ query: { offset, order_by } }) => [offset, order_by]), [
      [undefined, orderBy.join()],
      ['20', orderBy.join()],
      ['40', orderBy.join()],
    ])
  })

  test('is read with the fields asked for, and those that the iteration needs', async () => {
    const { users } = watched()
    const [user] = await collected(users.iterate({ select: ['note'], orderBy: '-level', pageSize: 10 }))
    assert.deepEqual(Object.keys(user).sort(), ['id', 'level', 'note'])
    const [whole] = await collected(users.iterate({ select: ['-note', '-tags'] }))
    assert.deepEqual(Object.keys(whole).filter((name) => ['id', 'note', 'tags', 'level'].includes(name)).sort(), ['id', 'level'])
    const table = [{ id: 1, nickname: 'one', created_by: 2 }, { id: 2, nickname: 'two', created_by: 1 }]
    const expanded = await collected(watched({ users: table }).users.iterate({ expand: ['created_by'], pageSize: 1 }))
    assert.deepEqual(expanded.map(({ created_by }) => created_by.nickname), ['two', 'one'])
  })

  test('is given in pages, each with the place after it', async () => {
    const { users } = watched()
    for (const orderBy of ['id', '-level']) {
      const all = await collected(users.iterate({ orderBy, pageSize: 20 }))
      const iteration = users.iterate({ orderBy, pageSize: 20 })
      let given = 0
      for await (const { objects, cursor } of iteration.pages()) {
        assert(objects.length > 0 && objects.length <= 20)
        assert.deepEqual(objects, all.slice(given, (given += objects.length)))
        assert.deepEqual(await collected(users.iterate({ orderBy, cursor })), all.slice(given))
        assert.equal(iteration.cursor, cursor)
      }
      assert.equal(given, all.length)
    }
  })

  test('is given in pages whose cursors are written when they are read, and stay right', async () => {
    const { users } = watched()
    for (const orderBy of ['id', '-level']) {
      const all = await collected(users.iterate({ orderBy }))
      const iteration = users.iterate({ orderBy, pageSize: 20 })
      const beginning = iteration.cursor
      const iterator = iteration.pages()[Symbol.asyncIterator]()
      assert.equal(iteration.cursor, beginning)
      const first = iterator.next()
      assert.equal(iteration.cursor, beginning)
      const pages = [(await first).value]
      const { cursor } = pages[0]
      pages.push(...(await collected(iterator)))
      assert.equal(pages[0].cursor, cursor)
      for (const [index, page] of pages.entries()) {
        assert.deepEqual(Object.keys(page), ['objects', 'cursor'])
        assert.equal(typeof Object.getOwnPropertyDescriptor(page, 'cursor').get, 'function')
        const rest = await collected(users.iterate({ orderBy, cursor: structuredClone(page).cursor }))
        assert.deepEqual(rest, pages.slice(index + 1).flatMap(({ objects }) => objects))
      }
      assert.deepEqual(pages.flatMap(({ objects }) => objects), all)
    }
  })
})

describe('requests', () => {
  test('begin with the first next(), and not with the iteration or its iterator', async () => {
    const { users, seen } = watched()
    const iteration = users.iterate()
    const iterators = [iteration[Symbol.asyncIterator](), iteration.pages()[Symbol.asyncIterator]()]
    assert.equal(typeof iteration.cursor, 'string')
    await sleep(20)
    assert.equal(seen.requests.length, 0)
    for (const iterator of iterators) await iterator.return()
    assert.equal(seen.requests.length, 0)
  })

  test('are one page ahead of the caller, never two, and one at a time', async () => {
    const { users, seen } = watched()
    const iterator = users.iterate({ pageSize: 10 })[Symbol.asyncIterator]()
    for (let page = 0; page < 5; page++) {
      const [user] = await taken(iterator, 1)
      assert(user)
      await sleep(10)
      const ahead = Math.min(page + 2, 5)
      assert.equal(seen.requests.length, ahead)
      await taken(iterator, 9)
      await sleep(10)
      assert.equal(seen.requests.length, ahead, 'the last user of a page asks for no other page')
    }
    assert.equal((await iterator.next()).done, true)
    assert.equal(seen.maxInFlight, 1)
  })

  test('have a time limit each', async () => {
    const late = []
    const { users } = watched({ before: () => sleep(30) })
    assert.equal((await collected(users.iterate({ pageSize: 10, timeoutMs: 100 }))).length, 50)
    const { users: slow } = watched({ before: (number) => sleep(number === 2 ? 500 : 0), after: (number) => void late.push(number) })
    const iterator = slow.iterate({ pageSize: 10, timeoutMs: 100 })[Symbol.asyncIterator]()
    await taken(iterator, 20)
    const error = await failure(iterator.next())
    assert.deepEqual([error.code, late], ['timeout', [0, 1]])
  })

  test('are repeated as `retry` says', async () => {
    const faults = [{ kind: 'status', status: 503, schedule: [2, 3] }]
    const { users, seen } = watched({ faults })
    const retry = { maxRetries: 2, baseDelayMs: 0 }
    assert.equal((await collected(users.iterate({ pageSize: 25, retry }))).length, 50)
    assert.equal(seen.requests.length, 4)
  })
})

describe('a cursor', () => {
  for (const orderBy of [['id'], ['-created_at'], ['level'], ['-level', 'nickname'], ['vip', 'level', '-nickname']]) {
    test(`goes on after every user with exactly the rest, in another client: ${orderBy}`, async () => {
      const { users, emulator } = watched({ users: tableOf(31) })
      const { users: other } = watched({ users: emulator.snapshot() })
      const where = { id: { $gt: 0 } }
      const all = await collected(users.iterate({ where, orderBy }))
      assert.equal(all.length, 31)
      const iteration = users.iterate({ where, orderBy, pageSize: 8 })
      const iterator = iteration[Symbol.asyncIterator]()
      for (let given = 0; given <= 31; given++) {
        const { cursor } = iteration
        assert.deepEqual(await collected(other.iterate({ where, orderBy, cursor, pageSize: 5 })), all.slice(given), `after ${given}`)
        await iterator.next()
      }
      assert.deepEqual(await collected(other.iterate({ where, orderBy, cursor: iteration.cursor })), [])
    })
  }

  test('is that of the latest iterator, and stays when that is left', async () => {
    const { users } = watched()
    const iteration = users.iterate({ pageSize: 10 })
    const beginning = iteration.cursor
    const all = await collected(iteration)
    for await (const user of iteration) if (user.id === all[12].id) break
    assert.deepEqual(await collected(users.iterate({ cursor: iteration.cursor })), all.slice(13))
    iteration[Symbol.asyncIterator]()
    assert.equal(iteration.cursor, beginning)
  })

  test('does not move with what the caller makes of the users', async () => {
    for (const orderBy of ['id', '-level']) {
      const { users } = watched()
      const all = await collected(users.iterate({ orderBy }))
      const iteration = users.iterate({ orderBy, pageSize: 20 })
      const iterator = iteration[Symbol.asyncIterator]()
      for (let given = 1; given < 30; given++) {
        const { value } = await iterator.next()
        value.level = -100
        value.id = `user ${value.id}`
        assert.deepEqual(await collected(users.iterate({ orderBy, cursor: iteration.cursor })), all.slice(given))
      }
    }
  })

  test('of an iteration by offset goes on by offset', async () => {
    const { users } = watched()
    const options = { mode: 'offset', orderBy: ['-level', 'id'], pageSize: 20 }
    const all = await collected(users.iterate(options))
    const iteration = users.iterate(options)
    await taken(iteration[Symbol.asyncIterator](), 27)
    assert.deepEqual(await collected(users.iterate({ ...options, cursor: iteration.cursor })), all.slice(27))
  })

  test('of another condition, order or mode is refused', () => {
    const { users } = watched()
    const { cursor } = users.iterate({ where: { vip: true }, orderBy: '-level' })
    for (const other of [
      { orderBy: '-level' },
      { where: { vip: false }, orderBy: '-level' },
      { where: { vip: true } },
      { where: { vip: true }, orderBy: 'level' },
      { where: { vip: true }, orderBy: '-level', mode: 'offset' },
    ]) {
      const error = thrown(() => users.iterate({ ...other, cursor }))
      assertRefused(error, 'cursor: it belongs to another where or orderBy')
    }
  })

  test('that is none is refused', () => {
    const { users } = watched()
    const good = JSON.parse(users.iterate().cursor)
    const text = (changes) => JSON.stringify({ ...good, ...changes })
    for (const cursor of [
      '',
      'x',
      '{}',
      '[]',
      'null',
      `${users.iterate().cursor}x`,
      users.iterate().cursor.slice(0, -1),
      text({ version: 2 }),
      text({ stage: 'sweep' }),
      text({ stage: 'nowhere' }),
      text({ after: [1, 2] }),
      text({ after: ['5'] }),
      text({ after: [1.5] }),
      text({ after: { id: 5 } }),
      text({ fixed: [null] }),
      '['.repeat(100_000),
    ]) {
      assertRefused(thrown(() => users.iterate({ cursor })), 'cursor: expected the cursor of an iteration, got ')
    }
    for (const cursor of [5, {}, [good], true]) assertRefused(thrown(() => users.iterate({ cursor })), 'cursor: expected a string, got ')
  })
})

describe('several readers', () => {
  test('of one iteration begin anew each, one after the other and at once', async () => {
    const { users } = watched()
    const iteration = users.iterate({ orderBy: '-level', pageSize: 7 })
    const first = await collected(iteration)
    const others = await Promise.all([collected(iteration), collected(iteration), collected(iteration)])
    for (const other of others) assert.deepEqual(other, first)
    assert.deepEqual((await collected(iteration.pages())).flatMap(({ objects }) => objects), first)
  })

  test('of one iterator get different users, in order, and all settle', async () => {
    for (const orderBy of ['id', 'level']) {
      const { users, seen } = watched({ before: () => sleep(1) })
      const all = await collected(users.iterate({ orderBy }))
      const iterator = users.iterate({ orderBy, pageSize: 8 })[Symbol.asyncIterator]()
      const [first] = await taken(iterator, 1)
      const steps = await settled(Promise.all(Array.from({ length: 60 }, () => iterator.next())))
      assert.deepEqual([first, ...steps.slice(0, 49).map(({ value }) => value)], all)
      for (const step of steps.slice(49)) assert.deepEqual(step, { value: undefined, done: true })
      assert.equal(seen.maxInFlight, 1)
    }
  })
})

describe('a server that is wrong', () => {
  const user = (id, more) => ({ id, level: 1, nickname: 'a', vip: true, created_at: 5, updated_at: 5, ...more })
  const page = (...ids) => ({ objects: ids.map((id) => user(id)), next: 'more' })

  for (const orderBy of ['id', '-created_at', 'level', '-nickname', ['-vip', 'nickname'], ['-nickname', 'level']]) {
    test(`is found out when it answers the same page for ever: ${orderBy}`, async () => {
      const { users, seen } = paging(() => page(1, 2, 3))
      const error = await failure(collected(users.iterate({ orderBy, pageSize: 3 })))
      assert.equal(error.code, 'invalid_answer', error.message)
      assert(seen.requests.length < 10, `${seen.requests.length} requests`)
    })

    test(`is found out when it answers two pages in turn for ever: ${orderBy}`, async () => {
      const one = { objects: [user(1), user(2, { nickname: 'b', level: 2, created_at: 6 })], next: 'more' }
      const other = { objects: [user(3, { nickname: 'c', level: 3, created_at: 7 }), user(4, { nickname: 'd', level: 4, created_at: 8 })], next: 'more' }
      const { users, seen } = paging((_, number) => (number % 2 ? one : other))
      const error = await failure(collected(users.iterate({ orderBy, pageSize: 2 })))
      assert.equal(error.code, 'invalid_answer', error.message)
      assert(seen.requests.length < 40, `${seen.requests.length} requests`)
    })
  }

  for (const [what, orderBy, objects] of [
    ['a page out of order', 'id', [user(2), user(1)]],
    ['the same user twice', 'id', [user(2), user(2)]],
    ['an id that is none', 'level', [user(0)]],
    ['an id that is a text', 'id', [user('5')]],
    ['a user without the field', 'created_at', [user(1, { created_at: null })]],
    ['a time that is none', 'level', [user(1, { updated_at: 'now' })]],
  ]) {
    test(`is found out: ${what}`, async () => {
      const { users } = paging(({ where }) => (where?.includes('true') && orderBy === 'created_at' ? { objects: [] } : { objects, next: 'x' }))
      const error = await failure(collected(users.iterate({ orderBy })))
      assert.equal(error.code, 'invalid_answer', error.message)
    })
  }

  for (const orderBy of ['id', 'level']) {
    for (const mode of ['keyset', 'offset']) {
      test(`is asked again where it does not tell whether more users come: ${orderBy}, by ${mode}`, async () => {
        const answers = [
          ...[{}, { next: undefined }, { next: '' }, { next: 5 }, { next: false }].map((meta) => ({ objects: [user(1)], meta })),
          { objects: [], next: 'more' },
        ]
        const { users } = paging((_, number) => answers[number - 1] ?? { objects: [user(1)] })
        const iteration = users.iterate({ orderBy, mode })
        const iterator = iteration[Symbol.asyncIterator]()
        const { cursor } = iteration
        for (const { objects } of answers) {
          const error = await failure(iterator.next())
          const problem = objects.length ? '`meta.next` is neither a link nor null' : 'it holds no users, and links to more'
          assert.deepEqual([error.code, error.message], ['invalid_answer', `the answer is not as documented: ${problem}`])
          assert.equal(iteration.cursor, cursor)
        }
        assert.deepEqual(idsOf(await collected(iterator)), [1])
      })
    }
  }

  test('may hold values that are too long for a url: another mode is named', async () => {
    const table = tableOf(9).map((user) => ({ ...user, nickname: '中'.repeat(1000) + user.id }))
    const error = await failure(collected(watched({ users: table }).users.iterate({ orderBy: 'nickname', pageSize: 3 })))
    assert.equal(error.code, 'invalid_argument')
    assert.match(error.message, /^orderBy\[0\]: users hold a text of 1004 characters in "nickname", too long .*; use mode: 'offset', /)
  })

  test('may hold numbers that JavaScript rounds: another mode is named', async () => {
    const body = '{"meta":{"next":"more"},"objects":[{"id":1,"level":9007199254740993,"updated_at":5}]}'
    const { users } = watched({ after: () => new Response(body) })
    const error = await failure(collected(users.iterate({ orderBy: '-level' })))
    assert.equal(error.code, 'invalid_argument')
    assert.match(error.message, /^orderBy\[0\]: users hold a number in "level" that JavaScript cannot tell from its neighbours; /)
  })

  test('may hold values that no cursor can order by: another mode is named', async () => {
    const error = await failure(collected(watched().users.iterate({ orderBy: 'tags', pageSize: 10 })))
    assert.equal(error.code, 'invalid_argument')
    assert.match(error.message, /^orderBy\[0\]: users hold an array in "tags", which a cursor cannot order by; use mode: 'offset', /)
  })
})
