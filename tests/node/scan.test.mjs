// `scan`: everyone exactly once, how many requests at a time and in all, and what happens when one of them fails.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { collected, idsOf, listened, paging, sleep, startEmulator, tableOf, taken, watched } from './reading.mjs'
import { assertRefused, clientOf, failure, rejection, settled, thrown, watchForStrays } from './support.mjs'

watchForStrays()

const DONE = { value: undefined, done: true }
const sorted = (ids) => [...ids].sort((left, right) => left - right)
const idsIn = (batches) => sorted(batches.flatMap(idsOf))
const idsOfTable = (users) => sorted(idsOf(users))

/** Ids of 5 to 15 digits, most of them close together. */
const skewed = (count) =>
  Array.from({ length: count }, (_, index) => ({ id: [10_000, 7_000_000, 88_000_000_000, 143_403_242_340_000][index % 9 < 6 ? 1 : index % 4] + index }))

describe('a table at rest', () => {
  for (const [what, users] of [
    ['ids close together', tableOf(240)],
    ['ids of 5 to 15 digits', skewed(240)],
  ]) {
    for (const concurrency of [1, 2, 4, 32]) {
      for (const pageSize of [1, 7, 40, 240, 1000]) {
        test(`is read once, in as many requests as there are pages: ${what}, ${concurrency} at a time, ${pageSize} a page`, async () => {
          const { users: client, seen } = watched({ users })
          const batches = await collected(client.scan({ concurrency, pageSize }))
          assert.deepEqual(idsIn(batches), idsOfTable(users))
          assert(batches.every(({ length }) => length > 0 && length <= pageSize))
          assert.equal(seen.requests.length, Math.ceil(240 / pageSize))
          assert(seen.maxInFlight <= concurrency)
        })
      }
    }
  }

  test('is read 4 at a time, a thousand users each, unless something else is said', async () => {
    const { users, seen } = watched({ users: tableOf(9000), after: () => sleep(5) })
    assert.equal(idsIn(await collected(users.scan())).length, 9000)
    assert.deepEqual([seen.maxInFlight, seen.requests.length], [4, 9])
    assert(seen.requests.every(({ query }) => query.limit === '1000' && query.order_by === 'id'))
  })

  test('without users, and with one, takes one request', async () => {
    for (const count of [0, 1]) {
      const { users, seen } = watched({ users: tableOf(count) })
      assert.deepEqual(await collected(users.scan()), count ? [tableOf(count)] : [])
      assert.equal(seen.requests.length, 1)
    }
  })

  test('is read by a condition, with the fields asked for', async () => {
    const { users } = watched()
    const where = { level: { $gte: 2 } }
    const { objects } = await users.list({ where, orderBy: 'id', limit: 1000 })
    const whole = await collected(users.scan({ where, pageSize: 5 }))
    assert.deepEqual(idsIn(whole), idsOf(objects))
    assert.deepEqual(whole.flat().find(({ id }) => id === objects[0].id), objects[0])
    const some = (await collected(users.scan({ where, pageSize: 5, select: ['note'] }))).flat()
    assert.deepEqual(Object.keys(some[0]).sort(), ['id', 'note'])
    assert.equal(some.length, objects.length)
    const table = [{ id: 1, nickname: 'one', created_by: 2 }, { id: 2, nickname: 'two', created_by: 1 }]
    const [[first]] = await collected(watched({ users: table }).users.scan({ expand: ['created_by'] }))
    assert.equal(first.created_by.nickname, 'two')
  })

  test('is read anew by each loop, also by several at once', async () => {
    const { users } = watched()
    const scan = users.scan({ pageSize: 7 })
    const all = [await collected(scan), ...(await Promise.all([collected(scan), collected(scan)]))]
    for (const batches of all) assert.deepEqual(idsIn(batches), idsOfTable(tableOf(50)))
  })
})

