// What is sent again, how often and when: a fake server fails, and counts what it saw.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { ANSWERS, clientOf, esm, failure, OPERATIONS, serve, TOKEN, watchForStrays } from './support.mjs'

const { append, appendUnique, increment, merge, pop, remove, shift, unset, UsersClient } = esm

watchForStrays()

/** Sent again at once: nothing is drawn between nothing and nothing. */
const AT_ONCE = { maxRetries: 2, baseDelayMs: 0 }

/** A server that answers the first requests so, and the rest with a user; and the times of the requests. */
async function failingServer(...answers) {
  const times = []
  const { url, requests } = await serve((request, response) => {
    times.push(performance.now())
    const answer = answers.shift()
    if (answer) answer(request, response)
    else response.end('{"id":5}')
  })
  return { url, requests, times }
}

const answering = (status, headers = {}) => (_, response) => response.writeHead(status, headers).end('{"error_msg":"no"}')
const reset = (request) => request.socket.resetAndDestroy()
const hang = () => {}
const hangInBody = (_, response) => response.writeHead(200).write('{"id":')
const saying = (text) => (_, response) => response.end(text)
const always = (answer) => Array.from({ length: 100 }, () => answer)

/** Runs `act` as if each throw of the dice gave `dice`, a number from 0 to below 1. */
async function withDice(dice, act) {
  const { random } = Math
  Math.random = () => dice
  try {
    return await act()
  } finally {
    Math.random = random
  }
}

// What is sent again.

const updating = (update) => ({ isWrite: true, call: (users, options) => users.update(5, update, options) })
const updatingOld = (update) => ({ isWrite: true, call: (users, options) => users.legacy.updateUser(5, update, options) })
const HARMLESS = {
  ...OPERATIONS,
  'update with what may be done twice': updating({ a: appendUnique('a'), b: remove('b'), c: merge({ c: 1 }), d: unset() }),
}
delete HARMLESS.updateMany
const ONCE = {
  updateMany: OPERATIONS.updateMany,
  'update with increment': updating({ level: increment(1) }),
  'update with append': updating({ tags: append('a') }),
  'update with pop': updating({ tags: pop() }),
  'update with shift': updating({ tags: shift() }),
  'update with a set and an increment': updating({ vip: true, level: increment(1) }),
  'legacy.updateUser with increment': updatingOld({ level: increment(1) }),
}

/** What happens, the code of its error, whether it is sent again where that is harmless and where not, what a write did. */
const FAULTS = [
  ['408', answering(408), 'unexpected_status', true, false, 'unknown'],
  ['429', answering(429), 'rate_limited', true, true, 'not_applied'],
  ['500', answering(500), 'server_error', true, false, 'unknown'],
  ['502', answering(502), 'server_error', true, false, 'unknown'],
  ['503', answering(503), 'server_error', true, false, 'unknown'],
  ['504', answering(504), 'server_error', true, false, 'unknown'],
  ['a connection that is reset', reset, 'connection', true, false, 'unknown'],
  ['a body that is cut off', (_, response) => {
    response.writeHead(200, { 'content-length': 100 }).write('{"id":5', () => response.destroy())
  }, 'connection', true, false, 'unknown'],
  ['half of its JSON', saying('{"id":5'), 'invalid_answer', true, false, 'unknown'],
  ['a page of HTML', saying('<html>'), 'invalid_answer', true, false, 'unknown'],
  ['JSON of another shape', saying('[]'), 'invalid_answer', false, false, 'unknown'],
  ['302', answering(302, { location: '/elsewhere/' }), 'unexpected_status', false, false, 'unknown'],
  ['400', answering(400), 'bad_request', false, false, 'not_applied'],
  ['401', answering(401), 'unauthorized', false, false, 'not_applied'],
  ['402', answering(402), 'payment_required', false, false, 'not_applied'],
  ['403', answering(403), 'forbidden', false, false, 'not_applied'],
  ['404', answering(404), 'not_found', false, false, 'not_applied'],
  ['409', answering(409), 'unexpected_status', false, false, 'not_applied'],
  ['501', answering(501), 'server_error', false, false, 'unknown'],
  ['505', answering(505), 'server_error', false, false, 'unknown'],
]

for (const [fault, answer, code, isRepeated, isRepeatedThoughHarmful, outcome] of FAULTS) {
  const { url, requests } = await failingServer(...always(answer))
  for (const [operations, times] of [
    [HARMLESS, isRepeated ? 3 : 1],
    [ONCE, isRepeatedThoughHarmful ? 3 : 1],
  ]) {
    for (const [operation, { isWrite, call }] of Object.entries(operations)) {
      test(`${operation}: answered by ${fault} it is sent ${times === 1 ? 'once' : `${times} times`}`, async () => {
        const before = requests.length
        const error = await failure(call(clientOf(url, { retry: AT_ONCE })))
        const seen = requests.slice(before)
        assert.deepEqual([error.code, error.attempts, seen.length], [code, times, times], error.message)
        assert.equal(error.outcome, isWrite ? outcome : undefined)
        for (const { method, url, body } of seen) {
          assert.deepEqual([method, url, body], [seen[0].method, seen[0].url, seen[0].body])
        }
      })
    }
  }
}

