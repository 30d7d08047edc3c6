// By whom one app is told from another: the address of the server is the same for all, and a token says nothing that may be kept.
import { field } from 'minapp-users'
import type { Connection } from './connection'

/** A user as a witness: nobody else of any app has this id and was created in this second. */
export interface Witness {
  readonly id: number
  readonly created_at: number | null | undefined
}

const SELECT = ['id', 'created_at'] as const
const ENOUGH = 20

/** Users of the app that is connected to. */
export async function witnessesOf({ users }: Connection, signal: AbortSignal): Promise<readonly Witness[]> {
  const { objects } = await users.list({ select: SELECT, orderBy: 'id', limit: ENOUGH, signal })
  return objects.map(({ id, created_at }) => ({ id, created_at }))
}

/** Whether these are users of the app that is connected to: at least one of them, as the others may have been deleted. */
export async function isAppOf({ users }: Connection, witnesses: readonly Witness[], signal: AbortSignal): Promise<boolean> {
  if (witnesses.length === 0) return true
  const where = field('id').in(witnesses.map(({ id }) => id))
  const { objects } = await users.list({ where, select: SELECT, limit: ENOUGH, signal })
  return witnesses.some((one) => objects.some(({ id, created_at }) => id === one.id && created_at === one.created_at))
}
