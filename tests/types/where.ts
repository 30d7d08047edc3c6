import type { Filterable, WhereJson, WhereOf } from 'minapp-users'
import { Where, and, field, or } from 'minapp-users'
import { type Profile, untyped, users } from './app.js'
import { type Equal, is } from './expect.js'

// Operators by the type of the field.

// ok: a number has an order
users.count(field('level').gte(3))
// ok: all of a number's operators
users.count(and(
  field('level').lt(3),
  field('level').lte(3),
  field('level').gt(3),
  field('level').range(1, 9),
  field('level').in([1, 2]),
  field('level').notIn([3]),
))
// @ts-expect-error a misspelt field [Property 'levle' is missing]
users.count(field('levle').gte(3))
// @ts-expect-error a misspelt field in list [Property 'levle' is missing]
users.list({ where: field('levle').gte(3) })
// @ts-expect-error a misspelt field in updateMany [Property 'levle' is missing]
users.updateMany({ where: field('levle').gte(3), update: { vip: true } })
// @ts-expect-error a number does not contain text [Property '$contains' is missing]
users.count(field('level').contains('3'))
// @ts-expect-error a number is no regular text [Property '$regex' is missing]
users.count(field('level').regex(/3/))
// @ts-expect-error a number is not compared with a string [Type 'string' is not assignable to type 'number']
users.count(field('level').gte('3'))
// @ts-expect-error nor equal to one ['string' is not assignable to type 'number']
users.count(field('level').eq('3'))
// @ts-expect-error nor in a list of them [level.$in]
users.count(field('level').in(['3']))
// @ts-expect-error a range has two ends of one type ['"9"' is not assignable]
users.count(field('level').range(1, '9'))
// @ts-expect-error undefined is no value [undefined]
field('level').eq(undefined)
// @ts-expect-error a bigint has no place in JSON ['3n' is not assignable]
field('level').eq(3n)

// ok: text
users.count(and(
  field('note').contains('a'),
  field('note').regex('^a', 'i'),
  field('note').regex(/^a/i),
  field('note').in(['a', 'b']),
))
// ok: a date is a string or a Date
users.count(and(
  field('birthday').gte('2000-01-01'),
  field('birthday').lt(new Date()),
  field('birthday').range(new Date(0), new Date()),
))
// @ts-expect-error text is not compared with a number [number]
users.count(field('birthday').gte(2000))
// @ts-expect-error there is one flag ["g"]
field('note').regex('a', 'g')
// ok: a literal of a union
users.count(and(
  field('plan').eq('gold'),
  field('plan').in(['free', 'gold']),
  field('stars').eq(3),
  field('stars').gte(2),
))
// @ts-expect-error a misspelt literal ["glod"]
users.count(field('plan').eq('glod'))
// @ts-expect-error a misspelt literal in a list ["glod"]
users.count(field('plan').in(['free', 'glod']))
// @ts-expect-error a number that the field cannot hold [4]
users.count(field('stars').eq(4))

