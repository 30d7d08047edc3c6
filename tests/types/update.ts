import type { UpdateOf } from 'minapp-users'
import { append, appendUnique, increment, merge, pop, remove, shift, unset } from 'minapp-users'
import { type Profile, untyped, users } from './app.js'
import { type Equal, is } from './expect.js'

// ok: values and atomic changes
users.update(1, { vip: true, level: increment(1), tags: appendUnique('gold'), note: unset() })
// ok: the wire's own forms
users.update(1, { level: { $incr_by: 1 }, tags: { $append_unique: ['gold'] }, address: { $update: { city: '广州' } }, $unset: { note: '' } })
// ok: read-only arrays and objects
users.update(1, { tags: ['a', 'b'] as const, history: Object.freeze([{ at: 1, what: 'x' }]) })
// ok: null where the field may be null
users.update(1, { plan: null, score: null })
// ok: the whole of an object
users.update(1, { address: { city: '广州', geo: { lng: 113.3 } }, home: { type: 'Point', coordinates: [113.3, 23.1] } })
// @ts-expect-error null where the field may not be null ['null' is not assignable]
users.update(1, { level: null })
// @ts-expect-error a misspelt field ['levle' does not exist]
users.update(1, { levle: 1 })
// @ts-expect-error a value of another type ['string' is not assignable]
users.update(1, { level: '1' })
// @ts-expect-error a misspelt literal ["glod"]
users.update(1, { plan: 'glod' })
// @ts-expect-error a built-in field ['ReadOnlyField']
users.update(1, { nickname: 'x' })
// @ts-expect-error the id ['ReadOnlyField']
users.update(1, { id: 2 })
// @ts-expect-error a field of the login account ['ReadOnlyField']
users.update(1, { _email: 'x@example.com' })
// @ts-expect-error a built-in field to clear ['ReadOnlyField']
users.update(1, { $unset: { nickname: '' } })
// @ts-expect-error a misspelt field to clear ['ntoe' does not exist]
users.update(1, { $unset: { ntoe: '' } })
// @ts-expect-error a built-in field of a client without named fields ['ReadOnlyField']
untyped.update(1, { nickname: 'x' })
// @ts-expect-error an id is a number [string]
users.update('1', { vip: true })

// ok: numbers go up, those of a union too
users.update(1, { score: increment(-1.5), stars: increment(1) })
// @ts-expect-error only numbers go up [Increment]
users.update(1, { vip: increment(1) })
// @ts-expect-error by a number [string]
increment('1')
// ok: arrays by one item or several
users.update(1, { tags: append(['a', 'b']), history: append({ at: 1, what: 'x' }) })
// ok: arrays at their ends
users.update(1, { tags: pop(), history: shift() })
// ok: an item out of an array
users.update(1, { tags: remove('a') })
// @ts-expect-error items of another type [Append<3>]
users.update(1, { tags: append(3) })
// @ts-expect-error unique items of another type [AppendUnique]
users.update(1, { tags: appendUnique(['a', true]) })
// @ts-expect-error removed items of another type [Remove]
users.update(1, { history: remove({ at: 1 }) })
// @ts-expect-error only arrays take items [Append]
users.update(1, { note: append('a') })
// @ts-expect-error only arrays have ends [Pop]
users.update(1, { level: pop() })
// ok: keys into an object
users.update(1, { address: merge({ city: '广州' }), settings: merge({ theme: 'dark' }) })
// @ts-expect-error a misspelt key beside a right one [Property 'zpi' is missing]
users.update(1, { address: merge({ city: '广州', zpi: '510000' }) })
// @ts-expect-error a key of another type [Merge]
users.update(1, { address: merge({ city: 3 }) })
// @ts-expect-error only objects take keys [Merge]
users.update(1, { tags: merge({ a: 1 }) })
// @ts-expect-error a misspelt atomic change [$inc]
users.update(1, { level: { $inc: 1 } })
// @ts-expect-error an end is 1 or -1 [2]
users.update(1, { tags: { $pop: 2 } })
// ok: every custom field can be cleared
users.update(1, { level: unset(), tags: unset(), address: unset(), home: unset(), whatever: unset() })

// ok: any field of a client without named fields
untyped.update(1, { anything: 'x', level: increment(1), tags: append('a'), address: { city: '广州' }, $unset: { note: '' } })
// @ts-expect-error a bigint has no place in JSON [bigint]
untyped.update(1, { anything: 1n })
// ok: the forms on the wire
is<Equal<ReturnType<typeof increment>, { readonly $incr_by: number }>>()
const update: UpdateOf<Profile> = { vip: true }
// ok: an update that was typed before
users.updateMany({ where: { vip: false }, update })
// @ts-expect-error where must be given, {} says everyone [Property 'where' is missing]
users.updateMany({ update })
// @ts-expect-error there is no order [orderBy]
users.updateMany({ where: {}, update, orderBy: 'level' })
// ok: the old update takes the same
users.legacy.updateUser(1, { level: increment(1) })
// @ts-expect-error and refuses the same ['ReadOnlyField']
users.legacy.updateUser(1, { nickname: 'x' })
