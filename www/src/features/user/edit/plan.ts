// From drafts to a save and the request that it is.
import type { User } from 'minapp-users'
import type { Connection } from '../../../data/connection'
import { type PlannedRequest, planRequest } from '../../../data/request'
import { isSame } from '../../../data/same'
import { conditionalUpdate, isTooFresh, readSettled, type Save } from '../../../data/user'
import { toUpdate } from '../../change/change'
import { type Draft, isOvertaken } from './draft'

/** What is about to be sent. */
export interface Plan {
  readonly save: Save
  readonly drafts: readonly Draft[]
  readonly request: PlannedRequest
}

/** What must be decided before a save, because somebody else has changed the user. */
export interface Conflict {
  readonly now: User
  /** The drafts whose fields are others by now. */
  readonly overtaken: readonly Draft[]
  /** Further fields that are. */
  readonly others: readonly string[]
}

/** The save that drafts make of a user. */
export const toSave = (base: User, drafts: readonly Draft[]): Save => ({
  base,
  update: toUpdate(drafts.map(({ change }) => change)),
  changed: drafts.map(({ change }) => change.field),
})

/**
 * Plans a save of drafts on a reading, or tells the conflict that there is.
 *
 * @throws what the package refuses, and what the readings fail with.
 */
export async function planSave(
  connection: Connection,
  reading: User,
  drafts: readonly Draft[],
  read: () => Promise<User>,
): Promise<Plan | Conflict> {
  const now = isTooFresh(toSave(reading, drafts)) ? await readSettled(read) : reading
  const overtaken = drafts.filter((draft) => isOvertaken(draft, now))
  if (overtaken.length > 0) return { now, overtaken, others: [] }
  const save = toSave(now, drafts)
  const request = await planRequest(connection, (users) => users.updateMany(conditionalUpdate(save)))
  return { save, drafts, request }
}

/** The conflict for which a save met nobody. */
export function conflictOf({ save, drafts }: Plan, now: User): Conflict {
  const overtaken = drafts.filter((draft) => isOvertaken(draft, now))
  const own = new Set(['updated_at', ...overtaken.map(({ change }) => change.field)])
  const names = new Set([...Object.keys(save.base), ...Object.keys(now)])
  const others = [...names].filter((name) => !own.has(name) && !isSame(save.base[name], now[name]))
  return { now, overtaken, others }
}
