// `iterate` when something fails, is given up or wrong: what is sent, what settles, and what is left behind.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { collected, idsOf, listened, sleep, startEmulator, tableOf, taken, watched } from './reading.mjs'
import { assertRefused, clientOf, failure, rejection, settled, thrown, watchForStrays } from './support.mjs'

watchForStrays()

const DONE = { value: undefined, done: true }

describe('a page that fails', () => {
  for (const [kind, code] of [
    [{ kind: 'status', status: 503 }, 'server_error'],
    [{ kind: 'reset_before' }, 'connection'],
    [{ kind: 'reset_after' }, 'connection'],
    [{ kind: 'truncate' }, 'invalid_answer'],
  ]) {
    for (const orderBy of ['id', '-level']) {
      test(`rejects one next(), and the next goes on without loss: ${kind.kind}, by ${orderBy}`, async () => {
        const { users, emulator, seen } = watched()
        const all = await collected(users.iterate({ orderBy }))
        emulator.setFaults([{ ...kind, schedule: [1, 3, 4, 6] }])
        const iterator = users.iterate({ orderBy, pageSize: 8 })[Symbol.asyncIterator]()
        const given = []
        const codes = []
        while (given.length < 50) {
          const step = await iterator.next().catch((error) => error)
          if (step.code) codes.push(step.code)
          else given.push(step.value)
        }
        assert.deepEqual(given, all)
        assert.deepEqual(codes, [code, code, code, code])
        assert.deepEqual(await iterator.next(), DONE)
        assert.equal(seen.maxInFlight, 1)
      })
    }
  }

  test('is asked for again by another next(), and not by itself', async () => {
    const { users, seen } = watched({ faults: [{ kind: 'status', status: 503, schedule: [2, 3] }] })
    const iterator = users.iterate({ pageSize: 10 })[Symbol.asyncIterator]()
    await taken(iterator, 10)
    await sleep(20)
    assert.equal(seen.requests.length, 2, 'the one that was fetched ahead failed')
    for (const requests of [2, 3]) {
      assert.equal((await failure(iterator.next())).status, 503)
      await sleep(20)
      assert.equal(seen.requests.length, requests)
    }
    assert.equal((await taken(iterator, 40)).length, 40)
  })

  test('is rejected once among many next() at once, and nobody is lost', async () => {
    const { users, emulator } = watched()
    const all = await collected(users.iterate())
    emulator.setFaults([{ kind: 'status', status: 503, schedule: [1, 4] }])
    const iterator = users.iterate({ pageSize: 10 })[Symbol.asyncIterator]()
    const steps = await settled(Promise.allSettled(Array.from({ length: 55 }, () => iterator.next())))
    const given = steps.filter(({ status }) => status === 'fulfilled').map(({ value }) => value)
    assert.equal(steps.length - given.length, 2)
    assert.deepEqual(given.slice(0, 50).map(({ value }) => value), all)
    assert.deepEqual(given.slice(50), [DONE, DONE, DONE])
  })

  test('stays where it was, and so does the cursor', async () => {
    const { users, emulator } = watched()
    const all = await collected(users.iterate())
    emulator.setFaults([{ kind: 'status', status: 503, schedule: [3] }])
    const iteration = users.iterate({ pageSize: 10 })
    const error = await failure(collected(iteration))
    assert.equal(error.status, 503)
    assert.deepEqual(await collected(users.iterate({ cursor: iteration.cursor })), all.slice(20))
  })

  test('leaves no listener on the signal of a loop that it ended', async () => {
    const { signal, listeners } = listened()
    const { users } = watched({ faults: [{ kind: 'status', status: 503, schedule: [3] }] })
    await failure(collected(users.iterate({ pageSize: 10, signal })))
    assert.equal(listeners.size, 0)
  })
})