describe('requests', () => {
  test('begin with the first next()', async () => {
    const { users, seen } = watched()
    const iterator = users.scan()[Symbol.asyncIterator]()
    await sleep(10)
    assert.equal(seen.requests.length, 0)
    await iterator.return()
    assert.equal(seen.requests.length, 0)
  })

  for (const concurrency of [1, 3, 8, 32]) {
    test(`in flight are ${concurrency} at most, and in fact so many`, async (t) => {
      const emulator = await startEmulator({ users: tableOf(1000), faults: [{ kind: 'latency', latencyMs: 40, jitterMs: 20 }] })
      t.after(() => emulator.close())
      const batches = await collected(clientOf(emulator.url).scan({ concurrency, pageSize: 10 }))
      assert.deepEqual(idsIn(batches), idsOfTable(tableOf(1000)))
      assert.equal(emulator.counts().maxInFlight, concurrency)
      assert.equal(emulator.counts().requests, 100)
    })

    test(`are never more than ${concurrency} ahead of a slow caller`, async () => {
      const { users, seen } = watched({ users: tableOf(500) })
      const iterator = users.scan({ concurrency, pageSize: 5 })[Symbol.asyncIterator]()
      let pages = 0
      let most = 0
      for await (const batch of iterator) {
        assert(batch.length > 0)
        pages++
        await sleep(pages < 20 ? 3 : 0)
        most = Math.max(most, seen.requests.length - pages)
        assert(seen.requests.length - pages <= concurrency, `${seen.requests.length} requests for ${pages} pages`)
      }
      assert.equal(most, concurrency, 'as far ahead as it may')
      assert.equal(pages, 100)
    })
  }

  test('of several next() at once bring different users, and all settle', async () => {
    const { users, seen } = watched({ before: () => sleep(1) })
    const iterator = users.scan({ pageSize: 5, concurrency: 3 })[Symbol.asyncIterator]()
    const steps = await settled(Promise.all(Array.from({ length: 30 }, () => iterator.next())))
    const batches = steps.filter(({ done }) => !done).map(({ value }) => value)
    assert.deepEqual(idsIn(batches), idsOfTable(tableOf(50)))
    assert(steps.slice(batches.length).every((step) => step.done && step.value === undefined))
    assert(seen.maxInFlight <= 3)
  })

  test('have a time limit each', async () => {
    const { users } = watched({ before: (number) => sleep(number === 3 ? 500 : 30) })
    const error = await failure(collected(users.scan({ pageSize: 10, timeoutMs: 100 })))
    assert.equal(error.code, 'timeout')
    const { users: steady } = watched({ before: () => sleep(30) })
    assert.equal((await collected(steady.scan({ pageSize: 5, concurrency: 1, timeoutMs: 150 }))).flat().length, 50)
  })
})

describe('a request that fails', () => {
  for (const [kind, code] of [
    [{ kind: 'status', status: 503 }, 'server_error'],
    [{ kind: 'reset_after' }, 'connection'],
    [{ kind: 'invalid_json' }, 'invalid_answer'],
  ]) {
    for (const schedule of [[1], [2], [3, 5, 6], [10]]) {
      test(`rejects one next(), and nobody is lost: ${kind.kind}, ${schedule}`, async () => {
        const { users } = watched({ faults: [{ ...kind, schedule }] })
        const iterator = users.scan({ pageSize: 5 })[Symbol.asyncIterator]()
        const batches = []
        const codes = []
        for (;;) {
          const step = await settled(iterator.next().catch((error) => error))
          if (step.code) codes.push(step.code)
          else if (step.done) break
          else batches.push(step.value)
        }
        assert.deepEqual(idsIn(batches), idsOfTable(tableOf(50)))
        // Those that fail together are told once.
        assert(codes.length > 0 && codes.length <= schedule.length, `${codes}`)
        assert(codes.every((told) => told === code), `${codes}`)
      })
    }
  }

  test('together with others is told once, and asked for again with them', async () => {
    const down = { kind: 'status', status: 503, schedule: [2, 3, 4, 5, 6, 7, 8, 9] }
    const { users, seen } = watched({ users: tableOf(500), faults: [down], after: () => sleep(5) })
    const iterator = users.scan({ pageSize: 5, concurrency: 8 })[Symbol.asyncIterator]()
    const first = (await iterator.next()).value
    assert.equal((await failure(iterator.next())).status, 503)
    await sleep(30)
    assert.equal(seen.requests.length, 9)
    const rest = await collected(iterator)
    assert.deepEqual(idsIn([first, ...rest]), idsOfTable(tableOf(500)))
  })

  test('is asked for again by another next(), and not by itself', async () => {
    const { users, seen } = watched({ faults: [{ kind: 'status', status: 503, schedule: [1] }] })
    const iterator = users.scan({ pageSize: 5 })[Symbol.asyncIterator]()
    assert.equal((await failure(iterator.next())).status, 503)
    await sleep(20)
    assert.equal(seen.requests.length, 1)
    assert.deepEqual(idsIn(await collected(iterator)), idsOfTable(tableOf(50)))
  })

  test('stops the others from going on by themselves, and leaves no listener', async () => {
    const { signal, listeners } = listened()
    const { users, seen } = watched({ users: tableOf(500), faults: [{ kind: 'status', status: 503, schedule: [6] }], after: () => sleep(2) })
    assert.equal((await failure(collected(users.scan({ pageSize: 5, signal })))).status, 503)
    const { length } = seen.requests
    await sleep(50)
    assert.deepEqual([seen.requests.length, seen.inFlight, listeners.size], [length, 0, 0])
  })
})

