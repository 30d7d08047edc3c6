// The function that gives the token: asked for each request, under the same time and signal, whatever it does.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import vm from 'node:vm'
import { clientOf, failure, OPERATIONS, rejection, TOKEN, watchForStrays } from './support.mjs'

watchForStrays()

let sent = 0
const fetch = async () => {
  sent++
  return Response.json({ id: 5, meta: { total_count: 1 }, objects: [] })
}
const withToken = (token) => clientOf('https://nowhere.example', { auth: { token }, fetch })
const cause = new Error('the vault is closed')

for (const [name, token, expected] of [
  [
    'throws',
    () => {
      throw cause
    },
    cause,
  ],
  [
    'rejects',
    async () => {
      throw cause
    },
    cause,
  ],
  [
    'throws a string',
    () => {
      throw 'closed'
    },
    'closed',
  ],
  ['rejects with undefined', () => Promise.reject(undefined), undefined],
  ['rejects with null', () => Promise.reject(null), null],
  [
    'gives a thenable that throws',
    () => ({
      then() {
        throw cause
      },
    }),
    cause,
  ],
]) {
  for (const [operation, { isWrite, call }] of Object.entries(OPERATIONS)) {
    test(`${operation}: a token function that ${name} is a TokenError, and nothing is sent`, async () => {
      const before = sent
      const error = await failure(call(withToken(token)))
      assert.deepEqual(
        [error.name, error.code, error.attempts, error.status, error.outcome, error.retryable],
        ['TokenError', 'token', 0, undefined, isWrite ? 'not_applied' : undefined, false],
      )
      assert.equal(error.cause, expected)
      assert.equal(sent, before)
    })
  }
}

test('the reason of a token function is told, of another realm as well', async () => {
  assert.match(
    (
      await failure(
        withToken(() => {
          throw cause
        }).list(),
      )
    ).message,
    /the vault is closed/,
  )
  const far = vm.runInNewContext('new Error("far away")')
  const error = await failure(
    withToken(() => {
      throw far
    }).list(),
  )
  assert.match(error.message, /far away/)
  assert.equal(error.cause, far)
})

for (const [name, value] of [
  ['undefined', undefined],
  ['null', null],
  ['a number', 5],
  ['an object', { token: TOKEN }],
  ['a String', new String('x')],
  ['an array', [TOKEN]],
  ['a function', () => TOKEN],
  ['a symbol', Symbol(TOKEN)],
  ['a BigInt', 1n],
  ['an empty string', ''],
  ['a line break', `${TOKEN}\nX-Evil: 1`],
  ['other alphabets', `${TOKEN}é`],
  ['a space', `${TOKEN} `],
  ['a zero byte', `${TOKEN}\0`],
  ['a megabyte', TOKEN.repeat(40_000)],
  ['a lone surrogate', `${TOKEN}\ud800`],
]) {
  for (const [how, token] of [
    ['gives', () => value],
    ['promises', async () => value],
  ]) {
    test(`a token function that ${how} ${name}: a typed error, and nothing is sent`, async () => {
      const before = sent
      for (const call of [(users) => users.list(), (users) => users.update(5, { a: 1 })]) {
        // `failure` checks that the error does not show the token.
        const error = await failure(call(withToken(token)))
        assert.equal(error.code, 'token')
        assert.match(error.message, /auth\.token/)
        assert.equal(error.attempts, 0)
      }
      assert.equal(sent, before)
    })
  }
}

test('a token function that never settles is given up after timeoutMs', async () => {
  const before = sent
  for (const { isWrite, call } of Object.values(OPERATIONS)) {
    const error = await failure(
      call(
        withToken(() => new Promise(() => {})),
        { timeoutMs: 20 },
      ),
    )
    assert.deepEqual([error.code, error.attempts, error.outcome], ['timeout', 0, isWrite ? 'not_applied' : undefined])
  }
  assert.equal(sent, before)
})

test('a token function that never settles is given up on abort', async () => {
  const before = sent
  const controller = new AbortController()
  const promise = withToken(() => new Promise(() => {})).update(5, { a: 1 }, { signal: controller.signal })
  setTimeout(() => controller.abort('stop'), 20)
  assert.equal(await rejection(promise), 'stop')
  assert.equal(sent, before)
})

test('the time of the token counts with the time of the answer', async () => {
  const slow = clientOf('https://nowhere.example', {
    auth: { token: () => new Promise((resolve) => setTimeout(resolve, 60, TOKEN)) },
    fetch: () => new Promise(() => {}),
    timeoutMs: 100,
  })
  const started = performance.now()
  assert.equal((await failure(slow.get(5))).code, 'timeout')
  assert(performance.now() - started >= 95)
})

test('a token that comes after its call was given up is not used, and its rejection is nobody else’s', async () => {
  const before = sent
  for (const end of [(resolve) => resolve(TOKEN), (_, reject) => reject(new Error('late'))]) {
    const late = withToken(() => new Promise((resolve, reject) => setTimeout(end, 60, resolve, reject)))
    assert.equal((await failure(late.get(5, { timeoutMs: 20 }))).code, 'timeout')
    await new Promise((resolve) => setTimeout(resolve, 80))
  }
  assert.equal(sent, before)
})

test('a call that was aborted before it began does not ask for a token', async () => {
  let asked = 0
  const users = withToken(() => {
    asked++
    return Promise.reject(new Error('no token'))
  })
  assert.equal(await rejection(users.list({ signal: AbortSignal.abort('over') })), 'over')
  assert.equal(asked, 0)
})

test('wrong arguments do not ask for a token', async () => {
  let asked = 0
  const users = withToken(() => {
    asked++
    return TOKEN
  })
  assert.equal((await failure(users.get('../x'))).code, 'invalid_argument')
  assert.equal(asked, 0)
})

for (const [name, end] of [
  ['gives a token', () => TOKEN],
  ['gives none', () => undefined],
  ['rejects', () => Promise.reject(cause)],
  [
    'throws',
    () => {
      throw cause
    },
  ],
]) {
  test(`a token function that aborts its own call and ${name}: the reason of the abort, and nothing is sent`, async () => {
    const before = sent
    const controller = new AbortController()
    const users = withToken(() => {
      controller.abort('self')
      return end()
    })
    assert.equal(await rejection(users.list({ signal: controller.signal })), 'self')
    assert.equal(sent, before)
  })
}

test('the same client works after its token function failed', async () => {
  let closed = true
  const users = withToken(() => {
    if (closed) throw cause
    return TOKEN
  })
  await failure(users.get(5))
  closed = false
  assert.equal((await users.get(5)).id, 5)
})

test('a function that tells its last token when it fails does not get it shown', async () => {
  const token = 'function-token-must-stay-secret'
  let isFirst = true
  const give = () => {
    if (!isFirst) throw new Error(`renewing ${token} failed`)
    isFirst = false
    return token
  }
  const users = clientOf(undefined, { auth: { token: give } })
  await users.count()
  const error = await failure(users.count())
  assert.equal(error.message, 'auth.token() failed: renewing [redacted] failed')
})
