// Arguments without an end: refused before memory or patience ends. Each in a process of its own, as what hangs here
// cannot be interrupted.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { test } from 'node:test'
import { ANSWERS, consumer } from './support.mjs'

for (const [name, script] of [
  ['an array of four thousand million holes', 'const a = []; a.length = 4294967295; value = a'],
  ['a new Array of that length', 'value = new Array(4294967295)'],
  [
    'an array-like proxy without end',
    'value = new Proxy([], { get: (target, key) => (key === "length" ? 2 ** 53 : Reflect.get(target, key)) })',
  ],
  ['shared parts that double sixty times', 'value = [1]; for (let i = 0; i < 60; i++) value = [value, value]'],
  [
    'shared objects that double sixty times',
    'value = { a: 1 }; for (let i = 0; i < 60; i++) value = { a: value, b: value }',
  ],
  ['an array of holes that reaches far', 'value = []; value[50_000_000] = 1'],
]) {
  test(`${name}: refused before memory or patience ends`, () => {
    const output = execFileSync(
      process.execPath,
      [
        '--max-old-space-size=1024',
        '--input-type=module',
        '--eval',
        `
      import { UsersClient, Where } from 'minapp-users'
      let sent = 0
      const fetch = async () => { sent++; return Response.json({ id: 5 }) }
      const users = new UsersClient({ auth: { token: 't0ken' }, fetch })
      let value
      ${script}
      const code = async (act) => { try { await act(); return 'none' } catch (error) { return error.code ?? String(error) } }
      const codes = new Set()
      for (const act of [
        () => users.update(5, { a: value }), () => users.update(5, value), () => users.list({ where: { a: value } }),
        () => users.list(value), () => users.get(value), () => users.list({ select: value }), () => Where.from({ $or: value }),
      ]) codes.add(await code(act))
      console.log([...codes].join(), sent, (await users.get(5)).id)
    `,
      ],
      { cwd: consumer, encoding: 'utf8', timeout: 20_000 },
    )
    assert.equal(output, 'invalid_argument 0 5\n')
  })
}

/** What becomes of an update of so many fields. */
function updateOf(fields, where = '{}') {
  const script = `
    import { field, UsersClient } from 'minapp-users'
    const users = new UsersClient({ auth: { token: 't0ken' }, fetch: async () => Response.json(${JSON.stringify(ANSWERS.updateMany)}) })
    const update = Object.fromEntries(Array.from({ length: ${fields} }, (_, index) => ['field' + index, 1]))
    console.log(await users.updateMany({ where: ${where}, update }).then(() => 'sent', ({ message }) => message))
  `
  const options = { cwd: consumer, encoding: 'utf8', timeout: 20_000 }
  return execFileSync(process.execPath, ['--input-type=module', '--eval', script], options)
}

test('an update of two hundred thousand fields is sent: no rule takes the square of their number', () => {
  assert.equal(updateOf(200_000), 'sent\n')
})

test('an update of more fields than can be sent is refused, and none of them is left out', () => {
  assert.equal(updateOf(249_995), 'sent\n')
  assert.match(updateOf(249_996), /^field249995: expected a JSON value, got more than can be sent$/m)
})

test('a condition of the builder counts as much as the same in JSON', () => {
  const ids = 'Array.from({ length: 1500 }, (_, index) => 100_000 + index)'
  assert.equal(updateOf(247_000, `field('a').in(${ids})`), 'sent\n')
  assert.equal(updateOf(247_000, `{ a: { $in: ${ids} } }`), 'sent\n')
})
