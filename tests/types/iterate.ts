import type { IterateOptions, ScanOptions, User, UsersIteration, UsersPage, UsersScan } from 'minapp-users'
import { and, field } from 'minapp-users'
import { createEmulator, type StoredUser } from 'minapp-users/emulator'
import { type Profile, untyped, users } from './app.js'
import { type Equal, type IsAny, is } from './expect.js'

const { signal } = new AbortController()
const where = and(field('level').gte(3), field('vip').eq(true))

// Options.

// ok: everyone, by id
users.iterate()
// ok: every option at once
users.iterate({
  where,
  orderBy: ['-level', 'nickname'],
  pageSize: 1000,
  mode: 'keyset',
  cursor: '…',
  select: ['level'],
  expand: ['created_by'],
  timeoutMs: 5000,
  retry: { maxRetries: 5 },
  signal,
})
// ok: what is undefined counts as absent
users.iterate({ where: undefined, orderBy: undefined, pageSize: undefined, mode: undefined, cursor: undefined, signal: undefined })
// ok: the options have a type of their own
users.iterate({ where: { vip: true }, orderBy: '-created_at' } satisfies IterateOptions<Profile>)
// ok: and those of a scan
users.scan({ where, concurrency: 8, pageSize: 500, timeoutMs: 5000, retry: {}, signal } satisfies ScanOptions<Profile>)
// ok: a client without named fields reads by any
untyped.iterate({ where: { anything: 1 }, orderBy: ['-anything', 'id'] })

// @ts-expect-error a misspelt field to sort by ["levle"]
users.iterate({ orderBy: 'levle' })
// @ts-expect-error among several, too ["-levle"]
users.iterate({ orderBy: ['-level', '-levle'] })
// @ts-expect-error the server does not sort by gender ["gender"]
users.iterate({ orderBy: 'gender' })
// @ts-expect-error a misspelt field of the condition ['levle' does not exist]
users.iterate({ where: { levle: 3 } })
// @ts-expect-error a value of another type [string]
users.scan({ where: { level: '3' } })
// @ts-expect-error a condition is no array [never[]]
users.iterate({ where: [] })
// @ts-expect-error an unknown option is a mistake ['limit' does not exist]
users.iterate({ limit: 100 })
// @ts-expect-error an iteration has one request at a time ['concurrency' does not exist]
users.iterate({ concurrency: 4 })
// @ts-expect-error there are two modes ["page"]
users.iterate({ mode: 'page' })
// @ts-expect-error a cursor is a string [number]
users.iterate({ cursor: 5 })
// @ts-expect-error a scan has no order ['orderBy' does not exist]
users.scan({ orderBy: 'id' })
// @ts-expect-error and nowhere to go on ['cursor' does not exist]
users.scan({ cursor: '' })
// @ts-expect-error a number of requests is a number [string]
users.scan({ concurrency: '4' })
// @ts-expect-error one argument [Expected 0-1 arguments]
users.iterate({}, {})

// What comes.

const iteration = users.iterate({ where })
// ok: users
is<Equal<typeof iteration, UsersIteration<User<Profile>>>>()
// ok: a cursor is a string
is<Equal<typeof iteration.cursor, string>>()
// @ts-expect-error which is not written [read-only]
iteration.cursor = ''
// @ts-expect-error an iteration is no iterator: each loop begins anew ['next' does not exist]
iteration.next()
// @ts-expect-error nor a promise of users ['then' does not exist]
users.iterate().then(() => {})

for await (const user of iteration) {
  // ok: a loop gives users one by one
  is<Equal<typeof user, User<Profile>>>()
  // ok: with their fields
  user.level satisfies number
}
for await (const page of iteration.pages()) {
  // ok: or by pages
  is<Equal<typeof page, UsersPage<User<Profile>>>>()
  // ok: each with its place
  is<Equal<[typeof page.objects, typeof page.cursor], [User<Profile>[], string]>>()
}
for await (const user of users.iterate({ select: ['nickname', 'level'] })) {
  // ok: with the fields that were selected
  is<Equal<typeof user, { nickname?: string | null; level: number }>>()
  // @ts-expect-error and no others ['vip' does not exist]
  user.vip
}
for await (const user of users.iterate({ select: ['-level'], expand: ['created_by'] })) {
  // ok: an expanded creator is an object
  user.created_by?.nickname satisfies string | null | undefined
  // @ts-expect-error what was left out is not there ['level' does not exist]
  user.level
}
for await (const { objects } of users.iterate({ select: ['level'] }).pages()) {
  // ok: pages have the same users
  is<Equal<typeof objects, { level: number }[]>>()
}

const scan = users.scan()
// ok: a scan gives users, too
is<Equal<typeof scan, UsersScan<User<Profile>>>>()
for await (const batch of scan) {
  // ok: by batches
  is<Equal<typeof batch, User<Profile>[]>>()
}
for await (const batch of users.scan({ select: ['id', 'vip'] })) {
  // ok: with the fields that were selected
  is<Equal<typeof batch, { id: number; vip: boolean }[]>>()
}
for await (const user of untyped.iterate()) {
  // ok: fields without a type are unknown
  is<Equal<[typeof user.anything, IsAny<typeof user>], [unknown, false]>>()
}

const iterator = iteration[Symbol.asyncIterator]()
const step = await iterator.next()
// ok: by hand, a step is a user or the end
is<Equal<typeof step, IteratorResult<User<Profile>, undefined>>>()
if (step.done) {
  // ok: which has no value
  is<Equal<typeof step.value, undefined>>()
}

// Others, in an emulator.

const emulator = createEmulator({ users: [{ id: 1 }] })
// ok: users come and go
is<Equal<[ReturnType<typeof emulator.insert>, ReturnType<typeof emulator.remove>], [void, number]>>()
// ok: those of a snapshot, too
emulator.insert(emulator.snapshot() satisfies StoredUser[])
// @ts-expect-error a user has an id [id]
emulator.insert([{ nickname: 'x' }])
// @ts-expect-error who goes is named by ids [string]
emulator.remove(['1'])
