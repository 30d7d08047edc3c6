// A `fetch` of the caller's own, which may do anything: every call settles, typed, and the next one works.
import assert from 'node:assert/strict'
import { getEventListeners } from 'node:events'
import { test } from 'node:test'
import vm from 'node:vm'
import { assertRefused, clientOf, esm, failure, OPERATIONS, rejection, thrown, TOKEN, watchForStrays } from './support.mjs'

watchForStrays()

const trap = () => {
  throw new Error('trapped')
}
const traps = new Proxy({}, { get: () => trap })
const hostile = () => new Proxy(function () {}, traps)
const revoked = () => {
  const { proxy, revoke } = Proxy.revocable({}, {})
  revoke()
  return proxy
}
const throwing = (name, rest) => Object.defineProperty({ ...rest }, name, { get: trap, enumerable: true })
const far = vm.runInNewContext('new TypeError("far away")')
const near = new TypeError('near by')
const ok = { status: 200, headers: new Headers(), text: async () => '{"id":5}' }
const never = () => new Promise(() => {})

/** A client whose `fetch` does this. */
const fetching = (fetch, options) => clientOf('https://nowhere.example', { fetch, ...options })

const THROWN = [
  ['a string', 'no'],
  ['undefined', undefined],
  ['null', null],
  ['a number', 0],
  ['a symbol', Symbol('no')],
  ['a BigInt', 1n],
  ['an Error', near],
  ['an Error of another realm', far],
  ['an object', { message: 5 }],
  ['an object whose message throws', throwing('message')],
  ['a hostile proxy', hostile()],
  ['a revoked proxy', revoked()],
]

for (const [name, value] of THROWN) {
  for (const [how, fetch] of [
    [
      'throws',
      () => {
        throw value
      },
    ],
    ['rejects with', () => Promise.reject(value)],
    [
      'has a body that throws',
      () => ({
        ...ok,
        text: () => {
          throw value
        },
      }),
    ],
    ['has a body that rejects with', async () => ({ ...ok, text: () => Promise.reject(value) })],
  ]) {
    test(`fetch ${how} ${name}: a ConnectionError with that cause`, async () => {
      for (const [operation, { isWrite, call }] of Object.entries(OPERATIONS)) {
        const error = await call(fetching(fetch)).then(
          () => assert.fail('it resolved'),
          (error) => error,
        )
        assert(esm.MinappError.is(error), operation)
        assert.deepEqual(
          [error.name, error.code, error.status, error.attempts, error.outcome, error.retryable],
          ['ConnectionError', 'connection', undefined, 1, isWrite ? 'unknown' : undefined, operation !== 'updateMany'],
        )
        assert(error.cause === value)
      }
    })
  }
}

test('the words of what fetch threw are told, of another realm as well', async () => {
  assert.match(
    (
      await failure(
        fetching(() => {
          throw near
        }).list(),
      )
    ).message,
    /near by/,
  )
  assert.match((await failure(fetching(() => Promise.reject(far)).list())).message, /far away/)
  assert.match((await failure(fetching(() => Promise.reject('just words')).list())).message, /just words/)
})

for (const [name, value] of [
  ['undefined', undefined],
  ['null', null],
  ['a number', 200],
  ['a string', '{}'],
  ['a symbol', Symbol('x')],
  ['an empty object', {}],
  ['an array', []],
  ['a function', () => {}],
  ['an object without text()', { status: 200 }],
  ['an object without a status', { text: async () => '{}' }],
  ['a status that is a string', { ...ok, status: '200' }],
  ['a status of NaN', { ...ok, status: NaN }],
  ['a status of 200.5', { ...ok, status: 200.5 }],
  ['a status of -1', { ...ok, status: -1 }],
  ['a status of 1e9', { ...ok, status: 1e9 }],
  ['a text that is no function', { ...ok, text: '{}' }],
  ['a text() that gives nothing', { ...ok, text: () => undefined }],
  ['a text() that gives bytes', { ...ok, text: async () => new Uint8Array(2) }],
  ['a text() that gives a String', { ...ok, text: async () => new String('{}') }],
  ['a status that throws', throwing('status', ok)],
  ['a text that throws', throwing('text', ok)],
  ['Response.error()', Response.error()],
]) {
  test(`fetch gives ${name}: a typed error`, async () => {
    for (const fetch of [() => value, async () => value]) {
      for (const call of [(users) => users.get(5), (users) => users.update(5, { a: 1 })]) {
        const error = await failure(call(fetching(fetch)))
        assert(['invalid_answer', 'connection', 'unexpected_status'].includes(error.code), error.code)
        assert.equal(error.attempts, 1)
      }
    }
  })
}