for (const [operation, { call }] of Object.entries(HARMLESS)) {
  test(`${operation}: the answer that comes at last is the answer`, async () => {
    const answer = saying(JSON.stringify(ANSWERS[operation] ?? ANSWERS.update))
    const { url, requests } = await failingServer(reset, answering(503), answer)
    const { url: atOnce } = await failingServer(answer)
    assert.deepEqual(await call(clientOf(url, { retry: AT_ONCE })), await call(clientOf(atOnce)))
    assert.equal(requests.length, 3)
  })
}

test('a token function is asked before every attempt, and may fail at a later one', async () => {
  const { url, requests } = await failingServer(answering(503))
  let asked = 0
  const token = () => (++asked, `${TOKEN}-${asked}`)
  await clientOf(url, { auth: { token }, retry: AT_ONCE }).get(5)
  assert.deepEqual(
    requests.map(({ headers }) => headers.authorization),
    [`Bearer ${TOKEN}-1`, `Bearer ${TOKEN}-2`],
  )
  const closed = () => {
    if (++asked > 1) throw new Error('the vault is closed')
    return TOKEN
  }
  asked = 0
  const users = clientOf((await failingServer(answering(503))).url, { auth: { token: closed }, retry: AT_ONCE })
  const error = await failure(users.update(5, { vip: true }))
  assert.deepEqual([error.code, error.attempts, error.outcome], ['token', 1, 'unknown'])
})

// Outcome of several attempts.

for (const [name, first, second, outcome] of [
  ['reset after it may have been carried out, and then refused', reset, 400, 'unknown'],
  ['answered 503, and then refused', answering(503), 404, 'unknown'],
  ['answered half, and then refused', saying('{'), 401, 'unknown'],
  ['answered 503, and then 429', answering(503), 429, 'unknown'],
  ['answered 429, and then refused', answering(429), 400, 'not_applied'],
]) {
  test(`a write that is ${name}: the outcome is ${outcome}`, async () => {
    const { url, requests } = await failingServer(first, answering(second))
    const error = await failure(clientOf(url, { retry: { ...AT_ONCE, maxRetries: 1 } }).update(5, { vip: true }))
    assert.deepEqual([error.status, error.attempts, error.outcome, requests.length], [second, 2, outcome, 2])
  })
}

// How often.

for (const [name, ofClient, ofCall, times] of [
  ['nothing said', undefined, undefined, 3],
  ['none', { maxRetries: 0 }, undefined, 1],
  ['one', { maxRetries: 1 }, undefined, 2],
  ['seven', { maxRetries: 7 }, undefined, 8],
  ['none for this call', { maxRetries: 7 }, { maxRetries: 0 }, 1],
  ['one for this call', { maxRetries: 0 }, { maxRetries: 1 }, 2],
  ['nothing of it for this call', { maxRetries: 1 }, { baseDelayMs: 0, maxRetries: undefined }, 2],
]) {
  test(`repetitions, ${name}: it is sent ${times} times`, async () => {
    const { url, requests } = await failingServer(...always(answering(503)))
    const users = new UsersClient({ auth: { token: TOKEN }, baseUrl: url, retry: ofClient })
    for (const call of [(retry) => users.get(5, { retry }), (retry) => users.update(5, { vip: true }, { retry })]) {
      const before = requests.length
      assert.equal((await withDice(0, () => failure(call(ofCall)))).attempts, times)
      assert.equal(requests.length - before, times)
    }
  })
}

// When.

/** The delays that a client tells of before each repetition. */
async function delays(dice, retry, failures = 5, headers = {}) {
  const { url } = await failingServer(...Array.from({ length: failures }, () => answering(503, headers)))
  const told = []
  const users = clientOf(url, { retry, onEvent: (event) => event.type === 'failure' && told.push(event.retryInMs) })
  await withDice(dice, () => users.get(5))
  return told
}

test('the limit of the delay doubles up to its cap, and the delay is drawn from all of it', async () => {
  assert.deepEqual(await delays(0.5, { maxRetries: 5, baseDelayMs: 20, maxDelayMs: 100 }), [10, 20, 40, 50, 50])
  assert.deepEqual(await delays(0, { maxRetries: 5 }), [0, 0, 0, 0, 0])
  assert.deepEqual(await delays(0.999, { maxRetries: 5, baseDelayMs: 10, maxDelayMs: 0 }), [0, 0, 0, 0, 0])
  assert.deepEqual(await delays(0.1, {}, 2), [50, 100])
})

test('a delay is waited for, and none is none', async () => {
  const { url, times } = await failingServer(answering(503), reset)
  await withDice(0.5, () => clientOf(url, { retry: { maxRetries: 2, baseDelayMs: 100 } }).get(5))
  assert(times[1] - times[0] >= 48 && times[2] - times[1] >= 98, String(times))
  const fast = await failingServer(...Array.from({ length: 15 }, () => answering(503)))
  const started = performance.now()
  await clientOf(fast.url, { retry: { maxRetries: 15, baseDelayMs: 0 } }).get(5)
  assert(performance.now() - started < 1000)
})

