// Faults and counters, over real sockets and in this process.
import assert from 'node:assert/strict'
import { once } from 'node:events'
import http from 'node:http'
import net from 'node:net'
import { after, describe, test } from 'node:test'
import { BEARER, createEmulator, HOST, startEmulator, UPDATES, USERS } from './twins.mjs'

const running = []
after(() => Promise.all(running.map((emulator) => emulator.close())))

const users = [{ id: 1, n: 0 }, { id: 2, n: 0 }]

async function start(...faults) {
  const emulator = await startEmulator({ users, faults, control: true })
  running.push(emulator)
  return { ...emulator, ask: (path, init) => fetch(emulator.url + path, init) }
}

function create(...faults) {
  const emulator = createEmulator({ users, faults })
  return { ...emulator, ask: (path, init) => emulator.fetch(HOST + path, init) }
}

/** Adds 1 to `n` of user 1. */
const increment = ({ ask }, init) => ask(`${UPDATES}1/`, { method: 'PUT', headers: BEARER, body: '{"n":{"$incr_by":1}}', ...init })
const list = ({ ask }, init) => ask(USERS, { headers: BEARER, ...init })

/** How often it was incremented, by the users and by the counters. */
function applied(emulator) {
  const [{ n }] = emulator.snapshot()
  assert.equal(emulator.counts().applied.usersChanged, n)
  return n
}

const rejection = (promise) => promise.then(() => assert.fail('it was answered'), (reason) => reason)

/** Waits until a counter, which another event sets, has its value. */
async function reaches(emulator, name, value) {
  for (let turn = 0; turn < 500 && emulator.counts()[name] !== value; turn++) await new Promise((resolve) => setTimeout(resolve, 5))
  assert.equal(emulator.counts()[name], value, name)
}

