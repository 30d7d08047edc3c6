// Options of a client of every wrong kind: refused by name, and no secret shown.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { assertRefused, esm, failure, thrown, TOKEN, watchForStrays } from './support.mjs'
import { assertAllRefused, fetch, users, weirdBut } from './weird.mjs'

const { UsersClient } = esm

watchForStrays()

const build = async (options) => thrown(() => new UsersClient(options))
const right = { auth: { token: TOKEN }, fetch }
const FUNCTIONS = ['function', 'class', 'hostileFunction']

test('the constructor: wrong options', async () => {
  await assertAllRefused(
    weirdBut([], {
      undefined,
      none: {},
      unknown: { ...right, retries: 5 },
      baseURL: { ...right, baseURL: 'https://a' },
      tokenBeside: { token: TOKEN },
    }),
    build,
    /options|auth/,
  )
  await assertAllRefused(
    weirdBut([], { undefined, word: TOKEN, array: [TOKEN], none: {}, unknown: { token: TOKEN, clientId: 'x' } }),
    (auth) => build({ auth }),
    /^auth/,
  )
  await assertAllRefused(
    weirdBut(['path', 'digits', ...FUNCTIONS]),
    (token) => build({ auth: { token } }),
    /^auth\.token/,
  )
  for (const name of ['clientId', 'clientSecret']) {
    const app = { clientId: 'my-app', clientSecret: TOKEN }
    await assertAllRefused(
      weirdBut(['path', 'digits', 'lineBreak', 'surrogate'], { undefined, long: TOKEN.repeat(1000) }),
      (value) => build({ auth: { ...app, [name]: value } }),
      new RegExp(`^auth\\.${name}: expected (a string|1 to 1000 characters), got `),
    )
  }
  await assertAllRefused(
    weirdBut(['true'], { no: false }),
    (session) => build({ auth: { session } }),
    /^auth\.session: expected true, got /,
  )
  const forms = [{ token: TOKEN }, { clientId: 'my-app', clientSecret: TOKEN }, { session: true }]
  await assertAllRefused(
    forms.flatMap((one) => forms.filter((other) => other !== one).map((other) => [`two`, { ...one, ...other }])),
    (auth) => build({ auth }),
    /^auth: expected .+, got more than one of them$/,
  )
  await assertAllRefused(
    forms.map((form) => Object.keys(form).map((name) => [name, undefined])).map((none) => ['none', Object.fromEntries(none)]),
    (auth) => build({ auth }),
    /^auth: expected .+, got none of them$/,
  )
  await assertAllRefused(weirdBut(FUNCTIONS), (onEvent) => build({ ...right, onEvent }), /^onEvent: expected a function/)
  await assertAllRefused(
    weirdBut([], { unknown: { retries: 5 }, array: [1] }),
    (retry) => build({ ...right, retry }),
    /^retry: /,
  )
  for (const [name, most] of [['maxRetries', 100], ['baseDelayMs', 3_600_000], ['maxDelayMs', 3_600_000]]) {
    await assertAllRefused(
      weirdBut([], { below: -1, above: most + 1 }),
      (value) => build({ ...right, retry: { [name]: value } }),
      new RegExp(`^retry\\.${name} must be an integer between 0 and ${most}, got `),
    )
    for (const value of [0, most]) new UsersClient({ ...right, retry: { [name]: value } })
  }
  await assertAllRefused(weirdBut(['path', 'digits']), (envId) => build({ ...right, envId }), /^envId/)
  await assertAllRefused(weirdBut(FUNCTIONS), (fetch) => build({ ...right, fetch }), /^fetch: expected a function/)
  await assertAllRefused(
    weirdBut([], { zero: 0, tooLong: 2 ** 31 }),
    (timeoutMs) => build({ ...right, timeoutMs }),
    /^timeoutMs must be an integer/,
  )
})

test('the constructor: a token that cannot stand in a header, which is not shown', async () => {
  const tokens = ['\n', '\r\nX-Evil: 1', '\0', ' ', '\t', 'é', '中', '😀', '\ud800', '\u007f', '\u00a0'].flatMap(
    (bad) => [TOKEN + bad, bad + TOKEN, `${TOKEN}${bad}${TOKEN}`],
  )
  const wrong = [
    ...tokens,
    '',
    TOKEN.repeat(40_000),
    [TOKEN],
    { [TOKEN]: TOKEN },
    Object(TOKEN),
    Symbol(TOKEN),
    new Map([[TOKEN, TOKEN]]),
    new Error(TOKEN),
  ]
  // `thrown` looks for the token everywhere.
  await assertAllRefused(Object.entries(wrong), (token) => build({ auth: { token } }), /^auth\.token: expected/)
})

test('the constructor: a base url that is not one, or not safe', async () => {
  const urls = [
    '',
    '/',
    '/api',
    'api',
    'cloud.minapp.com',
    '//cloud.minapp.com',
    'https:',
    'https://',
    'https:///x',
    'https:/a',
    'http://example.com',
    'http://10.0.0.1',
    'http://127.0.0.1.evil.example',
    'http://localhost.evil.example',
    'http://app.localhost/',
    'https://999.999.999.999',
    'https://[]',
    'https://[::g]',
    'https://a.example:+80',
    'http://127.0.0.08',
    'http://[::2]',
    'https://user:pass@a.example',
    'https://user@a.example',
    'javascript:alert(1)',
    'data:text/plain,x',
    'file:///etc/passwd',
    'ftp://a.example',
    'ws://localhost',
    'blob:https://a',
    'HTTPS://a.example',
    ' https://a.example',
    'https://a.example ',
    'https://a b.example',
    'https://a.example\n',
    'https://a\\b',
    'https://a.example?x=1',
    'https://a.example/?x=1',
    'https://a.example#x',
    'https://a.example/#x',
    'https://a.example:99999',
    'https://a.example:x',
    'https://例子.example',
    `https://${'x'.repeat(1_000_000)}?`,
    'https://a.example/\ud800',
  ]
  await assertAllRefused(
    [...weirdBut([]), ...urls.map((url) => [url.slice(0, 60), url])],
    (baseUrl) => build({ ...right, baseUrl }),
    /^baseUrl: /,
  )
  const error = thrown(() => new UsersClient({ ...right, baseUrl: 'https://me:hunter2@a.example' }))
  assert(!error.message.includes('hunter2'))
  for (const baseUrl of [
    'http://localhost',
    'http://127.0.0.1:1',
    'http://[::1]:8080',
    'https://a.example/path/',
    'https://A.example',
  ])
    new UsersClient({ ...right, baseUrl })
})

test('a likely slip is answered with what was probably meant', async () => {
  assertRefused(await failure(users.count({ level: { gte: 3 } })), /did you mean "\$gte"\?$/)
  const slip = () => new UsersClient({ auth: { token: 'Bearer secret-of-mine' } })
  assertRefused(
    thrown(slip),
    /^auth\.token: expected the token alone, without the word Bearer before it$/,
  )
})

test('a date, or what turns itself into a string, is no string', async () => {
  for (const value of [new Date(0), { toJSON: () => 'https://a.example' }, new URL('https://a.example')]) {
    for (const name of ['username', 'email', 'phone', 'newPassword']) {
      assertRefused(await failure(users.updateAccount(5, { [name]: value })), name)
    }
    assertRefused(await build({ auth: { token: value } }), 'auth.token')
    assertRefused(await build({ ...right, envId: value }), 'envId')
    assertRefused(await build({ ...right, baseUrl: value }), 'baseUrl')
  }
})
