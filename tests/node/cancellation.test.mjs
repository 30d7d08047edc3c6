// A call ends when its time is over or its signal aborts, wherever it stands: at once, with the reason, and for good.
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { describe, test } from 'node:test'
import { APP, serveApp } from './app-server.mjs'
import { clientOf, consumer, rejection, serve, settled, TOKEN, watchForStrays } from './support.mjs'

watchForStrays()

const PROMPTLY_MS = 50
const never = () => new Promise(() => {})
const hang = () => {}
const halfABody = (_, response) => response.writeHead(200, { 'content-length': 1000 }).write('{"id":')
const later = (_, response) => response.writeHead(503, { 'retry-after': '5' }).end('{}')
const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds))

/** Repeats a measurement that a busy machine may spoil. */
async function withinMs(limit, measure) {
  const seen = []
  while (seen.length < 3) {
    seen.push(await measure())
    if (seen.at(-1) < limit) return
  }
  assert.fail(`it took ${seen.join(', ')} ms, and should take less than ${limit}`)
}

/** The time that `promise` takes to reject from now on, and its reason. */
async function timed(promise) {
  const started = performance.now()
  const reason = await rejection(promise)
  return [performance.now() - started, reason]
}

/** Settles once `condition` holds. */
async function until(condition) {
  while (!condition()) await pause(2)
}

/** A phase of a call to a server that answers so. */
const answered = (answer, retry) => async () => {
  const { url, requests } = await serve(answer)
  return { users: clientOf(url, { retry }), isReached: () => requests.length > 0, last: () => requests.at(-1) }
}

/** A phase of a sign-in that goes wrong at a step, perhaps after a first call that needs none. */
const signingIn = (step, fault, { lifetimeSeconds = 3600, isSecond = false } = {}) => async () => {
  const app = await serveApp({ lifetimeSeconds, wrong: (at) => at === step && fault })
  const users = app.client({ retry: { maxRetries: 2, baseDelayMs: 0 } })
  if (isSecond) {
    await users.get(5)
    app.kill()
  }
  return { users, isReached: () => app.steps.includes(step), last: () => app.requests.at(-1) }
}

/** Where a call may stand; how it ends when it has 500 ms; how often it was sent by then. */
const PHASES = {
  'the token function': {
    async begin() {
      let isAsked = false
      const token = () => ((isAsked = true), never())
      return { users: clientOf('https://nowhere.example', { auth: { token }, fetch: never }), isReached: () => isAsked }
    },
    attempts: 0,
  },
  'connecting, with a fetch that listens to no signal': {
    async begin() {
      let request
      const fetch = (_, sent) => ((request = sent), never())
      const isOver = () => request.signal.aborted
      return { users: clientOf('https://nowhere.example', { fetch }), isReached: () => request !== undefined, isOver }
    },
    attempts: 1,
  },
  'the headers': { begin: answered(hang), attempts: 1 },
  'the headers, within the time of an attempt': { begin: answered(hang, { attemptTimeoutMs: 20_000 }), attempts: 1 },
  'the body': { begin: answered(halfABody), attempts: 1 },
  'the next attempt': { begin: answered(later, { maxRetries: 2 }), code: 'server_error', attempts: 1 },
  'the code of the sign-in': { begin: signingIn('authorize', hang), attempts: 0 },
  'the first redirect of the sign-in': { begin: signingIn('redirect', hang), attempts: 0 },
  'the second redirect of the sign-in': { begin: signingIn('code', halfABody), attempts: 0 },
  'the token of the sign-in': { begin: signingIn('exchange', halfABody), attempts: 0 },
  'the next attempt of the sign-in': { begin: signingIn('exchange', later), code: 'token', attempts: 0 },
  'the renewal of the token': { begin: signingIn('refresh', hang, { isSecond: true }), attempts: 1 },
  'the answer after the sign-in': { begin: signingIn('call', hang), attempts: 1 },
}

for (const [phase, { begin }] of Object.entries(PHASES)) {
  test(`aborted while it waits for ${phase}: it rejects promptly with the reason, and lets the connection go`, async () => {
    await withinMs(PROMPTLY_MS, async () => {
      const { users, isReached, isOver, last } = await begin()
      const controller = new AbortController()
      const call = users.update(5, { vip: true }, { signal: controller.signal })
      call.catch(() => {})
      await until(isReached)
      await pause(20)
      const reason = { phase }
      controller.abort(reason)
      const [spent, rejected] = await timed(call)
      assert.equal(rejected, reason)
      if (isOver) assert(isOver())
      // What is answered in full was closed before; a stalled connection is closed now.
      if (last && !phase.includes('next attempt')) assert.equal(await settled(last().closed), true)
      return spent
    })
  })
}

