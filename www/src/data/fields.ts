// Which fields there are: the built-in ones, and the custom ones that somebody read so far has.
import type { BuiltInName, User } from 'minapp-users'
import { useMemo, useSyncExternalStore } from 'react'
import { type Connection, useConnection } from './connection'
import { planRequest } from './request'

/** What a field holds, as far as its values tell. */
export type Kind =
  | 'string'
  | 'number'
  | 'boolean'
  /** Unix seconds: `created_at` and `updated_at`. */
  | 'time'
  /** A text in ISO 8601. */
  | 'date'
  | 'array'
  | 'object'
  | 'geojson'
  /** 0, 1 or 2. */
  | 'gender'
  /** Link to a picture. */
  | 'picture'
  /** Nobody read so far has a value. */
  | 'unknown'

export interface FieldInfo {
  readonly name: string
  readonly kind: Kind
  readonly isBuiltIn: boolean
  /** Whether the package lets one sort by it. */
  readonly isSortable: boolean
}

const BUILT_IN: Record<BuiltInName, Kind> = {
  id: 'number',
  avatar: 'picture',
  nickname: 'string',
  gender: 'gender',
  created_at: 'time',
  updated_at: 'time',
  country: 'string',
  province: 'string',
  city: 'string',
  language: 'string',
  openid: 'string',
  unionid: 'string',
  created_by: 'number',
  is_authorized: 'boolean',
  _username: 'string',
  _email: 'string',
  _email_verified: 'boolean',
  _phone: 'string',
  _phone_verified: 'boolean',
  _provider: 'object',
}

const isBuiltIn = (name: string): name is BuiltInName => Object.hasOwn(BUILT_IN, name)

/** What a value shows of the field that holds it. */
export function kindOf(value: unknown): Kind {
  switch (typeof value) {
    case 'string':
      return /^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(value) ? 'date' : 'string'
    case 'number':
      return 'number'
    case 'boolean':
      return 'boolean'
    case 'object':
      if (value === null) return 'unknown'
      if (Array.isArray(value)) return 'array'
      return 'coordinates' in value && 'type' in value ? 'geojson' : 'object'
    default:
      return 'unknown'
  }
}

/** The fields of one connection; learns more from every user that is read. */
class Fields {
  #known = new Map<string, FieldInfo>()
  #listeners = new Set<() => void>()
  #all: readonly FieldInfo[] = []
  readonly #connection: Connection

  constructor(connection: Connection) {
    this.#connection = connection
    this.#add(new Map(Object.entries(BUILT_IN)))
  }

  readonly subscribe = (listener: () => void) => {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }

  readonly all = () => this.#all

  learn(users: readonly User[]) {
    const learnt = new Map<string, Kind>()
    for (const user of users) {
      for (const [name, value] of Object.entries(user)) {
        const known = learnt.get(name) ?? this.#known.get(name)?.kind
        if (known !== undefined && (known !== 'unknown' || isBuiltIn(name))) continue
        const kind = kindOf(value)
        if (known !== kind) learnt.set(name, kind)
      }
    }
    if (learnt.size > 0) this.#add(learnt)
  }

  #add(kinds: ReadonlyMap<string, Kind>) {
    const added = [...kinds.keys()].filter((name) => !this.#known.has(name))
    for (const [name, kind] of kinds) {
      const isSortable = this.#known.get(name)?.isSortable ?? false
      this.#known.set(name, { name, kind, isBuiltIn: isBuiltIn(name), isSortable })
    }
    this.#tell()
    if (added.length > 0) void this.#askSortable(added)
  }

  /** The package knows which fields cannot be sorted by, and says so before anything is sent. */
  async #askSortable(names: readonly string[]) {
    const plans = names.map((name) => planRequest(this.#connection, (users) => users.list({ orderBy: name, limit: 1 })))
    const answers = await Promise.allSettled(plans)
    for (const [index, name] of names.entries()) {
      const known = this.#known.get(name)
      if (known) this.#known.set(name, { ...known, isSortable: answers[index]?.status === 'fulfilled' })
    }
    this.#tell()
  }

  /** The built-in fields in their own order, then the custom ones by name. */
  #tell() {
    const all = [...this.#known.values()]
    const custom = all.filter((field) => !field.isBuiltIn).sort((left, right) => (left.name < right.name ? -1 : 1))
    this.#all = [...all.filter((field) => field.isBuiltIn), ...custom]
    for (const listener of this.#listeners) listener()
  }
}

const stores = new WeakMap<Connection, Fields>()

/** The store of a connection. */
export function fieldsOf(connection: Connection): Fields {
  const known = stores.get(connection)
  if (known) return known
  const made = new Fields(connection)
  stores.set(connection, made)
  return made
}

/** All fields known so far; renders again when there are more. */
export function useFields(): readonly FieldInfo[] {
  const store = fieldsOf(useConnection())
  return useSyncExternalStore(store.subscribe, store.all)
}

/** The field of a name among those known; of one that nobody read so far has, its kind is unknown. */
export function fieldNamed(fields: readonly FieldInfo[], name: string): FieldInfo {
  return fields.find((field) => field.name === name) ?? { name, kind: 'unknown', isBuiltIn: false, isSortable: true }
}

/** As `fieldNamed`, among the fields known so far. */
export function useField(name: string): FieldInfo {
  const fields = useFields()
  return useMemo(() => fieldNamed(fields, name), [fields, name])
}

/** What a user has in a field; with dots, in what lies inside an object field: `address.city`. */
export function valueAt(user: User, name: string): unknown {
  if (Object.hasOwn(user, name)) return user[name]
  let value: unknown = user
  for (const key of name.split('.')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined
    value = (value as Record<string, unknown>)[key]
  }
  return value
}
