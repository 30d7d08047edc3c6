import { and, field } from 'minapp-users'
import { formatWhere, parseWhere } from 'minapp-users/text'
import { type Profile, untyped, users } from './app.js'
import { type Equal, is } from './expect.js'

// ok: what a text says is known when the program runs, so every client takes it
users.count(parseWhere('level >= 3'))
// ok: one without types, too
untyped.updateMany({ where: parseWhere('level >= 3'), update: { vip: true } })
// ok: it joins conditions that the compiler knows
users.list({ where: and(parseWhere('level >= 3'), field('vip').eq(true)) })
// @ts-expect-error and does not hide what is wrong with these [Property 'levle' is missing]
users.list({ where: and(parseWhere('level >= 3'), field('levle').eq(3)) })
// @ts-expect-error a condition is no text ['Where<unknown>' is not assignable]
parseWhere(parseWhere('level >= 3'))

// ok: every condition is written
is<Equal<ReturnType<typeof formatWhere>, string>>()
// ok: of the builder
formatWhere(field('level').gte(3))
// ok: of plain JSON
formatWhere({ level: { $gte: 3 }, $or: [{ vip: true }, { city: '广州' }] })
// ok: of a text
formatWhere(parseWhere('level >= 3'))
// @ts-expect-error a misspelt operator is none ['gte' does not exist]
formatWhere({ level: { gte: 3 } })
