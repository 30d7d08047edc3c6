// One user: read whole, and changed only where nobody else has changed it in between.
import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query'
import {
  and,
  field,
  MinappError,
  type UpdateFailure,
  type UpdateManyOptions,
  type UpdateOf,
  type User,
  type WhereOf,
} from 'minapp-users'
import { useCallback } from 'react'
import { type Connection, useConnection } from './connection'
import { fieldsOf } from './fields'

const userOptions = (connection: Connection, id: number) =>
  queryOptions({
    queryKey: ['users', connection.key, 'one', id],
    queryFn: async ({ signal }) => {
      const user: User = await connection.users.get(id, { signal })
      fieldsOf(connection).learn([user])
      return user
    },
    staleTime: 0,
  })

/** One user, whole. */
export function useUser(id: number) {
  const connection = useConnection()
  return useQuery(userOptions(connection, id))
}

/** Reads a user anew; what is shown of it follows. */
export function useReadUser(id: number) {
  const connection = useConnection()
  const queries = useQueryClient()
  return useCallback(() => queries.fetchQuery(userOptions(connection, id)), [connection, queries, id])
}

/** A save of some fields of a user that was read before. */
export interface Save {
  /** What was read last, and shown to whoever saves. */
  readonly base: User
  readonly update: UpdateOf
  /** The fields that it changes. */
  readonly changed: readonly string[]
}

/**
 * The save as one conditional write: an update of many whose condition names this user as it was read. The server has no
 * conditional update of one user, and between a reading and a write of its own anybody may come; here it looks and writes
 * in one request. Where the user is another by then, nobody matches and nothing is written.
 *
 * - `updated_at` must be the same: a change is judged by what was seen beside it, too.
 * - So must the old values of what is changed. `updated_at` has seconds only, so that a second change in one second leaves it as it
 *   was, and not every writer need keep it.
 * - That holds for sums and appended items as for values that are set, although they overwrite nothing: where a connection breaks, a
 *   browser sends a request again by itself, whatever the method. The second one meets nobody, and nothing is added twice.
 * - Missing and null are one: `$isnull` holds for both, and both are shown alike. So it is with a user without `updated_at`.
 */
export function conditionalUpdate({ base, update, changed }: Save): UpdateManyOptions {
  const parts = [field('id').eq(base.id), unchanged('updated_at', base.updated_at) ?? field('updated_at').isNull(false)]
  return { where: and(...parts, ...comparisons(base, changed).values()), update, limit: 1, withCount: true }
}

/** Characters that comparisons with old values may take in the address, of the 16,386 that the server reads. */
const ROOM = 8_000

function comparisons(base: User, changed: readonly string[]): Map<string, WhereOf> {
  const found = new Map<string, WhereOf>()
  let room = ROOM
  for (const name of changed) {
    const comparison = unchanged(name, base[name])
    if (!comparison) continue
    room -= encodeURIComponent(JSON.stringify(comparison)).length
    if (room < 0) break
    found.set(name, comparison)
  }
  return found
}

/** Null, a single value or a list of such ones; whether two objects are equal depends on the order of their keys. */
function unchanged(name: string, value: unknown): WhereOf | undefined {
  if (value === null || value === undefined) return field(name).isNull(true)
  if (isSingle(value) || (Array.isArray(value) && value.every(isSingle))) return field(name).eq(value)
  return undefined
}

/** An integer beyond 2^53 is no longer the one that the server has. */
const isSingle = (value: unknown): value is string | number | boolean =>
  ['string', 'boolean'].includes(typeof value) ||
  (typeof value === 'number' && (!Number.isInteger(value) || Number.isSafeInteger(value)))

/** Which old values the condition does not compare: of these, `updated_at` alone tells. */
function uncompared({ base, changed }: Save): readonly string[] {
  const compared = comparisons(base, changed)
  return changed.filter((name) => !compared.has(name))
}

/** Which fields somebody else could change unnoticed between the reading and the save: there is no `updated_at` to tell. */
export const unguarded = (save: Save): readonly string[] =>
  save.base.updated_at === null || save.base.updated_at === undefined ? uncompared(save) : []

/** Further than clocks are apart. */
const LONG_AGO_SECONDS = 3600

/**
 * Whether the user may have been read within the very second of `updated_at`: then somebody may change it once more in that second,
 * and `updated_at` does not tell. It matters only where old values are not compared.
 */
export function isTooFresh(save: Save): boolean {
  const changedAt = save.base.updated_at
  return typeof changedAt === 'number' && Date.now() / 1000 - changedAt < LONG_AGO_SECONDS && uncompared(save).length > 0
}

/** What became of a save. */
export type SaveOutcome =
  | { readonly kind: 'saved' }
  /** The user is gone or another by now. Nothing was written. */
  | { readonly kind: 'unmatched' }
  /** The server found a value impossible. Nothing was written. */
  | { readonly kind: 'refused'; readonly failure: UpdateFailure }
  /** The answer was lost, or the server went on in the background: only a reading tells. */
  | { readonly kind: 'unknown' }

/**
 * Sends a save, once.
 *
 * @throws what the package throws where nothing was written.
 */
export async function saveUser({ users }: Connection, save: Save): Promise<SaveOutcome> {
  try {
    const answer = await users.updateMany(conditionalUpdate(save))
    if (answer.status === 'background') return { kind: 'unknown' }
    const [failure] = answer.failed
    if (failure) return { kind: 'refused', failure }
    return { kind: answer.succeeded.length > 0 ? 'saved' : 'unmatched' }
  } catch (error) {
    if (MinappError.is(error) && error.outcome === 'unknown') return { kind: 'unknown' }
    throw error
  }
}

/** More than the second that `updated_at` may stand still. */
const SETTLED_MS = 1100

/** Reads until two readings, a second apart, have one `updated_at`: any change after the later one shows in it. */
export async function readSettled(read: () => Promise<User>): Promise<User> {
  let user = await read()
  for (;;) {
    await new Promise((resolve) => setTimeout(resolve, SETTLED_MS))
    const later = await read()
    if (later.updated_at === user.updated_at) return later
    user = later
  }
}