// ok: null is equal or not on every field, as are isNull and exists
users.count(and(
  field('level').eq(null),
  field('home').ne(null),
  field('tags').isNull(),
  field('vip').isNull(false),
  field('address').exists(false),
))
// ok: a boolean
users.count(field('vip').ne(true))
// @ts-expect-error a boolean has no order [Property '$gt' is missing]
users.count(field('vip').gt(0))
// @ts-expect-error nor lists [Property '$in' is missing]
users.count(field('vip').in([true]))
// ok: an array
users.count(and(
  field('tags').all(['a', 'b']),
  field('tags').in(['a']),
  field('tags').notIn([]),
  field('tags').eq(['a']),
))
// @ts-expect-error items of another type [number]
users.count(field('tags').all([1]))
// @ts-expect-error an array is compared whole [$eq]
users.count(field('tags').eq('gold'))
// @ts-expect-error an array has no order [Property '$gte' is missing]
users.count(field('tags').gte('a'))
// @ts-expect-error only an array has all of something [Property '$all' is missing]
users.count(field('note').all(['a']))
// ok: an object
users.count(and(field('address').hasKey('zip'), field('settings').hasKey('anything')))
// ok: an object as a whole
users.count(field('settings').eq({ theme: 'dark' }))
// @ts-expect-error a key that the object does not have ["ctiy"]
users.count(field('address').hasKey('ctiy'))
// @ts-expect-error only an object has keys [Property '$has_key' is missing]
users.count(field('tags').hasKey('a'))
// ok: places
users.count(and(
  field('area').intersects({ type: 'Point', coordinates: [113.3, 23.1] }),
  field('home').within({ type: 'Polygon', coordinates: [[[0, 0], [2, 0], [2, 2], [0, 0]]] }),
  field('home').center({ coordinates: [113.3, 23.1], radius: 5 }),
  field('home').nearSphere({ geometry: { type: 'Point', coordinates: [113.3, 23.1] }, max_distance: 500 }),
))
// @ts-expect-error only a place lies in a circle [Property '$center' is missing]
users.count(field('level').center({ coordinates: [113.3, 23.1], radius: 5 }))
// @ts-expect-error a place is equal to nothing but null [not assignable to type 'null']
users.count(field('home').eq({ type: 'Point', coordinates: [113.3, 23.1] }))
// @ts-expect-error a point has two coordinates [1 element(s)]
field('area').intersects({ type: 'Point', coordinates: [113.3] })
// @ts-expect-error a misspelt distance [max_distnace]
field('home').nearSphere({ geometry: { type: 'Point', coordinates: [113.3, 23.1] }, max_distnace: 500 })
// ok: a mixture has the operators of all
users.count(and(
  field('mixed').eq('a'),
  field('mixed').eq(1),
  field('mixed').contains('a'),
  field('mixed').gte(1),
))
// @ts-expect-error a mixture does not hold this ['true' is not assignable to type 'string | number | null']
users.count(field('mixed').eq(true))
// ok: an unknown field has every operator
users.count(and(field('whatever').eq(1), field('whatever').contains('a'), field('whatever.deep.inside').gte(1)))

// Paths.

// ok: a path into an object that may be null
users.count(and(
  field('address.city').contains('州'),
  field('address.zip').eq(null),
  field('address.geo.lng').gte(113),
))
// @ts-expect-error a misspelt end of a path [Property 'ctiy' is missing]
users.count(field('address.ctiy').eq('广州'))
// @ts-expect-error a wrong operator at the end of a path [Property '$contains' is missing]
users.count(field('address.geo.lng').contains('1'))
// @ts-expect-error a path into what is no object [Property 'length' is missing]
users.count(field('note.length').gte(1))
// ok: any path into an object without named keys
users.count(field('settings.theme').eq('dark'))

// Built-in fields, checked without a client.

// ok: built-in fields
users.count(and(
  field('gender').eq(1),
  field('created_at').gte(1483228800),
  field('nickname').contains('Tom'),
  field('_email_verified').eq(true),
))
// @ts-expect-error a number does not contain text [NoSuchOperator<"gender", "$contains">]
field('gender').contains('1')
// @ts-expect-error no such gender [7]
field('gender').eq(7)
// @ts-expect-error times are unix seconds [string]
field('created_at').gte('2026-01-01')
// @ts-expect-error text has no items [NoSuchOperator<"nickname", "$all">]
field('nickname').all(['a'])
// @ts-expect-error an id is a number [string]
field('id').in(['1'])

// Joining.