describe('break', () => {
  test('ends the request in flight', async () => {
    const emulator = await startEmulator({ users: tableOf(50), faults: [{ kind: 'latency', latencyMs: 2000, schedule: [2] }] })
    for await (const user of clientOf(emulator.url).iterate({ pageSize: 10 })) {
      assert(user)
      for (let turn = 0; turn < 200 && emulator.counts().requests < 2; turn++) await sleep(5)
      break
    }
    for (let turn = 0; turn < 200 && emulator.counts().closedEarly < 1; turn++) await sleep(5)
    const { requests, closedEarly, inFlight } = emulator.counts()
    assert.deepEqual([requests, closedEarly, inFlight], [2, 1, 0])
    await emulator.close()
  })

  test('is the end: next() and return() give done, a waiting next() too, and nothing is sent', async () => {
    const { users, seen } = watched({ before: (number) => number === 2 && new Promise(() => {}) })
    const iterator = users.iterate({ pageSize: 10 })[Symbol.asyncIterator]()
    await taken(iterator, 20)
    const waiting = Promise.all([iterator.next(), iterator.next()])
    await sleep(5)
    assert.deepEqual(await iterator.return(), DONE)
    assert.equal(seen.requests[2].signal.aborted, true)
    assert.deepEqual(await settled(waiting), [DONE, DONE])
    assert.deepEqual([await iterator.next(), await iterator.return(), await iterator.next()], [DONE, DONE, DONE])
    assert.equal(seen.requests.length, 3)
  })

  test('forgets the users of the page at hand, and leaves other iterators alone', async () => {
    const { users } = watched()
    const iteration = users.iterate({ pageSize: 10 })
    const [left, other] = [iteration[Symbol.asyncIterator](), iteration[Symbol.asyncIterator]()]
    await Promise.all([taken(left, 3), taken(other, 3)])
    await left.return()
    assert.deepEqual(await left.next(), DONE)
    assert.equal((await collected(other)).length, 47)
    assert.equal((await collected(iteration)).length, 50)
  })

  test('of pages ends them, too', async () => {
    const { users, seen } = watched()
    for await (const { objects } of users.iterate({ pageSize: 10 }).pages()) {
      assert.equal(objects.length, 10)
      break
    }
    await sleep(10)
    assert(seen.requests.length <= 2)
  })
})

describe('a signal', () => {
  for (const [what, reason] of [['an error', new Error('enough')], ['a string', 'enough'], ['null', null]]) {
    test(`rejects who waits at once, with its reason, and everyone after that: ${what}`, async () => {
      const { controller, signal, listeners } = listened()
      const { users, seen } = watched({ before: (number) => number === 1 && new Promise(() => {}) })
      const iterator = users.iterate({ pageSize: 10, signal })[Symbol.asyncIterator]()
      await taken(iterator, 10)
      const waiting = [iterator.next(), iterator.next(), iterator.next()].map(rejection)
      await sleep(10)
      const began = performance.now()
      controller.abort(reason)
      for (const told of await Promise.all(waiting)) assert(told === reason)
      assert(performance.now() - began < 50)
      for (let turn = 0; turn < 3; turn++) assert((await rejection(iterator.next())) === reason)
      assert.equal(seen.requests[1].signal.aborted, true)
      assert.deepEqual([seen.requests.length, listeners.size], [2, 0])
    })
  }

  test('rejects in the middle of a page, and on the last page when nothing is in flight', async () => {
    for (const count of [3, 43]) {
      const { controller, signal, listeners } = listened()
      const { users } = watched()
      const iterator = users.iterate({ pageSize: 10, signal })[Symbol.asyncIterator]()
      await taken(iterator, count)
      await sleep(10)
      controller.abort('enough')
      assert.equal(await rejection(iterator.next()), 'enough')
      assert.equal(await rejection(iterator.next()), 'enough')
      assert.equal(listeners.size, 0)
    }
  })

  test('that is aborted already rejects the first next(), and nothing is sent', async () => {
    const { users, seen } = watched()
    const iteration = users.iterate({ signal: AbortSignal.abort('before') })
    for (const iterable of [iteration, iteration.pages()]) {
      const iterator = iterable[Symbol.asyncIterator]()
      assert.equal(await rejection(iterator.next()), 'before')
      assert.equal(await rejection(iterator.next()), 'before')
    }
    assert.equal(seen.requests.length, 0)
  })

  test('has no listener after the end, and changes nothing then', async () => {
    const { controller, signal, listeners } = listened()
    const { users } = watched()
    const iterators = [users.iterate({ pageSize: 10, signal }), users.iterate({ pageSize: 10, signal, orderBy: 'level' }).pages()]
    const used = []
    for (const iterable of iterators) {
      const iterator = iterable[Symbol.asyncIterator]()
      used.push(iterator)
      const began = iterator.next()
      for (let turn = 0; turn < 3; turn++) await undefined
      assert.equal(listeners.size, 1)
      await began
      for await (const item of iterator) assert(item)
      assert.equal(listeners.size, 0)
    }
    controller.abort('late')
    for (const iterator of used) assert.deepEqual(await iterator.next(), DONE)
  })

  test('has no listener after return(), and changes nothing then', async () => {
    const { controller, signal, listeners } = listened()
    const { users } = watched()
    const iterator = users.iterate({ pageSize: 10, signal })[Symbol.asyncIterator]()
    await iterator.next()
    await iterator.return()
    assert.equal(listeners.size, 0)
    controller.abort('late')
    assert.deepEqual(await iterator.next(), DONE)
  })

  test('that ends by time is a signal like any other', async () => {
    const { users } = watched({ before: (number) => number === 1 && new Promise(() => {}) })
    const signal = AbortSignal.timeout(30)
    const reason = await rejection(collected(users.iterate({ pageSize: 10, signal })))
    assert.equal(reason, signal.reason)
  })
})