for (const [name, make] of [
  ['a hostile proxy', hostile],
  ['a revoked proxy', revoked],
  ['a thenable that throws', () => ({ then: trap })],
  ['a thenable whose then throws', () => throwing('then')],
  ['a thenable that rejects', () => ({ then: (_, reject) => reject('no') })],
  [
    'a thenable that settles twice',
    () => ({
      then(resolve, reject) {
        resolve(5)
        reject(new Error('twice'))
        trap()
      },
    }),
  ],
]) {
  test(`fetch gives ${name}: a typed error`, async () => {
    for (const fetch of [() => make(), async () => make(), async () => ({ ...ok, text: () => make() })]) {
      for (const { call } of Object.values(OPERATIONS)) {
        const error = await failure(call(fetching(fetch)))
        assert(['invalid_answer', 'connection'].includes(error.code), error.code)
      }
    }
  })
}

for (const [name, headers] of [
  ['none', undefined],
  ['null', null],
  ['a getter that throws', 'throws'],
  ['get() that throws', { get: trap }],
  ['get() of numbers', { get: () => 5 }],
  ['a plain object', { 'x-request-id': 'r' }],
  ['a hostile proxy', hostile()],
]) {
  test(`headers of a Response-like that are ${name} are not needed`, async () => {
    const response = (status, body) =>
      headers === 'throws'
        ? throwing('headers', { status, text: async () => body })
        : { status, headers, text: async () => body }
    assert.deepEqual(await fetching(async () => response(200, '{"id":5}')).get(5), { id: 5 })
    const error = await failure(fetching(async () => response(429, '{}')).get(5))
    assert.deepEqual([error.code, error.requestId, error.retryAfterMs], ['rate_limited', undefined, undefined])
  })
}

for (const [name, fetch] of [
  ['fetch', never],
  ['the body', async () => ({ ...ok, text: never })],
  ['a thenable', () => ({ then() {} })],
]) {
  test(`${name} that never settles and ignores its signal is given up after timeoutMs, and on abort`, async () => {
    for (const { isWrite, call } of Object.values(OPERATIONS)) {
      const error = await failure(call(fetching(fetch), { timeoutMs: 15 }))
      assert.deepEqual([error.code, error.outcome], ['timeout', isWrite ? 'unknown' : undefined])
      const controller = new AbortController()
      setTimeout(() => controller.abort('stop'), 5)
      assert.equal(await rejection(call(fetching(fetch), { signal: controller.signal })), 'stop')
    }
  })
}

test('what fetch and body reject with after the end is nobody else’s', async () => {
  const later = (milliseconds) => new Promise((_, reject) => setTimeout(reject, milliseconds, new Error('late')))
  for (const fetch of [() => later(40), async () => ({ ...ok, text: () => later(40) })]) {
    assert.equal((await failure(fetching(fetch).get(5, { timeoutMs: 10 }))).code, 'timeout')
  }
  await new Promise((resolve) => setTimeout(resolve, 60))
})

