import type { GeoPoint, GeoPolygon, User } from 'minapp-users'
import { UsersClient } from 'minapp-users'

/** An app's custom fields: an interface, which has no index signature. */
export interface Profile {
  level: number
  score?: number | null
  vip: boolean
  tags: string[]
  note?: string
  plan: 'free' | 'gold' | null
  stars: 1 | 2 | 3
  birthday: string
  address: { city: string; zip?: string; geo: { lng: number } } | null
  settings: Record<string, unknown>
  home: GeoPoint
  area?: GeoPolygon | null
  history: { at: number; what: string }[]
  mixed: string | number
  whatever: unknown
}

export const users = new UsersClient<Profile>({ auth: { token: 't' } })

/** A client that knows no custom field by name. */
export const untyped = new UsersClient({ auth: { token: 't' } })

export declare const user: User<Profile>
