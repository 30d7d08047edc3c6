/** What a user is: the built-in fields, the app's custom ones, and the names of both. */

/**
 * The fields that every user has. They are read-only: an update of one is a compile error, and refused before sending.
 *
 * The server may leave any of them out or answer `null`, but for `id`. Times are unix seconds.
 *
 * @example
 * ```ts
 * const { id, nickname, created_at } = await users.get(70695404)
 * console.log(id, nickname ?? 'no name') // 70695404 你也是
 * console.log(new Date((created_at ?? 0) * 1000).toISOString()) // 2018-11-22T03:52:12.000Z
 * ```
 */
export interface BuiltInFields {
  /** The `id` column of the `_userprofile` table: 5 to 15 digits. */
  id: number
  /** Link to a picture. */
  avatar?: string | null
  /** City, in the words of the platform: `'广州'`, `'Guangzhou'`. Not sortable. */
  city?: string | null
  /** Country. Not sortable. */
  country?: string | null
  /** When the user was created, unix seconds. Users are listed newest first unless `orderBy` says otherwise. */
  created_at?: number | null
  /** The creator's id; an object ({@link Creator}) with `expand: ['created_by']`. */
  created_by?: number | null
  /** 0 unknown, 1 male, 2 female. Not sortable. */
  gender?: 0 | 1 | 2 | null
  /** Whether the user let the app read their profile. */
  is_authorized?: boolean | null
  /** Language, such as `'zh_CN'`. Not sortable. */
  language?: string | null
  /** Nickname. */
  nickname?: string | null
  /** The platform's id of the user in this app. */
  openid?: string | null
  /** Province. Not sortable. */
  province?: string | null
  /** The platform's id of the user in all apps of one owner. */
  unionid?: string | null
  /** When the user was last changed, unix seconds. */
  updated_at?: number | null
  /** Login name; `updateAccount` changes it. */
  _username?: string | null
  /** E-mail address; `updateAccount` changes it. */
  _email?: string | null
  /** Whether the e-mail address is verified. */
  _email_verified?: boolean | null
  /** Phone number; `updateAccount` changes it. */
  _phone?: string | null
  /** Whether the phone number is verified. */
  _phone_verified?: boolean | null
  /** What the login providers told, by provider. */
  _provider?: Record<string, unknown> | null
}

/**
 * The name of a built-in field.
 *
 * @see {@link BuiltInFields}
 */
export type BuiltInName = keyof BuiltInFields

/**
 * A user as the server answers it: the built-in fields, and the app's custom ones as `Fields` types them.
 *
 * A plain object, handed through from the JSON parser: fields that no type names are there too.
 *
 * @typeParam Fields - The app's custom fields. Defaults to any field, of unknown type.
 *
 * @example
 * ```ts
 * function title(user: User<Profile>): string {
 *   return `${user.nickname ?? user.id}, level ${user.level}`
 * }
 * title(await users.get(91678)) // 唐梓萱, level 12
 * ```
 */
export type User<Fields extends object = Record<string, unknown>> = BuiltInFields & Fields

/**
 * The user that `created_by` names, with `expand: ['created_by']`. Any field may be missing.
 *
 * @see {@link GetOptions.expand}
 */
export interface Creator {
  /** The creator's id. */
  id?: number
  /** Link to a picture. */
  avatar?: string | null
  /** Nickname. */
  nickname?: string | null
  /** Whatever else the server tells of the creator. */
  [field: string]: unknown
}

/**
 * A place in degrees (WGS 84) as GeoJSON: `[longitude, latitude]`.
 *
 * @see {@link Field.intersects}
 */
export interface GeoPoint {
  /** Always `'Point'`. */
  readonly type: 'Point'
  /** Degrees east, -180 to 180, then degrees north, -90 to 90. */
  readonly coordinates: readonly [longitude: number, latitude: number]
}

/**
 * An area as GeoJSON.
 *
 * @see {@link Field.within}
 */
export interface GeoPolygon {
  /** Always `'Polygon'`. */
  readonly type: 'Polygon'
  /** Closed lines, whose last point repeats the first: the outline, then the holes. */
  readonly coordinates: readonly (readonly (readonly [longitude: number, latitude: number])[])[]
}

/**
 * What a custom field of type geojson holds: a point, a polygon, or another shape of GeoJSON.
 *
 * @see {@link Field.intersects}
 */
export interface GeoShape {
  /** The shape. */
  readonly type: 'Point' | 'MultiPoint' | 'LineString' | 'MultiLineString' | 'Polygon' | 'MultiPolygon'
  /** Positions, nested as the shape asks for. */
  readonly coordinates: readonly unknown[]
}

/** Anything that has a place in JSON; what an object holds is checked before sending. */
export type AnyValue = string | number | boolean | object | null

/** A value of type `T` on its way to the server: read-only arrays and objects will do. */
export type Sendable<T> = unknown extends T ? AnyValue : { readonly [K in keyof T]: Sendable<T[K]> }

/** `T` where it is neither null nor missing. */
export type Present<T> = unknown extends T ? unknown : T extends null | undefined ? never : T

/** Whether `T` names no field of its own: `Record<string, unknown>`. */
export type IsOpen<T> = string extends keyof T ? true : false

/**
 * The names of the fields of `T`, and with dots what lies inside object fields: `'address' | 'address.city'`.
 * Four levels deep; below, any name goes.
 */
export type FieldPath<T, Depth extends readonly unknown[] = []> = IsOpen<T> extends true
  ? string
  : Depth['length'] extends 4
    ? string
    : { [K in keyof T & string]-?: K | PathInside<K, Present<T[K]>, Depth> }[keyof T & string]

type PathInside<K extends string, T, Depth extends readonly unknown[]> = unknown extends T
  ? `${K}.${string}`
  : [T] extends [string | number | boolean | GeoShape | readonly unknown[]]
    ? never
    : `${K}.${FieldPath<T, [...Depth, unknown]>}`

/** The type of what `Path` names in `T`. */
export type TypeAt<T, Path extends string> = Path extends keyof T
  ? T[Path]
  : Path extends `${infer Head}.${infer Rest}`
    ? Head extends keyof T
      ? TypeAt<Present<T[Head]>, Rest>
      : unknown
    : unknown

/**
 * The names that `select`, `where` and `orderBy` know: built-in fields, custom fields, and what lies inside them.
 *
 * @see {@link field}
 */
export type FieldName<Fields extends object> = IsOpen<Fields> extends true
  ? string
  : FieldPath<BuiltInFields> | FieldPath<Fields>

export {}