for (const [name, fetchOf] of [
  [
    'fetch rejects',
    (abort) => () => {
      abort()
      return Promise.reject(new Error('cut'))
    },
  ],
  [
    'fetch throws',
    (abort) => () => {
      abort()
      throw new Error('cut')
    },
  ],
  [
    'the body rejects',
    (abort) => async () => ({
      ...ok,
      text: () => {
        abort()
        return Promise.reject(new Error('cut'))
      },
    }),
  ],
  [
    'the answer comes at the same moment and its body rejects',
    (abort) => async () => {
      abort()
      return { ...ok, text: () => Promise.reject(new Error('cut')) }
    },
  ],
  [
    'a listener of the request aborts again',
    (abort) => (_, { signal }) => {
      signal.addEventListener('abort', abort)
      abort()
      return never()
    },
  ],
]) {
  test(`the call is aborted in the middle of it, and ${name}: the reason of the abort and no other`, async () => {
    const controller = new AbortController()
    const users = fetching(fetchOf(() => controller.abort('self')))
    assert.equal(await rejection(users.update(5, { a: 1 }, { signal: controller.signal })), 'self')
    await new Promise((resolve) => setTimeout(resolve, 10))
  })
}

test('fetch gets a URL and an init with a signal, which is aborted when the call is given up', async () => {
  let seen
  const users = fetching((...args) => {
    seen = args
    return never()
  })
  await failure(users.update(5, { a: 1 }, { timeoutMs: 15 }))
  const [url, { signal, headers, ...init }, ...more] = seen
  assert.equal(url, 'https://nowhere.example/oserve/v2.6/miniapp/user_profile/5/')
  assert.deepEqual(init, { method: 'PUT', redirect: 'manual', body: '{"a":1}' })
  assert.deepEqual(Object.fromEntries(headers), { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json' })
  assert.equal(signal.aborted, true)
  assert.deepEqual(more, [])
})

test('fetch is called as a plain function', async () => {
  let self = 'unset'
  await fetching(function () {
    'use strict'
    self = this
    return Promise.resolve(ok)
  }).get(5)
  assert.equal(self, undefined)
})

test('a fetch of another realm works, and Response-likes of other libraries', async () => {
  const fetch = vm.runInNewContext(
    '(async () => ({ status: 200, headers: { get: () => null }, text: async () => text }))',
    { text: '{"id":5}' },
  )
  assert.deepEqual(await fetching(fetch).get(5), { id: 5 })
  assert.deepEqual(await fetching(() => ok).get(5), { id: 5 })
})

test('without a fetch of its own a client uses the global one of the moment', async (t) => {
  const before = globalThis.fetch
  t.after(() => {
    globalThis.fetch = before
  })
  const users = clientOf('https://nowhere.example')
  globalThis.fetch = async () => new Response('{"id":5}')
  assert.deepEqual(await users.get(5), { id: 5 })
  globalThis.fetch = undefined
  await failure(users.get(5))
})

test('a runtime that cannot make a request is a ConnectionError, and leaves neither timer nor listener', async (t) => {
  const { Headers } = globalThis
  t.after(() => {
    globalThis.Headers = Headers
  })
  const { signal } = new AbortController()
  const users = fetching(async () => ok)
  await users.get(5)
  const timers = () => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length
  const before = timers()
  globalThis.Headers = class {
    constructor() {
      throw new TypeError('no copy')
    }
  }
  const error = await failure(users.get(5, { signal, timeoutMs: 5000, retry: { maxRetries: 0 } }))
  assert.deepEqual([error.code, error.message], ['connection', 'fetch failed: no copy'])
  assert.deepEqual([timers(), getEventListeners(signal, 'abort').length], [before, 0])
})

test('a runtime that throws where none does is told, and the next call succeeds', async () => {
  const users = fetching(async () => ok)
  await users.get(5)
  const { now } = Date
  Date.now = () => {
    throw new Error('no clock')
  }
  let error
  try {
    error = await rejection(users.get(5))
  } finally {
    Date.now = now
  }
  assert.deepEqual([error.code, error.message, error.cause.message], ['internal', 'a defect of minapp-users: no clock', 'no clock'])
  assert.deepEqual(await users.get(5), { id: 5 })
})

test('what aborts after the answer aborts no fetch that has ended', async () => {
  const controller = new AbortController()
  let signal
  const fetch = async (_, init) => ((signal = init.signal), ok)
  const onEvent = ({ type }) => type === 'response' && controller.abort()
  assert.deepEqual(await fetching(fetch, { onEvent }).get(5, { signal: controller.signal }), { id: 5 })
  assert.deepEqual([controller.signal.aborted, signal.aborted], [true, false])
})

test('a signal that lies does no harm', async () => {
  const quiet = { aborted: false, addEventListener() {}, removeEventListener() {} }
  const eager = {
    aborted: false,
    reason: 'eager',
    addEventListener(_, listener) {
      listener()
    },
    removeEventListener() {},
  }
  const deaf = { aborted: false, addEventListener: trap, removeEventListener: trap }
  assert.deepEqual(await fetching(async () => ok).get(5, { signal: quiet }), { id: 5 })
  assert.deepEqual(await fetching(async () => ok).get(5, { signal: deaf }), { id: 5 })
  assert.equal(await rejection(fetching(async () => ok).get(5, { signal: eager })), 'eager')
  const controller = new AbortController()
  controller.signal.removeEventListener = () => {}
  assert.deepEqual(await fetching(async () => ok).get(5, { signal: controller.signal }), { id: 5 })
  controller.abort()
})

test('a signal that lies does no harm to what takes many requests either', async () => {
  const page = async () => Response.json({ meta: { next: null, total_count: 1 }, objects: [{ id: 5 }] })
  const deaf = () => ({ aborted: false, addEventListener: trap, removeEventListener: trap })
  const eager = () => ({ aborted: false, reason: 'eager', addEventListener: (_, abort) => abort(), removeEventListener() {} })
  const plans = {
    iterate: (users, signal) => users.iterate({ signal })[Symbol.asyncIterator](),
    scan: (users, signal) => users.scan({ signal })[Symbol.asyncIterator](),
    updateAll: (users, signal) => users.updateAll({ where: {}, update: { vip: true }, dryRun: true, signal }),
  }
  for (const [name, begin] of Object.entries(plans)) {
    const iterator = begin(fetching(page), deaf())
    assert.equal((await iterator.next()).done, false, name)
    assert.equal((await iterator.return()).done, true, name)
    // Nothing is left out in silence: an end that came early is no end.
    assert.equal(await rejection(begin(fetching(page), eager()).next()), 'eager', name)
  }
})

test('a signal that stops being one is refused where the loop begins', async () => {
  for (const begin of [(users, signal) => users.iterate({ signal }), (users, signal) => users.scan({ signal })]) {
    const signal = { aborted: false, addEventListener() {}, removeEventListener() {} }
    const reading = begin(fetching(never), signal)
    delete signal.aborted
    assertRefused(thrown(() => reading[Symbol.asyncIterator]()), /^signal: expected an AbortSignal/)
  }
})

for (const fetch of [null, 5, 'fetch', {}, [], true, Symbol('x'), 1n]) {
  test(`fetch: ${String(fetch?.constructor?.name)} ${typeof fetch} is refused`, () => {
    assertRefused(
      thrown(() => clientOf('https://nowhere.example', { fetch })),
      /^fetch: expected a function/,
    )
  })
}

test('one client works after everything that its fetch did', async () => {
  let act
  const users = fetching((...args) => act(...args))
  for (const [, value] of THROWN) {
    act = () => {
      throw value
    }
    assert.equal((await users.get(5).catch((error) => error)).code, 'connection')
    act = async () => ok
    assert.deepEqual(await users.get(5), { id: 5 })
  }
  act = () => hostile()
  await failure(users.get(5))
  act = async () => ok
  assert.deepEqual(
    await Promise.all(Array.from({ length: 200 }, () => users.get(5))),
    Array.from({ length: 200 }, () => ({ id: 5 })),
  )
})