describe('options', () => {
  for (const [what, options, message] of [
    ['null', null, 'options: expected an object, got null'],
    ['a text', 'id', 'options: expected an object, got a string'],
    ['a misspelt one', { filter: {} }, 'options: unknown member "filter", expected one of where, orderBy, pageSize, mode, cursor, select, expand, timeoutMs, retry, signal'],
    ['limit', { limit: 5 }, 'options: unknown member "limit"'],
    ['a condition in an array', { where: [{ vip: true }] }, 'where: '],
    ['a condition on nothing', { where: { vip: undefined } }, 'vip'],
    ['a wrong operand', { where: { level: { $gte: NaN } } }, 'level.$gte: '],
    ['an order that is none', { orderBy: 5 }, 'orderBy: '],
    ['the same field twice', { orderBy: ['level', '-level'] }, 'orderBy[1]: "level" is in the order already'],
    ['an order behind id', { orderBy: ['id', 'level'] }, 'orderBy[1]: expected nothing after "id"'],
    ['a field that the server does not sort by', { orderBy: 'gender' }, 'gender'],
    ['four fields', { orderBy: ['a', 'b', 'c', 'd'] }, "orderBy: a cursor orders by at most 3 fields beside \"id\", got 4; use mode: 'offset'"],
    ['a field within an object', { orderBy: ['level', '-address.city'] }, 'orderBy[1]: "address.city" leads into an object'],
    ['no users a page', { pageSize: 0 }, 'pageSize must be an integer between 1 and 1000, got 0'],
    ['too many users a page', { pageSize: 1001 }, 'pageSize'],
    ['half a user', { pageSize: 1.5 }, 'pageSize'],
    ['an unknown mode', { mode: 'page' }, 'mode: expected "keyset" or "offset", got "page"'],
    ['a cursor that is none', { cursor: 5 }, 'cursor: '],
    ['select without what is needed', { select: ['-level'], orderBy: 'level' }, 'select[0]: "level" cannot be left out'],
    ['no time', { timeoutMs: -1 }, 'timeoutMs must be an integer between 1 and 2147483647, got -1'],
    ['a signal that is none', { signal: {} }, 'signal: '],
    ['a limit of retries that is none', { retry: { maxRetries: -1 } }, 'retry.maxRetries must be an integer between 0 and 100, got -1'],
  ]) {
    test(`are refused by iterate() itself: ${what}`, () => {
      const { users, seen } = watched()
      assertRefused(thrown(() => users.iterate(options)), message)
      assert.equal(seen.requests.length, 0)
    })
  }

  test('are one argument', () => {
    const { users } = watched()
    assertRefused(thrown(() => users.iterate({}, {})), 'iterate: ')
  })

  test('are read at once: to change them later changes nothing', async () => {
    const { users, seen } = watched()
    const options = { where: { level: { $gte: 2 } }, orderBy: ['-level'], pageSize: 5, select: ['note'] }
    const iteration = users.iterate(options)
    const expected = await collected(users.iterate(structuredClone(options)))
    const iterator = iteration[Symbol.asyncIterator]()
    const first = await taken(iterator, 2)
    options.where.level.$gte = 100
    options.orderBy.push('nickname')
    Object.assign(options, { pageSize: 1, select: ['level'], cursor: 'x', signal: AbortSignal.abort() })
    assert.deepEqual([...first, ...(await collected(iterator))], expected)
    assert.deepEqual(await collected(iteration), expected)
    assert(seen.requests.every(({ query }) => query.limit !== '1' || query.order_by === '-updated_at'))
    assert(idsOf(expected).length > 10)
  })
})
