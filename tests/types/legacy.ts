import type { Page, User, UserProfile } from 'minapp-users'
import { field } from 'minapp-users'
import { type Profile, users } from './app.js'
import { type Equal, is } from './expect.js'

const { legacy } = users
const profile = await legacy.getUserProfile(55019)
// ok: a profile has two ids
is<Equal<[typeof profile.id, typeof profile.user_id], [number, number | null | undefined]>>()
// ok: and groups
is<Equal<typeof profile.user_group, number[] | null | undefined>>()
// ok: the retired form answers the same
is<Equal<Awaited<ReturnType<typeof legacy.getUserProfileByPath>>, UserProfile>>()
// @ts-expect-error a profile has no custom fields ['level' does not exist]
profile.level
const page = await legacy.listUserProfiles({
  gender: 1,
  nicknameContains: 'Tom',
  createdAtGt: 1483228800,
  groupIn: [258, 360],
  userId: 363953,
  orderBy: '-created_at',
  limit: 1000,
  timeoutMs: 5,
})
// ok: the total is always there
is<Equal<typeof page.meta.total_count, number>>()
// @ts-expect-error there is one field to sort by ["nickname"]
legacy.listUserProfiles({ orderBy: 'nickname' })
// @ts-expect-error filters are camelCase [nickname__contains]
legacy.listUserProfiles({ nickname__contains: 'Tom' })
// @ts-expect-error times are unix seconds [Date]
legacy.listUserProfiles({ createdAtGte: new Date() })
// @ts-expect-error ids of groups [string]
legacy.listUserProfiles({ groupIn: '258,360' })
const users1 = await legacy.listUsers({ where: field('level').gte(3), withCount: true })
// ok: the old list takes and answers what list does
is<Equal<typeof users1, Page<User<Profile>, true>>>()
// @ts-expect-error and refuses what list does [Property 'levle' is missing]
legacy.listUsers({ where: field('levle').gte(3) })
// ok: the old get answers a user
is<Equal<Awaited<ReturnType<typeof legacy.getUser>>, User<Profile>>>()
// @ts-expect-error ids are numbers [string]
legacy.getUser('1')
