// Connections that fail, stall and are given up: each call ends, and the server sees the end.
import assert from 'node:assert/strict'
import { createServer } from 'node:net'
import { after, test } from 'node:test'
import { assertRefused, clientOf, esm, failure, OPERATIONS, rejection, serve, settled, watchForStrays } from './support.mjs'

watchForStrays()

const never = () => {}
const revoked = () => {
  const { proxy, revoke } = Proxy.revocable({}, {})
  revoke()
  return proxy
}
const headersOnly = (_, response) => response.writeHead(200).flushHeaders()
const halfABody = (_, response) => response.writeHead(200, { 'content-length': '1000' }).write('{"id":5,')

/** A server that speaks no HTTP. */
async function serveRaw(onSocket) {
  const server = createServer(onSocket)
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  after(() => server.close())
  return `http://127.0.0.1:${server.address().port}`
}

const stalled = await serve(never)
const stalling = await serve(headersOnly)
const halved = await serve(halfABody)
const STALLS = [
  ['before the headers', stalled],
  ['after the headers', stalling],
  ['in the middle of the body', halved],
]
const noServer = await (async () => {
  const server = createServer()
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address()
  await new Promise((resolve) => server.close(resolve))
  return `http://127.0.0.1:${port}`
})()
const reset = await serveRaw((socket) => socket.on('error', never).once('data', () => socket.resetAndDestroy()))
const resetInBody = await serveRaw((socket) =>
  socket.on('error', never).once('data', () => {
    socket.write('HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{"id":5', () =>
      setTimeout(() => socket.resetAndDestroy(), 20),
    )
  }),
)
const cutBody = await serveRaw((socket) =>
  socket.on('error', never).once('data', () => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{"id":5')),
)
const noHttp = await serveRaw((socket) =>
  socket.on('error', never).once('data', () => socket.end('SSH-2.0-OpenSSH\r\n')),
)

for (const [name, url] of [
  ['nobody listens', noServer],
  ['the connection is reset before an answer', reset],
  ['the connection is reset in the body', resetInBody],
  ['the body ends early', cutBody],
  ['the other side speaks no HTTP', noHttp],
]) {
  for (const [operation, { isWrite, call }] of Object.entries(OPERATIONS)) {
    test(`${operation}: ${name}`, async () => {
      const error = await failure(call(clientOf(url)))
      assert.deepEqual(
        [
          error.name,
          error.code,
          error.status,
          error.requestId,
          error.body,
          error.attempts,
          error.outcome,
          error.retryable,
        ],
        ['ConnectionError', 'connection', undefined, undefined, undefined, 1, isWrite ? 'unknown' : undefined, operation !== 'updateMany'],
        error.message,
      )
      assert(error.cause instanceof Error)
      assert(error.message.includes(error.cause.message), error.message)
    })
  }
}

test('an increment that met a broken connection is not called retryable', async () => {
  const error = await failure(clientOf(reset).update(5, { level: esm.increment(1) }))
  assert.deepEqual([error.outcome, error.retryable], ['unknown', false])
})

for (const [place, server] of STALLS) {
  for (const [operation, { isWrite, call }] of Object.entries(OPERATIONS)) {
    test(`${operation}: a server that stalls ${place} is given up after timeoutMs`, async () => {
      const error = await failure(call(clientOf(server.url), { timeoutMs: 60 }))
      assert.deepEqual(
        [error.name, error.code, error.message, error.status, error.attempts, error.outcome, error.retryable],
        [
          'TimeoutError',
          'timeout',
          'no complete answer within 60 ms',
          undefined,
          1,
          isWrite ? 'unknown' : undefined,
          operation !== 'updateMany',
        ],
      )
      assert.equal(await settled(server.requests.at(-1).closed), true)
    })

    test(`${operation}: aborted while a server stalls ${place}`, async () => {
      const controller = new AbortController()
      const before = server.requests.length
      const promise = call(clientOf(server.url), { signal: controller.signal })
      promise.catch(never)
      while (server.requests.length === before) await new Promise((resolve) => setTimeout(resolve, 5))
      await new Promise((resolve) => setTimeout(resolve, 20))
      controller.abort('stop')
      assert.equal(await rejection(promise), 'stop')
      assert.equal(await settled(server.requests.at(-1).closed), true)
    })
  }
}

test('the time of the client counts when the call has none, and the time of the call wins', async () => {
  assert.equal(
    (await failure(clientOf(stalled.url, { timeoutMs: 50 }).get(5))).message,
    'no complete answer within 50 ms',
  )
  assert.equal(
    (await failure(clientOf(stalled.url, { timeoutMs: 60_000 }).get(5, { timeoutMs: 40 }))).message,
    'no complete answer within 40 ms',
  )
})

test('a body that drips does not win time', async () => {
  const dripping = await serve((_, response) => {
    response.writeHead(200)
    const drip = setInterval(() => response.write(' '), 10)
    response.on('close', () => clearInterval(drip))
  })
  assert.equal((await failure(clientOf(dripping.url).get(5, { timeoutMs: 150 }))).code, 'timeout')
  assert.equal(await settled(dripping.requests[0].closed), true)
})

for (const [name, ...reason] of [
  ['nothing'],
  ['undefined', undefined],
  ['null', null],
  ['a string', 'stop'],
  ['an empty string', ''],
  ['a number', 0],
  ['NaN', NaN],
  ['a BigInt', 0n],
  ['false', false],
  ['a symbol', Symbol('why')],
  ['an Error', Object.assign(new Error('mine'), { extra: 1 })],
  ['a plain object', { why: 1 }],
  ['what looks like an error of ours', { code: 'not_found', message: 'no', cause: 'other' }],
  ['an error of ours', await failure(clientOf(noServer).get(5))],
  ['a function', () => {}],
]) {
  test(`aborted with ${name}: the call rejects with that very reason, before and during a call`, async () => {
    const before = new AbortController()
    before.abort(...reason)
    if (reason.length > 0 && reason[0] !== undefined) assert(Object.is(before.signal.reason, reason[0]))
    else assert(before.signal.reason instanceof DOMException)
    const seen = stalled.requests.length
    for (const [operation, { call }] of Object.entries(OPERATIONS)) {
      const rejected = await rejection(call(clientOf(stalled.url), { signal: before.signal }))
      assert(Object.is(rejected, before.signal.reason), operation)
    }
    assert.equal(stalled.requests.length, seen)
    const during = new AbortController()
    const promise = clientOf(stalled.url).get(5, { signal: during.signal })
    setTimeout(() => during.abort(...reason), 30)
    assert(Object.is(await rejection(promise), during.signal.reason))
  })
}

test('a reason that is a promise is not waited for, and one that throws is not looked at', async () => {
  for (const reason of [Promise.resolve(5), new Promise(never), { then: (resolve) => resolve('other') }, revoked()]) {
    const call = clientOf(stalled.url).get(5, { signal: AbortSignal.abort(reason) })
    const [rejected] = await settled(call.then(never, (rejected) => [rejected]))
    assert.equal(rejected, reason)
  }
})

test('AbortSignal.timeout and AbortSignal.any work as signals', async () => {
  const timeout = AbortSignal.timeout(30)
  assert.equal(await rejection(clientOf(stalled.url).get(5, { signal: timeout })), timeout.reason)
  assert(timeout.reason instanceof DOMException)
  assert.equal(timeout.reason.name, 'TimeoutError')
  const controller = new AbortController()
  const promise = clientOf(stalled.url).get(5, {
    signal: AbortSignal.any([controller.signal, new AbortController().signal]),
  })
  controller.abort('any')
  assert.equal(await rejection(promise), 'any')
})

test('one signal ends many calls, and is left without listeners', async () => {
  const controller = new AbortController()
  const listening = new Set()
  const { signal } = controller
  for (const [name, note] of [
    ['addEventListener', 'add'],
    ['removeEventListener', 'delete'],
  ]) {
    const method = signal[name]
    signal[name] = function (type, listener, ...rest) {
      listening[note](listener)
      return method.call(this, type, listener, ...rest)
    }
  }
  const calls = Array.from({ length: 20 }, () => rejection(clientOf(stalled.url).get(5, { signal })))
  await new Promise((resolve) => setTimeout(resolve, 20))
  assert.equal(listening.size, 1, 'engines take more than ten for a leak')
  controller.abort('all')
  for (const reason of await Promise.all(calls)) assert.equal(reason, 'all')
  assert.equal(listening.size, 0)
})

test('an abort after the answer changes nothing', async () => {
  const { url } = await serve((_, response) => response.end('{"id":5}'))
  const controller = new AbortController()
  assert.deepEqual(await clientOf(url).get(5, { signal: controller.signal }), { id: 5 })
  controller.abort('late')
  await new Promise((resolve) => setTimeout(resolve, 20))
})

test('a client works after calls that were given up', async () => {
  let stall = true
  const { url } = await serve((_, response) => stall || response.end('{"id":5}'))
  const users = clientOf(url)
  await failure(users.get(5, { timeoutMs: 30 }))
  await rejection(users.get(5, { signal: AbortSignal.timeout(30) }))
  stall = false
  assert.deepEqual(await users.get(5), { id: 5 })
})

test('what is no signal is refused', async () => {
  const seen = stalled.requests.length
  for (const signal of [
    null,
    5,
    'abort',
    {},
    [],
    () => {},
    new AbortController(),
    new EventTarget(),
    { aborted: false },
    { aborted: 'no', addEventListener() {}, removeEventListener() {} },
  ]) {
    for (const { call } of Object.values(OPERATIONS))
      assertRefused(await failure(call(clientOf(stalled.url), { signal })), 'signal')
  }
  assert.equal(stalled.requests.length, seen)
})
