// Tours the installed package against its emulator: prints each call, what went over the wire, and the result.
import assert from 'node:assert/strict'
import { BadRequestError, UsersClient, and, appendUnique, field, increment } from 'minapp-users'
import { startEmulator } from 'minapp-users/emulator'
import { list, table } from './table.mjs'

const emulator = await startEmulator({ users: 1000 })
console.log(`The emulator holds ${emulator.snapshot().length} users and listens on ${emulator.url}`)

const users = new UsersClient({ auth: { token: 'any-token-will-do' }, baseUrl: emulator.url, fetch: logged })

async function logged(input, init) {
  const started = performance.now()
  const response = await fetch(input, init)
  const { pathname, search } = new URL(input.url ?? input)
  const method = input.method ?? init?.method ?? 'GET'
  const elapsed = (performance.now() - started).toFixed(0)
  console.log(`  ${method} ${pathname}${decodeURIComponent(search)}  ${response.status}, ${elapsed} ms`)
  return response
}

let number = 0
async function step(what, call) {
  // The code shown is the code that runs.
  const code = call.toString().replace(/^(async )?\(\) =>\s*/, '')
  console.log(`\n${++number}. ${what}\n  await ${code}`)
  return call()
}

const page = await step('The newest five users at level 10 or above who have tags, and how many there are', () =>
  users.list({
    where: and(field('level').gte(10), field('tags').isNull(false)),
    select: ['id', 'nickname', 'city', 'gender', 'level', 'tags'],
    orderBy: '-created_at',
    limit: 5,
    withCount: true,
  }))
table(page.objects, { columns: ['id', 'nickname', 'city', 'gender', 'level', 'tags'] })
console.log(`    ${page.objects.length} of ${page.meta.total_count}`)
assert.equal(page.objects.length, 5)
assert(page.objects.every((user) => user.level >= 10 && Array.isArray(user.tags)))

const counted = await step('Only their number', () =>
  users.count(and(field('level').gte(10), field('tags').isNull(false))))
table([{ users: counted }])
assert.equal(counted, page.meta.total_count)

const id = page.objects[0].id
const before = await step('One user, some of the fields', () =>
  users.get(id, { select: ['id', 'nickname', 'level', 'tags', 'vip'] }))
list(before)
assert.equal(before.id, id)

const after = await step('One level more and one more tag, counted by the server, whatever others write meanwhile', () =>
  users.update(id, { level: increment(1), tags: appendUnique('toured') }))
table(
  [
    { user: 'before', level: before.level, tags: before.tags },
    { user: 'after', level: after.level, tags: after.tags },
  ],
  { longest: 80 },
)
assert.equal(after.level, before.level + 1)
assert(after.tags.includes('toured'))

const many = await step('Many users in one request', () =>
  users.updateMany({ where: field('gender').eq(2), update: { vip: true }, limit: 100, withCount: true }))
table([{ status: many.status, matched: many.total_count, succeeded: many.succeeded.length, failed: many.failed.length, next: many.next }])
assert.equal(many.status, 'done')

const account = await step('A login account', () =>
  users.updateAccount(id, { username: 'tourist', email: 'tourist@example.com' }))
list(account)
assert.equal(account.username, 'tourist')

const other = page.objects[1].id
const refused = await step('A request that the server refuses: that name is taken', () =>
  users.updateAccount(other, { username: 'Tourist' }).catch((error) => error))
list({
  class: refused.constructor.name,
  code: refused.code,
  status: refused.status,
  message: refused.message,
  retryable: refused.retryable,
  outcome: refused.outcome,
})
assert(refused instanceof BadRequestError)

const changed = emulator.snapshot().filter((user) => user.id === id)
assert.equal(changed[0].level, after.level)
await emulator.close()