for (const [form, make] of [
  ['over a socket', start],
  ['in this process', async (...faults) => create(...faults)],
]) {
  describe(form, () => {
    for (const [kind, changes] of [
      ['reset_before', 0],
      ['reset_after', 1],
    ]) {
      test(`${kind} is a failed fetch, and the change is made ${changes} times`, async () => {
        const emulator = await make({ kind, times: 1 })
        const error = await rejection(increment(emulator))
        assert.deepEqual([error.constructor, error.message, error.cause.code], [TypeError, 'fetch failed', 'ECONNRESET'])
        assert.equal(applied(emulator), changes)
        assert.equal((await increment(emulator)).status, 200)
        assert.equal(applied(emulator), changes + 1)
        const { requests, writes, statuses, faults, closedEarly, inFlight } = emulator.counts()
        assert.deepEqual([requests, writes, statuses, closedEarly, inFlight], [2, 2, { 200: 1 }, 0, 0])
        assert.equal(faults[kind], 1)
      })
    }

    for (const [which, isApplied] of [
      ['before', false],
      ['after', true],
    ]) {
      test(`a hang ${which} the change ends with the caller’s signal, which is counted`, async () => {
        const emulator = await make({ kind: 'hang', applied: isApplied })
        const controller = new AbortController()
        const reason = rejection(increment(emulator, { signal: controller.signal }))
        await reaches(emulator, 'requests', 1)
        assert.equal(emulator.counts().inFlight, 1)
        controller.abort('enough')
        assert.equal(await reason, 'enough')
        await reaches(emulator, 'closedEarly', 1)
        assert.deepEqual([applied(emulator), emulator.counts().statuses, emulator.counts().inFlight], [Number(isApplied), {}, 0])
      })
    }

    test('a stall gives half of the body, and ends with the caller’s signal', async () => {
      const whole = await (await list(await make())).text()
      const emulator = await make({ kind: 'stall' })
      const controller = new AbortController()
      const response = await list(emulator, { signal: controller.signal })
      assert.equal(response.status, 200)
      const reader = response.body.getReader()
      let text = ''
      const decoder = new TextDecoder()
      while (text.length < Math.floor(whole.length / 2)) text += decoder.decode((await reader.read()).value, { stream: true })
      assert.equal(text, whole.slice(0, whole.length / 2))
      const next = rejection(reader.read())
      const pause = new Promise((resolve) => setTimeout(resolve, 30, 'nothing more'))
      assert.equal(await Promise.race([next, pause]), 'nothing more')
      assert.equal(emulator.counts().inFlight, 1)
      controller.abort('enough')
      assert.equal(await next, 'enough')
      await reaches(emulator, 'closedEarly', 1)
      assert.deepEqual([emulator.counts().inFlight, emulator.counts().statuses], [0, { 200: 1 }])
    })

    test('a stalled body that is cancelled counts as closed early', async () => {
      const emulator = await make({ kind: 'stall' })
      await (await list(emulator)).body.cancel()
      await reaches(emulator, 'closedEarly', 1)
      assert.equal(emulator.counts().inFlight, 0)
    })

    test('a truncated answer is complete, and no JSON', async () => {
      const whole = await (await list(await make())).text()
      const text = await (await list(await make({ kind: 'truncate' }))).text()
      assert.equal(text, whole.slice(0, whole.length / 2))
      assert.throws(() => JSON.parse(text), SyntaxError)
    })

    test('invalid JSON has the length of the right one', async () => {
      const emulator = await make({ kind: 'invalid_json' })
      const text = await (await increment(emulator)).text()
      assert.throws(() => JSON.parse(text), SyntaxError)
      emulator.setFaults([])
      assert.equal(text.length, (await (await increment(emulator)).text()).length)
      assert.equal(applied(emulator), 2)
    })

    test('an HTML page, a rate limit and an error stand in place of the answer', async () => {
      const emulator = await make(
        { kind: 'html', schedule: [1] },
        { kind: 'rate_limit', schedule: [1], retryAfter: 3 },
        { kind: 'status', schedule: [1], status: 503, retryAfter: 60, retryAfterForm: 'date' },
        { kind: 'status', schedule: [1], status: 500, applied: true },
      )
      const html = await increment(emulator)
      assert.deepEqual([html.status, html.headers.get('content-type')], [502, 'text/html; charset=utf-8'])
      assert.match(await html.text(), /^<html>/)
      const limited = await increment(emulator)
      assert.deepEqual([limited.status, limited.headers.get('retry-after')], [429, '3'])
      const unavailable = await increment(emulator)
      const wait = Date.parse(unavailable.headers.get('retry-after')) - Date.now()
      assert(unavailable.status === 503 && wait > 50_000 && wait <= 61_000, `${unavailable.status} ${wait}`)
      assert.equal(applied(emulator), 0)
      const failed = await increment(emulator)
      assert.deepEqual([failed.status, await failed.json()], [500, { error_msg: 'a fault that the emulator was told to make' }])
      assert.equal(applied(emulator), 1)
      assert.deepEqual(emulator.counts().statuses, { 429: 1, 500: 1, 502: 1, 503: 1 })
    })

    test('latency delays the answer, and the caller need not wait for it', async () => {
      const emulator = await make({ kind: 'latency', latencyMs: 60 })
      const begin = performance.now()
      assert.equal((await increment(emulator)).status, 200)
      assert(performance.now() - begin >= 59, `${performance.now() - begin} ms`)
      emulator.setFaults([{ kind: 'latency', latencyMs: 600_000 }])
      const controller = new AbortController()
      const reason = rejection(increment(emulator, { signal: controller.signal }))
      await reaches(emulator, 'requests', 2)
      controller.abort('enough')
      assert.equal(await reason, 'enough')
      await reaches(emulator, 'closedEarly', 1)
      assert.equal(emulator.counts().inFlight, 0)
    })

    test('the most requests in flight are counted, and one after the other are never two', async () => {
      const emulator = await make({ kind: 'latency', latencyMs: 30 })
      await Promise.all(Array.from({ length: 5 }, async () => (await list(emulator)).text()))
      assert.deepEqual([emulator.counts().maxInFlight, emulator.counts().inFlight], [5, 0])
      emulator.setFaults([])
      emulator.resetCounts()
      for (let count = 0; count < 100; count++) await (await list(emulator)).arrayBuffer()
      assert.deepEqual([emulator.counts().maxInFlight, emulator.counts().requests], [1, 100])
    })

    test('the same requests meet the same faults', async () => {
      const faults = [{ kind: 'status', status: 500, probability: 0.4 }]
      const statuses = async (emulator) => {
        const seen = []
        for (let count = 0; count < 40; count++) seen.push((await list(emulator)).status)
        return seen
      }
      const emulator = await make(...faults)
      const first = await statuses(emulator)
      assert(first.includes(500) && first.includes(200))
      assert.deepEqual(await statuses(await make(...faults)), first)
      emulator.setFaults(faults)
      assert.deepEqual(await statuses(emulator), first, 'they begin anew')
      const other = createEmulator({ users, faults, faultSeed: 2 })
      assert.notDeepEqual(await statuses({ ask: (path, init) => other.fetch(HOST + path, init) }), first)
    })

    test('wrong faults are named, and change nothing', async () => {
      const emulator = await make({ kind: 'html' })
      for (const [faults, message] of [
        [{}, 'faults: expected an array, got an object'],
        [undefined, 'faults: cannot be turned into JSON, got undefined'],
        [[{ kind: 'stall', probability: NaN }], 'faults[0].probability: expected a finite number, got NaN'],
        [[{ kind: 'stall' }, { kind: 'hang', applied: 'no' }], 'faults[1].applied: expected true or false, got "no"'],
        [[undefined], 'faults[0]: expected an object, got null'],
      ]) {
        assert.throws(() => emulator.setFaults(faults), { name: 'TypeError', message })
      }
      emulator.setFaults([{ kind: 'html', status: undefined, times: 1 }])
      assert.deepEqual([(await list(emulator)).status, (await list(emulator)).status], [502, 200])
    })
  })
}

