// The emulator in this page: a server of made-up users that needs no network.
import type { Fetch } from 'minapp-users'
import { part } from './part'

/** How many users it can be asked for. */
export const EMULATOR_SIZES = [100, 1_000, 10_000, 100_000]

/** Custom fields of every type. `last_job` is where a job can mark whom it changed, as an app would have it made in the console. */
const FIELDS = {
  address: 'object',
  area: 'geojson',
  balance: 'number',
  birthday: 'date',
  last_job: 'string',
  level: 'integer',
  location: 'geojson',
  note: 'string',
  points: 'integer',
  tags: 'array',
  test: 'string',
  vip: 'boolean',
} as const

/** Makes one, and gives the way to it. */
export async function emulate(users: number): Promise<Fetch> {
  const { createEmulator } = await part(() => import('minapp-users/emulator'))
  return createEmulator({ users, fields: FIELDS }).fetch
}