describe('the end', () => {
  test('by break aborts all that is in flight', async () => {
    const emulator = await startEmulator({ users: tableOf(500), faults: [{ kind: 'latency', latencyMs: 2000, schedule: [2, 3, 4, 5] }] })
    for await (const batch of clientOf(emulator.url).scan({ pageSize: 5 })) {
      assert.equal(batch.length, 5)
      for (let turn = 0; turn < 200 && emulator.counts().inFlight < 4; turn++) await sleep(5)
      break
    }
    for (let turn = 0; turn < 200 && emulator.counts().closedEarly < 4; turn++) await sleep(5)
    const { requests, closedEarly, inFlight } = emulator.counts()
    assert.deepEqual([requests, closedEarly, inFlight], [5, 4, 0])
    await emulator.close()
  })

  test('by return() is one for who waits, and for good', async () => {
    const { users, seen } = watched({ before: (number) => number > 0 && new Promise(() => {}) })
    const iterator = users.scan({ pageSize: 5 })[Symbol.asyncIterator]()
    await taken(iterator, 1)
    const waiting = [iterator.next(), iterator.next()]
    await sleep(5)
    assert.deepEqual(await iterator.return(), DONE)
    assert.deepEqual(await settled(Promise.all(waiting)), [DONE, DONE])
    assert.deepEqual(await iterator.next(), DONE)
    assert(seen.requests.slice(1).every(({ signal }) => signal.aborted))
    assert.equal(seen.requests.length, 5)
  })

  test('by a signal rejects who waits, at once and for good, and aborts all that is in flight', async () => {
    const { controller, signal, listeners } = listened()
    const { users, seen } = watched({ before: (number) => number > 0 && new Promise(() => {}) })
    const iterator = users.scan({ pageSize: 5, signal })[Symbol.asyncIterator]()
    await taken(iterator, 1)
    const waiting = [rejection(iterator.next()), rejection(iterator.next())]
    await sleep(5)
    const began = performance.now()
    controller.abort('enough')
    assert.deepEqual(await Promise.all(waiting), ['enough', 'enough'])
    assert(performance.now() - began < 50)
    assert.equal(await rejection(iterator.next()), 'enough')
    assert.deepEqual([seen.requests.length, listeners.size], [5, 0])
    assert(seen.requests.slice(1).every(({ signal }) => signal.aborted))
  })

  test('by a signal that was aborted before anything was sent', async () => {
    const { users, seen } = watched()
    const iterator = users.scan({ signal: AbortSignal.abort('before') })[Symbol.asyncIterator]()
    assert.equal(await rejection(iterator.next()), 'before')
    assert.equal(seen.requests.length, 0)
  })

  test('leaves no listener, and nothing to abort', async () => {
    const { controller, signal, listeners } = listened()
    const { users } = watched()
    const iterator = users.scan({ pageSize: 5, signal })[Symbol.asyncIterator]()
    assert.equal((await collected(iterator)).flat().length, 50)
    assert.equal(listeners.size, 0)
    controller.abort('late')
    assert.deepEqual(await iterator.next(), DONE)
  })
})

describe('a server that is wrong', () => {
  const page = (...ids) => ({ objects: ids.map((id) => ({ id })), next: 'more', total_count: 1000 })
  for (const [what, answer] of [
    ['the same page for ever', () => page(1, 2, 3)],
    ['a page out of order', () => page(3, 2)],
    ['the same user twice', () => page(3, 3)],
    ['an id that is none', () => page(0)],
    ['no total', () => ({ ...page(1, 2), total_count: null })],
    ['nobody, and a link to more', () => page()],
    ['no word on whether more come', () => ({ ...page(1), meta: { total_count: 1 } })],
    ['a link that is none', () => ({ ...page(1), meta: { total_count: 1, next: '' } })],
  ]) {
    test(`is found out: ${what}`, async () => {
      const { users, seen } = paging(answer)
      const error = await failure(collected(users.scan({ pageSize: 3, concurrency: 2 })))
      assert.equal(error.code, 'invalid_answer', error.message)
      assert(seen.requests.length < 10)
    })
  }
})

describe('options', () => {
  for (const [what, options, message] of [
    ['null', null, 'options: expected an object, got null'],
    ['an order', { orderBy: 'id' }, 'options: unknown member "orderBy", expected one of where, concurrency, pageSize, select, expand, timeoutMs, retry, signal'],
    ['a cursor', { cursor: '' }, 'options: unknown member "cursor"'],
    ['a condition in an array', { where: [{ vip: true }] }, 'where: '],
    ['nobody at a time', { concurrency: 0 }, 'concurrency must be an integer between 1 and 32, got 0'],
    ['too many at a time', { concurrency: 33 }, 'concurrency must be an integer between 1 and 32, got 33'],
    ['a text', { concurrency: '4' }, 'concurrency must be an integer between 1 and 32, got "4"'],
    ['no users a page', { pageSize: 0 }, 'pageSize must be an integer between 1 and 1000, got 0'],
    ['users without ids', { select: ['-id'] }, 'select[0]: "id" cannot be left out'],
    ['a signal that is none', { signal: 5 }, 'signal: '],
  ]) {
    test(`are refused by scan() itself: ${what}`, () => {
      assertRefused(thrown(() => watched().users.scan(options)), message)
    })
  }

  test('are one argument, and read at once', async () => {
    const { users } = watched()
    assertRefused(thrown(() => users.scan({}, {})), 'scan: ')
    const options = { where: { level: { $gte: 2 } }, pageSize: 5 }
    const scan = users.scan(options)
    const expected = idsIn(await collected(users.scan(structuredClone(options))))
    options.where.level.$gte = 100
    options.signal = AbortSignal.abort()
    assert.deepEqual(idsIn(await collected(scan)), expected)
  })
})