describe('Retry-After', { concurrency: true }, () => {
  for (const status of [429, 503]) {
    test(`${status}: the seconds that a server asks for are waited`, async () => {
      const { url, times } = await failingServer(answering(status, { 'retry-after': '1' }))
      await clientOf(url, { retry: AT_ONCE }).get(5)
      assert(times[1] - times[0] >= 990, String(times[1] - times[0]))
    })

    test(`${status}: the date that a server names is waited for`, async () => {
      const date = new Date(Date.now() + 2000).toUTCString()
      const { url } = await failingServer(answering(status, { 'retry-after': date }))
      await clientOf(url, { retry: AT_ONCE }).get(5)
      assert(Date.now() >= Date.parse(date) - 10, `${Date.parse(date) - Date.now()} ms too early`)
    })

    test(`${status}: more than a minute fails at once, and is told`, async () => {
      const far = new Date(Date.now() + 3_600_000).toUTCString()
      for (const [header, from, to] of [['61', 61_000, 61_000], [far, 3_590_000, 3_601_000]]) {
        const { url, requests } = await failingServer(answering(status, { 'retry-after': header }))
        const started = performance.now()
        const error = await failure(clientOf(url, { retry: AT_ONCE, timeoutMs: 7_200_000 }).get(5))
        assert(performance.now() - started < 1500)
        assert.deepEqual([error.status, error.attempts, requests.length], [status, 1, 1])
        assert(error.retryAfterMs >= from && error.retryAfterMs <= to, String(error.retryAfterMs))
      }
    })

    test(`${status}: more than the call has time for fails at once with the last error`, async () => {
      const { url, requests } = await failingServer(answering(503), answering(status, { 'retry-after': '5' }))
      const started = performance.now()
      const error = await failure(clientOf(url, { retry: AT_ONCE, timeoutMs: 3000 }).get(5))
      assert(performance.now() - started < 1500)
      assert.deepEqual([error.status, error.retryAfterMs, error.attempts, requests.length], [status, 5000, 2, 2])
    })
  }
})

test('a Retry-After of nothing, of the past, or that says nothing is no delay', async () => {
  const past = new Date(0).toUTCString()
  for (const header of ['0', past, 'soon', '-1', '1.5', '2099-01-01', 'Thu, 32 Foo 2099 00:00:00 GMT']) {
    assert.deepEqual(await delays(0.9, AT_ONCE, 2, { 'retry-after': header }), [0, 0], header)
  }
})

test('a drawn delay that the call has no time for is not begun', async () => {
  const { url } = await failingServer(answering(503))
  const started = performance.now()
  const users = clientOf(url, { retry: { maxRetries: 2, baseDelayMs: 60_000, maxDelayMs: 60_000 }, timeoutMs: 3000 })
  const error = await withDice(0.9, () => failure(users.get(5)))
  assert(performance.now() - started < 1500)
  assert.deepEqual([error.code, error.attempts], ['server_error', 1])
})

// The time of one attempt.

for (const [place, stall] of [
  ['before the headers', hang],
  ['in the body', hangInBody],
]) {
  const retry = { ...AT_ONCE, attemptTimeoutMs: 80 }
  test(`a server that hangs ${place}: the attempt is given up, and repeated where that is harmless`, async () => {
    for (const [call, attempts, outcome] of [
      [(users) => users.get(5), 3, undefined],
      [(users) => users.update(5, { vip: true }), 3, 'unknown'],
      [(users) => users.update(5, { level: increment(1) }), 1, 'unknown'],
      [(users) => users.updateMany({ where: {}, update: { vip: true } }), 1, 'unknown'],
    ]) {
      const { url, requests } = await failingServer(...always(stall))
      const error = await failure(call(clientOf(url, { retry })))
      assert.deepEqual(
        [error.name, error.message, error.attempts, error.outcome, requests.length],
        ['TimeoutError', 'no complete answer within 80 ms', attempts, outcome, attempts],
      )
      for (const { closed } of requests) assert.equal(await closed, true)
      const once = await failingServer(stall)
      const settled = call(clientOf(once.url, { retry }))
      if (attempts === 3) assert.deepEqual(await settled, { id: 5 })
      else assert.equal((await failure(settled)).code, 'timeout')
    }
  })
}

test('the time of the call ends its attempts, whatever an attempt may take', async () => {
  const { url } = await failingServer(...always(hang))
  const retry = { maxRetries: 100, baseDelayMs: 0, attemptTimeoutMs: 200 }
  const error = await failure(clientOf(url, { retry, timeoutMs: 300 }).get(5))
  assert.deepEqual([error.code, error.message, error.attempts], ['timeout', 'no complete answer within 300 ms', 2])
  const long = { ...retry, attemptTimeoutMs: 60_000 }
  assert.equal((await failure(clientOf(url, { retry: long, timeoutMs: 60 }).get(5))).attempts, 1)
})