describe('timeoutMs', { concurrency: true }, () => {
  for (const [phase, { begin, code = 'timeout', attempts }] of Object.entries(PHASES)) {
    test(`a call of 500 ms that waits for ${phase} ends within 600 ms, and lets the connection go`, async () => {
      await withinMs(600, async () => {
        const { users, isOver, last } = await begin()
        const [spent, error] = await timed(users.update(5, { vip: true }, { timeoutMs: 500 }))
        assert.deepEqual([error.code, error.attempts], [code, attempts], error.message)
        if (code === 'timeout') {
          assert.equal(error.message, 'no complete answer within 500 ms')
          assert(spent > 490, String(spent))
        }
        const expected = attempts === 0 ? 'not_applied' : 'unknown'
        // A renewal comes after a refusal, which changed nothing.
        assert.equal(error.outcome, phase === 'the renewal of the token' ? 'not_applied' : expected)
        if (isOver) assert(isOver())
        if (last && !phase.includes('next attempt')) assert.equal(await settled(last().closed), true)
        return spent
      })
    })
  }
})

test('aborted between two attempts, nothing is sent any more', async () => {
  const { url, requests } = await serve((_, response) => response.writeHead(503, { 'retry-after': '1' }).end())
  const signal = AbortSignal.timeout(50)
  await rejection(clientOf(url, { retry: { maxRetries: 2 } }).get(5, { signal }))
  await pause(1100)
  assert.equal(requests.length, 1)
})

test('a signal is left without listeners after repetitions, each with a time of its own', async () => {
  let left = 2
  const { url } = await serve((_, response) => (left-- > 0 ? undefined : response.end('{"id":5}')))
  const { signal } = new AbortController()
  const listening = new Set()
  const { addEventListener, removeEventListener } = signal
  signal.addEventListener = (type, listener) => (listening.add(listener), addEventListener.call(signal, type, listener))
  signal.removeEventListener = (type, listener) => {
    listening.delete(listener)
    removeEventListener.call(signal, type, listener)
  }
  const users = clientOf(url, { retry: { maxRetries: 2, baseDelayMs: 0, attemptTimeoutMs: 100 } })
  assert.deepEqual(await users.get(5, { signal }), { id: 5 })
  assert.equal(listening.size, 0)
})

// A process that has nothing left to do ends by itself: no timer and no connection keeps it.

const EXITS = {
  'aborted between two attempts': [later, { auth: { token: TOKEN } }, { abortAfter: 'failure' }],
  'aborted before the headers': [hang, { auth: { token: TOKEN } }, { abortAfter: 'request' }],
  'aborted in the body': [halfABody, { auth: { token: TOKEN } }, { abortAfter: 'request' }],
  'aborted in the sign-in': [hang, { auth: APP }, { abortAfter: 'request' }],
  'aborted between two attempts of the sign-in': [later, { auth: APP }, { abortAfter: 'failure' }],
  'out of time': [hang, { auth: APP }, { timeoutMs: 60 }],
  'out of time for the attempt': [hang, { auth: { token: TOKEN }, retry: { maxRetries: 0, attemptTimeoutMs: 60 } }, {}],
  'answered': [(_, response) => response.end('{"id":5}'), { auth: { token: TOKEN } }, {}],
}

const program = async ({ options, abortAfter, timeoutMs }) => {
  const { UsersClient } = require('minapp-users')
  const controller = new AbortController()
  const onEvent = ({ type }) => type === abortAfter && setTimeout(() => controller.abort('stop'), 100)
  await new UsersClient({ ...options, onEvent }).get(5, { signal: controller.signal, timeoutMs }).catch(() => {})
  console.log('settled')
}

describe('a process', { concurrency: 4 }, () => {
  for (const [name, [answer, options, call]] of Object.entries(EXITS)) {
    test(`whose call is ${name} ends within a second of it`, async () => {
      const { url } = await serve(answer)
      const args = JSON.stringify({ options: { ...options, baseUrl: url }, ...call })
      const script = ['-e', `(${program})(${args})`]
      const child = spawn(process.execPath, script, { cwd: consumer, stdio: ['ignore', 'pipe', 'inherit'] })
      await settled(new Promise((resolve) => child.stdout.once('data', resolve)))
      const started = performance.now()
      const code = await settled(new Promise((resolve) => child.once('close', resolve)))
      assert.equal(code, 0)
      assert(performance.now() - started < 1000, `${performance.now() - started} ms`)
    })
  }
})
