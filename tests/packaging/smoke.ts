// The smoke suite: one program that every tool runs as if its user had written it. It names what held, and throws at the first
// that did not. It imports every entry of the package, and asks an emulator over HTTP and one within the process.

import { MinappError, NotFoundError, UsersClient, Where, and, field, increment, or } from 'minapp-users'
import type { User, WhereOf } from 'minapp-users'
import { createEmulator } from 'minapp-users/emulator'

interface Profile {
  level: number
  tags: string[]
  vip: boolean
}

type Users = UsersClient<Profile>

/** What is asked of each client. */
const checks: Record<string, (users: Users) => Promise<void>> = {
  async list(users) {
    const where = and(field('level').gte(3), or(field('vip').eq(true), field('tags').in(['gold'])))
    const page = await users.list({ where, orderBy: ['-level', 'id'], select: ['id', 'level'], limit: 3, withCount: true })
    const total: number = page.meta.total_count
    equal([...page.objects.map((user) => user.level), total], [59, 56, 52, 239])
  },

  async error(users) {
    const error = await rejection(users.get(1))
    equal(error instanceof NotFoundError && [error.name, error.code, error.status], ['NotFoundError', 'not_found', 404])
    // @ts-expect-error a misspelt option
    const refused = await rejection(users.list({ were: {} }))
    equal(MinappError.is(refused) && refused.code, 'invalid_argument')
  },

  async iterate(users) {
    const levels: number[] = []
    for await (const user of users.iterate({ where: field('level').gte(50), orderBy: '-level', pageSize: 5 })) {
      levels.push(user.level)
    }
    equal([levels.length, levels[0], levels.every((level, at) => at === 0 || level <= levels[at - 1]!)], [14, 59, true])
    const ids = new Set<number>()
    for await (const batch of users.scan({ pageSize: 400, select: ['id'] })) for (const { id } of batch) ids.add(id)
    equal(ids.size, 1000)
  },

  async abort(users) {
    const reason = new Error('never mind')
    const controller = new AbortController()
    const call = rejection(users.list({ signal: controller.signal }))
    controller.abort(reason)
    equal((await call) === reason, true)
    equal((await rejection(users.count({}, { signal: AbortSignal.abort(reason) }))) === reason, true)
  },

  async where(users) {
    const built: WhereOf<Profile> = and(field('level').gte(10), field('vip').eq(true))
    equal(built instanceof Where, true)
    equal(await users.count(built), await users.count({ level: { $gte: 10 }, vip: { $eq: true } }))
    const wrong: unknown = 'gold'
    const refused = await rejection(users.count({ $or: [{ level: { $gte: wrong as number } }, { tags: { $in: 7 as never } }] }))
    equal(MinappError.is(refused) && refused.message.startsWith('$or[1].tags.$in: '), true)
  },
}

/** Never called: the compiler reads it. */
export function types(users: Users): unknown {
  const read = async (id: number): Promise<User<Profile>> => users.get(id)
  return [
    () => users.update(1, { level: increment(1), vip: true }),
    // @ts-expect-error a misspelt field
    () => users.count(field('levle').gte(3)),
    // @ts-expect-error an operator that a number does not have
    () => users.count({ level: { $contains: '3' } }),
    // @ts-expect-error a built-in field
    () => users.update(1, { nickname: 'Ann' }),
    read,
  ]
}

/** Runs every check against the emulator at `baseUrl`, and against one of its own. Names those that held. */
export async function smoke(baseUrl: string): Promise<string[]> {
  const auth = { token: 'any-token' }
  const clients: Record<string, Users> = {
    http: new UsersClient<Profile>({ auth, baseUrl }),
    emulator: new UsersClient<Profile>({ auth, fetch: createEmulator().fetch }),
  }
  const held: string[] = []
  for (const [means, users] of Object.entries(clients)) {
    for (const [name, check] of Object.entries(checks)) {
      await check(users).catch((error: unknown) => {
        throw new Error(`${name} (${means}): ${error instanceof Error ? error.stack : String(error)}`)
      })
      held.push(`${name} (${means})`)
    }
  }
  return held
}

function equal(actual: unknown, expected: unknown): void {
  const [left, right] = [JSON.stringify(actual), JSON.stringify(expected)]
  if (left !== right) throw new Error(`got ${left}, expected ${right}`)
}

async function rejection(promise: Promise<unknown>): Promise<unknown> {
  const nothing = new Error('it was fulfilled')
  const reason = await promise.then(
    () => nothing,
    (error: unknown) => error,
  )
  if (reason === nothing) throw nothing
  return reason
}
