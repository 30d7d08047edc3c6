// Connections that fail, stall and are given up: each call ends, and the server sees the end.
import assert from 'node:assert/strict'
import { createServer } from 'node:net'
import { after, test } from 'node:test'
import { assertRefused, clientOf, esm, failure, OPERATIONS, serve, settled, watchForStrays } from './support.mjs'

watchForStrays()

const never = () => {}
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
      const error = await failure(promise)
      assert.deepEqual(
        [error.name, error.code, error.cause, error.attempts, error.outcome, error.retryable],
        ['AbortError', 'aborted', 'stop', 1, isWrite ? 'unknown' : undefined, false],
      )
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

const reason = Object.assign(new Error('mine'), { extra: 1 })
for (const [name, abort, check] of [
  ['a string', (it) => it.abort('stop'), (cause) => assert.equal(cause, 'stop')],
  ['undefined', (it) => it.abort(undefined), (cause) => assert.equal(cause.name, 'AbortError')],
  ['nothing', (it) => it.abort(), (cause) => assert.equal(cause.name, 'AbortError')],
  ['null', (it) => it.abort(null), (cause) => assert.equal(cause, null)],
  ['a number', (it) => it.abort(0), (cause) => assert.equal(cause, 0)],
  ['an object', (it) => it.abort(reason), (cause) => assert.equal(cause, reason)],
  ['a plain object', (it) => it.abort({ why: 1 }), (cause) => assert.deepEqual(cause, { why: 1 })],
  ['a symbol', (it) => it.abort(Symbol.for('why')), (cause) => assert.equal(cause, Symbol.for('why'))],
]) {
  test(`aborted with ${name}: the cause is the reason, before and during a call`, async () => {
    const before = new AbortController()
    abort(before)
    const seen = stalled.requests.length
    for (const [operation, { isWrite, call }] of Object.entries(OPERATIONS)) {
      const error = await failure(call(clientOf(stalled.url), { signal: before.signal }))
      assert.deepEqual(
        [error.code, error.attempts, error.outcome],
        ['aborted', 0, isWrite ? 'not_applied' : undefined],
        operation,
      )
      check(error.cause)
    }
    assert.equal(stalled.requests.length, seen)
    const during = new AbortController()
    const promise = clientOf(stalled.url).get(5, { signal: during.signal })
    setTimeout(() => abort(during), 30)
    const error = await failure(promise)
    assert.equal(error.code, 'aborted')
    check(error.cause)
  })
}

test('AbortSignal.timeout and AbortSignal.any work as signals', async () => {
  const error = await failure(clientOf(stalled.url).get(5, { signal: AbortSignal.timeout(30) }))
  assert.deepEqual([error.code, error.cause.name], ['aborted', 'TimeoutError'])
  const controller = new AbortController()
  const promise = clientOf(stalled.url).get(5, {
    signal: AbortSignal.any([controller.signal, new AbortController().signal]),
  })
  controller.abort('any')
  assert.equal((await failure(promise)).cause, 'any')
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
  const calls = Array.from({ length: 20 }, () => failure(clientOf(stalled.url).get(5, { signal })))
  await new Promise((resolve) => setTimeout(resolve, 20))
  assert.equal(listening.size, 20)
  controller.abort('all')
  for (const error of await Promise.all(calls)) assert.equal(error.cause, 'all')
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
  await failure(users.get(5, { signal: AbortSignal.timeout(30) }))
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