describe('sockets', () => {
  const portOf = ({ url }) => Number(new URL(url).port)

  test('a truncated answer announces the length that it has', async () => {
    const emulator = await start({ kind: 'truncate' })
    const response = await list(emulator)
    assert.equal(response.headers.get('content-length'), String((await response.arrayBuffer()).byteLength))
  })

  test('a stalled answer announces the length that the whole has', async () => {
    const emulator = await start({ kind: 'stall', times: 1 })
    const stalled = await list(emulator)
    assert.equal(stalled.headers.get('content-length'), (await list(emulator)).headers.get('content-length'))
    await stalled.body.cancel()
  })

  test('a reset sends no byte', async () => {
    const emulator = await start({ kind: 'reset_after' })
    const socket = net.connect(portOf(emulator), '127.0.0.1')
    const chunks = []
    socket.on('data', (chunk) => chunks.push(chunk))
    socket.write(`GET ${USERS} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer x\r\n\r\n`)
    const [error] = await once(socket, 'error')
    assert.deepEqual([error.code, chunks], ['ECONNRESET', []])
  })

  test('a client that hangs up while it sends counts as closed early', async () => {
    const emulator = await start()
    const socket = net.connect(portOf(emulator), '127.0.0.1')
    socket.write(`PUT ${UPDATES}1/ HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{`)
    await reaches(emulator, 'inFlight', 1)
    socket.destroy()
    await reaches(emulator, 'closedEarly', 1)
    assert.deepEqual([emulator.counts().inFlight, emulator.counts().requests], [0, 0])
  })

  test('requests that wait behind one that hangs leave with it', async () => {
    const emulator = await start({ kind: 'hang', times: 1 })
    const socket = net.connect(portOf(emulator), '127.0.0.1')
    const get = `GET ${USERS} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer x\r\n\r\n`
    socket.write(get + get + get)
    await reaches(emulator, 'inFlight', 3)
    socket.destroy()
    await reaches(emulator, 'inFlight', 0)
    assert.equal(emulator.counts().closedEarly, 3)
  })

  test('an end of the emulator ends what hangs, and no client closed that', async () => {
    const emulator = await start({ kind: 'hang', schedule: [1] }, { kind: 'latency', latencyMs: 600_000 })
    const answers = [rejection(list(emulator)), rejection(list(emulator))]
    await reaches(emulator, 'inFlight', 2)
    await emulator.close()
    for (const error of await Promise.all(answers)) assert.equal(error.message, 'fetch failed')
    assert.deepEqual([emulator.counts().inFlight, emulator.counts().closedEarly], [0, 0])
  })

  test('a preflight meets no fault and does not count', async () => {
    const emulator = await start({ kind: 'reset_before' })
    const preflight = await new Promise((resolve) => http.request(emulator.url + USERS, { method: 'OPTIONS' }, resolve).end())
    assert.equal(preflight.resume().statusCode, 204)
    assert.deepEqual([emulator.counts().requests, emulator.counts().maxInFlight], [0, 0])
  })
})

describe('the control endpoint', () => {
  test('tells and changes what code can tell and change', async () => {
    const emulator = await start({ kind: 'html' })
    await list(emulator)
    const ask = async (path, init) => {
      const response = await emulator.ask(path, init)
      return [response.status, await response.json()]
    }
    assert.deepEqual(await ask('/emulator/'), [200, emulator.counts()])
    assert.deepEqual(await ask('/emulator/users/'), [200, emulator.snapshot()])
    assert.deepEqual(await ask('/emulator/faults/', { method: 'DELETE' }), [200, emulator.counts()])
    assert.equal((await list(emulator)).status, 200)
    const [status, { error_msg }] = await ask('/emulator/faults/', { method: 'PUT', body: '[{"kind":"stall","times":-1}]' })
    assert.deepEqual([status, error_msg], [400, 'faults[0].times: expected a whole number from 0 to 4294967295, got -1'])
    await ask('/emulator/faults/', { method: 'PUT', body: '[{"kind":"status","status":504}]' })
    assert.equal((await list(emulator)).status, 504)
    assert.equal(emulator.counts().requests, 3)
    assert.deepEqual(await ask('/emulator/counts/', { method: 'DELETE' }), [200, emulator.counts()])
    assert.deepEqual([emulator.counts().requests, emulator.counts().maxInFlight], [0, 0])
  })

  test('can be asked by a page of another origin', async () => {
    const emulator = await start()
    const headers = { origin: 'https://panel.example', 'access-control-request-method': 'DELETE' }
    const preflight = await emulator.ask('/emulator/faults/', { method: 'OPTIONS', headers })
    assert.match(preflight.headers.get('access-control-allow-methods'), /\bDELETE\b/)
    const answer = await emulator.ask('/emulator/', { headers })
    assert.equal(answer.headers.get('access-control-allow-origin'), 'https://panel.example')
  })

  test('is not there unless asked for', async () => {
    const { fetch } = createEmulator({ users })
    const response = await fetch(`${HOST}/emulator/`)
    assert.deepEqual([response.status, await response.json()], [404, { error_msg: 'no such path: /emulator/' }])
  })
})