const adults = or(field('level').gte(3), { vip: true })
// ok: what the parts need adds up
adults satisfies Where<Filterable<{ level: number; vip: boolean }>>
// @ts-expect-error so an app that lacks one field does not do [Property 'vip' is missing]
adults satisfies Where<Filterable<{ level: number }>>
// ok: a condition belongs to no client
users.count(and(adults, { 'address.city': '广州' }, or({ note: { $contains: 'a' } }, field('tags').all(['a']))))
// @ts-expect-error a misspelt field deep inside [Property 'levle' is missing]
users.count(and({ vip: true }, or({ vip: false }, and(field('levle').eq(1)))))
// @ts-expect-error a misspelt field in plain JSON [Property 'vpi' is missing]
users.count(and(field('level').gte(3), { vpi: true }))
// @ts-expect-error a wrong value in plain JSON deep inside [level.$gte]
users.count(or({ $and: [{ vip: true }, { level: { $gte: '3' } }] }))
// @ts-expect-error an array is not a condition [is not assignable]
and([field('level').gte(3)])
// ok: a list that grows
users.count(and(...[1, 2, 3].map((n) => field('level').gte(n))))
// @ts-expect-error a list that grows, misspelt [Property 'levle' is missing]
users.count(and(...[1, 2, 3].map((n) => field('levle').gte(n))))
const json: WhereJson<Profile> = { level: 3, $or: [{ vip: true }] }
// ok: JSON that was typed before
users.count(and(json, field('level').gte(3)))
// ok: Where.from carries what it needs
users.count(Where.from({ level: { $gte: 3 }, $or: [{ vip: true }] }))
// @ts-expect-error and so a misspelt field is found [Property 'levle' is missing]
users.count(Where.from({ levle: { $gte: 3 } }))
// @ts-expect-error and a misspelt operator [Property '$gt3' is missing]
users.count(Where.from({ level: { $gt3: 1 } }))
// ok: JSON from elsewhere is checked when it runs
users.count(Where.from(JSON.parse('{}')))
// ok: toJSON gives an object
is<Equal<ReturnType<Where['toJSON']>, { [key: string]: unknown }>>()
// @ts-expect-error a Where is made by field, and, or and from [is protected]
new Where()
declare const fromCaller: WhereOf<Profile>
// ok: a parameter of one's own
users.list({ where: fromCaller })
// ok: which takes what the call takes
fromCaller satisfies Where<Filterable<Profile>> | WhereJson<Profile>
declare const name: 'level' | 'stars'
// ok: a field that is one of several
users.count(field(name).gte(3))
declare const anyName: string
// @ts-expect-error a field that may be any [string]
users.count(field(anyName).gte(3))

// Plain JSON.

// ok: operators, bare values, groups and paths
users.count({
  level: { $gte: 3, $lt: 9 },
  vip: true,
  plan: null,
  tags: ['a'],
  'address.city': '广州',
  $or: [{ gender: 1 }, { $and: [{ stars: 3 }] }],
})
// ok: everyone
users.updateMany({ where: {}, update: { vip: true } })
// ok: an object through $eq
users.count({ settings: { $eq: { theme: 'dark' } }, address: { $has_key: 'city' } })
// ok: a pattern with its option
users.count({ nickname: { $regex: '^to', $options: 'i' } })
// @ts-expect-error a misspelt field ['levle' does not exist]
users.count({ levle: { $gte: 3 } })
// @ts-expect-error a misspelt operator ['$get' does not exist]
users.count({ level: { $get: 3 } })
// @ts-expect-error an operator of another type ['$contains' does not exist]
users.count({ level: { $contains: '3' } })
// @ts-expect-error a bare value of another type ['string' is not assignable]
users.count({ level: '3' })
// @ts-expect-error a value of another type ['string' is not assignable to type 'number']
users.count({ level: { $gte: '3' } })
// @ts-expect-error an object without an operator ['city' does not exist]
users.count({ address: { city: '广州' } })
// @ts-expect-error a misspelt path [address.ctiy]
users.count({ 'address.ctiy': '广州' })
// @ts-expect-error a mistake inside a group ['levle' does not exist]
users.count({ $or: [{ vip: true }, { levle: 3 }] })
// @ts-expect-error a group is an array [readonly]
users.count({ $or: { vip: true } })
// @ts-expect-error no such group ['$not' does not exist]
users.count({ $not: [{ vip: true }] })
// @ts-expect-error a range has two ends [1 element(s)]
users.count({ level: { $range: [1] } })
// @ts-expect-error a wrong value for a built-in field ['string' is not assignable]
users.count({ gender: 'male' })

// A client without named fields.

// ok: any custom field, any operator
untyped.count(and(field('anything').gte(3), field('a.b').contains('x'), { other: { $in: [1, '2'] } }))
// ok: any custom field in plain JSON
untyped.count({ anything: { $gte: 3 }, tags: ['a'], $or: [{ other: 'x' }] })
// @ts-expect-error built-in fields keep their types ['string' is not assignable]
untyped.count({ gender: 'male' })
// @ts-expect-error an object without an operator is not accepted ['city' does not exist]
untyped.count({ anything: { city: '广州' } })
