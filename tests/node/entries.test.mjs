// The two entries: they agree, they recognise each other's errors, and importing one does nothing.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { test } from 'node:test'
import { cjs, consumer, emulatorUrl, esm, failure, TOKEN, thrown } from './support.mjs'

const NAMES = [
  'BadRequestError',
  'ConnectionError',
  'ForbiddenError',
  'InternalError',
  'InvalidAnswerError',
  'InvalidArgumentError',
  'MinappError',
  'NotFoundError',
  'PaymentRequiredError',
  'RateLimitError',
  'ServerError',
  'TimeoutError',
  'TokenError',
  'TooManyMatchesError',
  'UnauthorizedError',
  'UnexpectedStatusError',
  'UsersClient',
  'Where',
  'and',
  'append',
  'appendUnique',
  'field',
  'increment',
  'merge',
  'or',
  'pop',
  'remove',
  'shift',
  'unset',
]

/** What a script prints as JSON, run by a Node of its own in the consumer's folder. */
function run(type, script) {
  const output = execFileSync(process.execPath, [`--input-type=${type}`, '--eval', script], {
    cwd: consumer,
    encoding: 'utf8',
  })
  return JSON.parse(output)
}

test('import and require give the same names', () => {
  assert.deepEqual(Object.keys(esm).sort(), NAMES)
  assert.deepEqual(Object.keys(cjs).sort(), NAMES)
})

test('the entries resolve from a folder that holds nothing but the package', () => {
  const call = `get(70695404).then((user) => console.log(JSON.stringify(user.nickname)))`
  const client = `new UsersClient({ auth: { token: 't0ken' }, baseUrl: ${JSON.stringify(emulatorUrl)} })`
  assert.equal(run('module', `import { UsersClient } from 'minapp-users'; ${client}.${call}`), '你也是')
  assert.equal(run('commonjs', `const { UsersClient } = require('minapp-users'); ${client}.${call}`), '你也是')
})

for (const [type, load] of [
  ['module', `await import('minapp-users')`],
  ['commonjs', `require('minapp-users')`],
]) {
  test(`loading as ${type} compiles nothing, sends nothing and waits for nothing`, () => {
    const seen = run(
      type,
      `
      ${type === 'module' ? `import fs from 'node:fs'` : `const fs = require('node:fs')`}
      const seen = []
      const spied = (object, name) => {
        const before = object[name]
        object[name] = new Proxy(before, {
          construct(target, args) { seen.push(name); return Reflect.construct(target, args) },
          apply(target, self, args) { seen.push(name); return Reflect.apply(target, self, args) },
        })
      }
      for (const name of ['Module', 'Instance', 'compile', 'instantiate', 'compileStreaming', 'instantiateStreaming']) spied(WebAssembly, name)
      for (const name of ['fetch', 'setTimeout', 'setInterval', 'queueMicrotask', 'atob']) spied(globalThis, name)
      const before = process.getActiveResourcesInfo().length
      const { UsersClient } = ${load}
      const atLoad = [...seen]
      const timers = process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length
      new UsersClient({ auth: { token: 't0ken' } })
      new UsersClient({ auth: { token: 't0ken' } })
      console.log(JSON.stringify({ atLoad, timers, atUse: seen.filter((name) => /^[A-Z]/.test(name)) }))
    `,
    )
    assert.deepEqual(seen, { atLoad: [], timers: 0, atUse: ['Module', 'Instance'] })
  })
}

test('a process that has made calls ends by itself', () => {
  const output = execFileSync(
    process.execPath,
    [
      '--input-type=module',
      '--eval',
      `
    import { UsersClient } from 'minapp-users'
    const users = new UsersClient({ auth: { token: 't0ken' }, baseUrl: ${JSON.stringify(emulatorUrl)} })
    await users.count()
    await users.get(1).catch(() => {})
    console.log('done')
  `,
    ],
    { cwd: consumer, encoding: 'utf8', timeout: 20_000 },
  )
  assert.equal(output, 'done\n')
})

test('the errors of one entry are recognised by the other, and only errors are', async () => {
  for (const [one, other] of [
    [esm, cjs],
    [cjs, esm],
  ]) {
    const users = new one.UsersClient({ auth: { token: TOKEN }, baseUrl: emulatorUrl })
    const error = await users.get(1).catch((error) => error)
    assert(error instanceof one.NotFoundError)
    assert(!(error instanceof other.NotFoundError))
    assert(one.MinappError.is(error) && other.MinappError.is(error) && other.NotFoundError.is(error))
    assert.equal(error.code, 'not_found')
  }
  for (const value of [
    undefined,
    null,
    0,
    '',
    'not_found',
    {},
    [],
    () => {},
    Symbol('x'),
    1n,
    new Error('x'),
    { code: 'not_found' },
  ]) {
    assert.equal(esm.MinappError.is(value), false)
  }
})

test('every error class is an Error with its own name', () => {
  for (const name of NAMES.filter((name) => name.endsWith('Error'))) {
    for (const { [name]: Class, MinappError } of [esm, cjs]) {
      assert(Class === MinappError || Class.prototype instanceof MinappError, name)
      assert(Class.prototype instanceof Error, name)
      assert.equal(Class.prototype.name, name)
    }
  }
})

test('a condition of one entry is a condition of the other', async () => {
  const where = cjs.and(esm.field('test').eq('test'), cjs.field('id').gt(1))
  assert.deepEqual(where.toJSON(), { $and: [{ test: { $eq: 'test' } }, { id: { $gt: 1 } }] })
  const users = new esm.UsersClient({ auth: { token: TOKEN }, baseUrl: emulatorUrl })
  assert.equal(await users.count(where), await users.count({ test: 'test' }))
})

test('a client is made by new and by nothing else', () => {
  assert.throws(() => esm.UsersClient({ auth: { token: TOKEN } }), TypeError)
  assert.equal(thrown(() => new esm.Where()).code, 'invalid_argument')
})

test('the package of one folder is not loaded twice', () => {
  const require = createRequire(join(consumer, 'another.cjs'))
  assert.equal(require('minapp-users'), cjs)
})

test('a failure of the two entries reads the same', async () => {
  const messages = []
  for (const { UsersClient } of [esm, cjs]) {
    const users = new UsersClient({ auth: { token: TOKEN }, baseUrl: emulatorUrl })
    messages.push(
      await users.get(1).then(assert.fail, ({ name, message, status, body }) => ({ name, message, status, body })),
    )
  }
  assert.deepEqual(messages[0], messages[1])
  await failure(new esm.UsersClient({ auth: { token: TOKEN }, baseUrl: emulatorUrl }).get(1))
})
