// The emulator in this page: a server of made-up users that needs no network.
import type { Fetch } from 'minapp-users'
import type { FieldType } from 'minapp-users/emulator'
import fields from './emulator-fields.json'
import { part } from './part'

/** How many users it can be asked for. */
export const EMULATOR_SIZES = [100, 1_000, 10_000, 100_000]

/**
 * Makes one, and gives the way to it. Its custom fields are of every type; `last_job` is where a job can mark whom it changed, as an
 * app would have it made in the console.
 */
export async function emulate(users: number): Promise<Fetch> {
  const { createEmulator } = await part(() => import('minapp-users/emulator'))
  return createEmulator({ users, fields: fields as Record<keyof typeof fields, FieldType> }).fetch
}
