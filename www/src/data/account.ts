// How a user signs in: what is changed, and the request that shows no password.
import type { AccountUpdate, User } from 'minapp-users'
import type { Connection } from './connection'
import { type PlannedRequest, planRequest } from './request'

/** The parts that can be read and reset, and the field of the user that shows each. */
export const ACCOUNT_FIELDS = { username: '_username', email: '_email', phone: '_phone' } as const

/** A part of an account, by the package's name. */
export type AccountPart = keyof AccountUpdate

/** What a user has of a part; a password is never told. */
export const accountValue = (user: User, part: keyof typeof ACCOUNT_FIELDS): string | null => user[ACCOUNT_FIELDS[part]] ?? null

/** Stands where the password would, in everything that is shown. */
export const PASSWORD_PLACEHOLDER = '•••'

/**
 * The request that a change of an account would send, with a placeholder for the password: it is planned with the placeholder, so
 * that there is no password in it to be hidden.
 *
 * @throws the package's own `InvalidArgumentError` for a part that it refuses; it does not show a password.
 */
export async function planAccount(connection: Connection, id: number, update: AccountUpdate): Promise<PlannedRequest> {
  // Of the real one only the refusal is of use.
  const planned = await planRequest(connection, (users) => users.updateAccount(id, update))
  if (update.newPassword === undefined) return planned
  return planRequest(connection, (users) => users.updateAccount(id, { ...update, newPassword: PASSWORD_PLACEHOLDER }))
}
