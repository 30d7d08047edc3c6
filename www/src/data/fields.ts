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
    for (const [name, kind] of Object.entries(BUILT_IN)) this.#add(name, kind)
    this.#tell()
  }

  readonly subscribe = (listener: () => void) => {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }

  readonly all = () => this.#all

  learn(users: readonly User[]) {
    let isNew = false
    for (const user of users) {
      for (const [name, value] of Object.entries(user)) {
        const known = this.#known.get(name)
        if (known && (known.isBuiltIn || known.kind !== 'unknown')) continue
        const kind = kindOf(value)
        if (known?.kind === kind) continue
        this.#add(name, kind)
        isNew = true
      }
    }
    if (isNew) this.#tell()
  }

  #add(name: string, kind: Kind) {
    this.#known.set(name, { name, kind, isBuiltIn: isBuiltIn(name), isSortable: this.#known.get(name)?.isSortable ?? false })
    // The package knows which fields cannot be sorted by, and says so before anything is sent.
    void planRequest(this.#connection, (users) => users.list({ orderBy: name, limit: 1 })).then(
      () => this.#setSortable(name),
      () => undefined,
    )
  }

  #setSortable(name: string) {
    const known = this.#known.get(name)
    if (!known || known.isSortable) return
    this.#known.set(name, { ...known, isSortable: true })
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

/** The field of a name; of one that nobody read so far has, its kind is unknown. */
export function useField(name: string): FieldInfo {
  const fields = useFields()
  return useMemo(
    () => fields.find((field) => field.name === name) ?? { name, kind: 'unknown', isBuiltIn: false, isSortable: true },
    [fields, name],
  )
}
