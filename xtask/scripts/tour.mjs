// Tours the installed package against its emulator: prints each call, what went over the wire, and the result.
import assert from 'node:assert/strict'
import { BadRequestError, UsersClient, and, appendUnique, field, increment } from 'minapp-users'
import { startEmulator } from 'minapp-users/emulator'
import { list, table } from './table.mjs'

const emulator = await startEmulator({ users: 1000 })
console.log(`The emulator holds ${emulator.snapshot().length} users and listens on ${emulator.url}`)

const users = new UsersClient({ auth: { token: 'any-token-will-do' }, baseUrl: emulator.url, fetch: logged })

/** Characters of a request that are shown: a bulk update names up to 1,000 ids. */
const SHOWN = 200

async function logged(url, init) {
  const started = performance.now()
  const { pathname, search } = new URL(url)
  const target = `${pathname}${decodeURIComponent(search)}`
  const shown = target.length > SHOWN ? `${target.slice(0, SHOWN)}…` : target
  const log = (end) => console.log(`  ${init.method} ${shown}  ${end}, ${(performance.now() - started).toFixed(0)} ms`)
  try {
    const response = await fetch(url, init)
    log(response.status)
    return response
  } catch (error) {
    log(error.cause?.code ?? 'no answer')
    throw error
  }
}

let number = 0
async function step(what, call) {
  // The code shown is the code that runs.
  const code = call.toString().replace(/^(async )?\(\) =>\s*/, '')
  const shown = code.startsWith('{') ? code.replace(/^\{\n|\n *\}$/g, '').replace(/^ {4}/gm, '  ') : `  await ${code}`
  console.log(`\n${++number}. ${what}\n${shown}`)
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

const high = () => emulator.snapshot().filter((user) => user.level >= 10)
const present = high().length
const read = await step('Everyone at level 10 or above, each once, while others are deleted', async () => {
    const ids = []
    for await (const user of users.iterate({ where: field('level').gte(10), select: ['id'], pageSize: 200 })) {
      if (ids.push(user.id) % 200 === 1) emulator.remove([user.id])
    }
    return ids
})
table([{ users: present, read: new Set(read).size, twice: read.length - new Set(read).size, deleted: present - high().length }])
assert.equal(read.length, present)
assert.equal(new Set(read).size, present)

const sizes = await step('The whole table, by several requests at a time', async () => {
    const sizes = []
    for await (const batch of users.scan({ concurrency: 4, pageSize: 250 })) sizes.push(batch.length)
    return sizes
})
table([{ batches: sizes.length, users: sizes.reduce((sum, size) => sum + size) }])
assert.equal(sizes.reduce((sum, size) => sum + size), emulator.snapshot().length)

emulator.setFaults([{ kind: 'status', status: 503, times: 1 }, { kind: 'reset_before', times: 1 }])
const vips = await step('A server that fails twice: a read is harmless, and sent again', () =>
  users.count(field('vip').eq(true), { retry: { baseDelayMs: 50 } }))
table([{ users: vips }])
assert.equal(vips, emulator.snapshot().filter((user) => user.vip === true).length)

const points = new Map(high().map((user) => [user.id, user.points ?? 0]))
emulator.resetCounts()
emulator.setFaults([{ kind: 'hang', applied: true, methods: ['PUT'], times: 1 }])
const { raise, checkpoint } = await step('100 points for all of them: the write is carried out, and the process ends before its answer', async () => {
    const where = field('level').gte(10)
    const raise = { where, update: { points: increment(100) }, marker: { field: 'test', value: 'tour' } }
    const stop = new AbortController()
    const job = users.updateAll({ ...raise, signal: stop.signal })
    const { value } = await job.next()
    setTimeout(() => stop.abort(), 100)
    await job.next().catch((reason) => reason)
    return { raise, checkpoint: value.checkpoint }
})
table([{ checkpoint }])

emulator.setFaults([{ kind: 'truncate', times: 1 }])
const report = await step('Another process goes on from the checkpoint: it asks who is marked, and half of an answer is lost', () =>
  users.updateAll({ ...raise, checkpoint, retry: { baseDelayMs: 50 } }).report())
const { matched, succeeded, failed, unknown } = report
const raised = high().filter((user) => user.points === points.get(user.id) + 100).length
table([{ matched, succeeded, failed, unknown, 'raised by exactly 100': raised, 'requests that changed users': emulator.counts().applied.updates }])
assert.deepEqual([succeeded, unknown, raised], [points.size, 0, points.size])

await emulator.close()
