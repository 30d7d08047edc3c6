import type { Account, Creator, ListOptions, Page, User } from 'minapp-users'
import { type Profile, untyped, user, users } from './app.js'
import { type Equal, is } from './expect.js'

// Users.

// ok: an id is always there
is<Equal<typeof user.id, number>>()
// ok: any other built-in field may be missing or null
is<Equal<typeof user.nickname, string | null | undefined>>()
// ok: custom fields are as they were typed
is<Equal<typeof user.plan, 'free' | 'gold' | null>>()
// ok: one's own type for all of them
is<Equal<User<Profile>['address'], Profile['address']>>()
// ok: three genders
is<Equal<typeof user.gender, 0 | 1 | 2 | null | undefined>>()
// @ts-expect-error a misspelt field ['nickame']
user.nickame
// @ts-expect-error a name may be null [possibly]
user.nickname.length
const anyone = await untyped.get(1)
// ok: an unknown custom field has an unknown value
is<Equal<typeof anyone.anything, unknown>>()
// ok: built-in fields are known without named fields too
is<Equal<typeof anyone.created_at, number | null | undefined>>()

// Pages.

const page = await users.list()
// ok: the users of a page
is<Equal<typeof page.objects, User<Profile>[]>>()
// ok: a total may be missing
is<Equal<typeof page.meta.total_count, number | null | undefined>>()
// ok: links
is<Equal<typeof page.meta.next, string | null>>()
const counted = await users.list({ withCount: true, limit: 1 })
// ok: a total that was asked for
is<Equal<typeof counted.meta.total_count, number>>()
// ok: a page that was counted is a page
counted satisfies Page<User<Profile>>
const uncounted = await users.list({ withCount: false })
// ok: a total that was not asked for
is<Equal<typeof uncounted.meta.total_count, number | null | undefined>>()
declare const withCount: boolean
const perhaps = await users.list({ withCount })
// ok: a total that was perhaps asked for
is<Equal<typeof perhaps.meta.total_count, number | null | undefined>>()
// @ts-expect-error such a total may be missing [undefined]
const total: number = perhaps.meta.total_count
const rows = await users.list({ where: { vip: true }, withCount: true })
// ok: a condition does not stand in the way
is<Equal<typeof rows, Page<User<Profile>, true>>>()

// Select.

const few = await users.list({ select: ['nickname', 'level'] })
// ok: only the selected fields
is<Equal<(typeof few.objects)[number], { nickname?: string | null; level: number }>>()
// @ts-expect-error a field that was not selected ['vip' does not exist]
few.objects[0]?.vip
const one = await users.get(1, { select: ['id', 'address.city'] })
// ok: a path keeps what it names
is<Equal<typeof one.address, { city: string } | null>>()
const most = await users.get(1, { select: ['-level', '-avatar'] })
// ok: all but the fields that were left out
is<Equal<typeof most, Omit<User<Profile>, 'level' | 'avatar'>>>()
// @ts-expect-error a field that was left out ['level' does not exist]
most.level
// @ts-expect-error the two forms are not mixed [is not assignable]
users.list({ select: ['nickname', '-level'] })
// @ts-expect-error a misspelt field ["levle"]
users.list({ select: ['levle'] })
// @ts-expect-error a misspelt field to leave out ["-levle"]
users.get(1, { select: ['-levle'] })
// @ts-expect-error an array, also of one [string]
users.list({ select: 'level' })
const picked = await untyped.get(1, { select: ['nickname', 'anything'] })
// ok: a client without named fields selects any
is<Equal<typeof picked, { nickname?: string | null; anything: unknown }>>()
declare const options: ListOptions<Profile>
const some = await users.list(options)
// ok: a selection that is not written out may leave out anything
is<Equal<Pick<(typeof some.objects)[number], 'id' | 'level'>, { id?: number; level?: number }>>()
// ok: and with it expand, so that a creator is one or the other
is<Equal<(typeof some.objects)[number]['created_by'], number | Creator | null | undefined>>()

// Expand.

const plain = await users.get(1)
// ok: the creator is an id
is<Equal<typeof plain.created_by, number | null | undefined>>()
const expanded = await users.get(1, { expand: ['created_by'] })
// ok: an expanded creator is an object
is<Equal<typeof expanded.created_by, Creator | null | undefined>>()
// ok: the rest stays
is<Equal<typeof expanded.level, number>>()
// ok: any field of a creator may be missing
is<Equal<Creator['id'], number | undefined>>()
const both = await users.list({ select: ['id', 'created_by.nickname'], expand: ['created_by'] })
// ok: a path into an expanded creator
is<Equal<keyof (typeof both.objects)[number], 'id' | 'created_by'>>()
// @ts-expect-error a creator is not a number any more ['number']
const creator: number = expanded.created_by ?? 0
// @ts-expect-error a built-in field that points nowhere ["nickname"]
users.get(1, { expand: ['nickname'] })

// Order.

// ok: up and down, one field or several
users.list({ orderBy: ['-level', 'created_at', 'address.city'] })
// ok: one field
users.list({ orderBy: '-created_at' })
// @ts-expect-error the server does not sort by city ["city"]
users.list({ orderBy: 'city' })
// @ts-expect-error nor by gender, downwards ["-gender"]
users.list({ orderBy: ['-gender'] })
// @ts-expect-error a misspelt field ["levle"]
users.list({ orderBy: 'levle' })
// ok: any field of a client without named fields
untyped.list({ orderBy: ['-anything'] })

// Other answers.

// ok: a count is a number
is<Equal<Awaited<ReturnType<typeof users.count>>, number>>()
// ok: an update answers the whole user
is<Equal<Awaited<ReturnType<typeof users.update>>, User<Profile>>>()
const result = await users.updateMany({ where: {}, update: { vip: true } })
// @ts-expect-error a bulk update may go on in the background ['succeeded' does not exist]
result.succeeded
if (result.status === 'done') {
  // ok: what a finished bulk update did
  is<Equal<typeof result.succeeded, (number | string)[]>>()
  // ok: why users were not changed
  is<Equal<(typeof result.failed)[number]['code'], number | string | null>>()
} else {
  // ok: what a bulk update in the background is called
  is<Equal<typeof result.operation_id, number>>()
  // ok: how far it is
  is<Equal<Awaited<ReturnType<typeof users.bulkOperation>>['status'], 'pending' | 'success'>>()
}
const account: Account = await users.updateAccount(1, { email: null, username: 'a', newPassword: 'b', phone: null })
// ok: a login account
is<Equal<typeof account.email, string | null>>()
// @ts-expect-error a password cannot be reset to nothing [null]
users.updateAccount(1, { newPassword: null })
// @ts-expect-error options are camelCase [new_password]
users.updateAccount(1, { new_password: 'b' })
