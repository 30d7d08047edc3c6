/** Conditions on users: `field('level').gte(3)`, `and`, `or`, and the same as plain JSON. */

import type {
  AnyValue,
  BuiltInFields,
  BuiltInName,
  FieldPath,
  GeoPoint,
  GeoPolygon,
  GeoShape,
  IsOpen,
  Present,
  Sendable,
  TypeAt,
} from './user.js'

/** Not there at run time: carries what a condition needs of the fields of a client. */
declare const needs: unique symbol

/** Names the operator that a field does not have, in the compiler's message. */
declare const refused: unique symbol

// Operands: what each operator takes, by the type of the field.

/**
 * A circle on the ground.
 *
 * @see {@link Field.center}
 */
export interface GeoCircle {
  /** Its middle: degrees east, degrees north. */
  readonly coordinates: readonly [longitude: number, latitude: number]
  /** Kilometres from the middle, 0 or more. */
  readonly radius: number
}

/**
 * All places between two distances of one.
 *
 * @see {@link Field.nearSphere}
 */
export interface GeoRing {
  /** The middle. */
  readonly geometry: GeoPoint
  /** Metres that a place is away at least. Defaults to 0. */
  readonly min_distance?: number | undefined
  /** Metres that a place is away at most. No limit by default. */
  readonly max_distance?: number | undefined
}

/** The operators of every field. */
export interface CommonOperands<T> {
  /** Equal to; an array field is compared whole with an array. */
  readonly $eq: T | null
  /** Not equal to. */
  readonly $ne: T | null
  /** Null (`true`), or not null (`false`). */
  readonly $isnull: boolean
  /** Present (`true`), or absent (`false`). */
  readonly $exists: boolean
}

/** The operators that look a value up in a list. */
export interface ListOperands<T> {
  /** Equal to one of these; an array field has one of them. */
  readonly $in: readonly T[]
  /** Equal to none of these; an array field has none of them. */
  readonly $nin: readonly T[]
}

/** The operators of what has an order. */
export interface OrderOperands<T> {
  /** Less than. */
  readonly $lt: T
  /** Less than or equal to. */
  readonly $lte: T
  /** Greater than. */
  readonly $gt: T
  /** Greater than or equal to. */
  readonly $gte: T
  /** Between the two, both ends included. */
  readonly $range: readonly [low: T, high: T]
}

/** The operators of text. */
export interface TextOperands {
  /** Holds this text. */
  readonly $contains: string
  /** Matches this regular expression. */
  readonly $regex: string
  /** Beside `$regex`: upper and lower case alike. */
  readonly $options: 'i'
}

/** The operators of a number. */
export interface NumberOperands<T> extends CommonOperands<T>, ListOperands<T>, OrderOperands<number> {}

/** The operators of a string, which may be a date in ISO 8601. */
export interface StringOperands<T>
  extends CommonOperands<OrDate<T>>,
    ListOperands<OrDate<T>>,
    OrderOperands<OrDate<string>>,
    TextOperands {}

/** The operators of a boolean. */
export interface BooleanOperands<T> extends CommonOperands<T> {}

/** The operators of an array of `Item`s. */
export interface ArrayOperands<T, Item> extends CommonOperands<T>, ListOperands<Item> {
  /** Has every one of these. */
  readonly $all: readonly Item[]
}

/** The operators of an object with the keys `Key`. */
export interface ObjectOperands<T, Key extends string> extends CommonOperands<T> {
  /** Has this top-level key: a letter, then letters, digits and `_`. */
  readonly $has_key: Key
}

/** The operators of a place or an area. Neither is equal to anything but `null`. */
export interface GeoOperands extends CommonOperands<null> {
  /** A stored polygon includes the point. */
  readonly $intersects: GeoPoint
  /** A stored point lies in the polygon. */
  readonly $within: GeoPolygon
  /** A stored point lies in the circle. */
  readonly $center: GeoCircle
  /** A stored point lies in the ring; nearest first. */
  readonly $nearsphere: GeoRing
}

/** The operators of a field of unknown type: all of them. */
export interface AnyOperands<T = AnyValue>
  extends CommonOperands<T>,
    ListOperands<T>,
    TextOperands,
    Omit<OrderOperands<number | string | Date>, '$range'>,
    Omit<GeoOperands, keyof CommonOperands<null>> {
  /** Between the two numbers or dates, both ends included. */
  readonly $range: readonly [low: number, high: number] | readonly [low: string | Date, high: string | Date]
  /** An array field has every one of these. */
  readonly $all: readonly AnyValue[]
  /** An object field has this top-level key. */
  readonly $has_key: string
}

type OrDate<T> = string extends T ? T | Date : T

/**
 * Which operators a field of type `T` has, and what each takes.
 *
 * | type | operators beside `$eq`, `$ne`, `$isnull` and `$exists` |
 * |---|---|
 * | number | `$lt` `$lte` `$gt` `$gte` `$range` `$in` `$nin` |
 * | string, date | `$lt` `$lte` `$gt` `$gte` `$range` `$in` `$nin` `$contains` `$regex` |
 * | boolean | |
 * | array | `$in` `$nin` `$all` |
 * | object | `$has_key` |
 * | geojson | `$intersects` `$within` `$center` `$nearsphere`; `$eq` and `$ne` only with `null` |
 * | unknown, or a mixture | all |
 *
 * @see {@link WhereJson}
 */
export type Operands<T> = unknown extends T
  ? AnyOperands
  : [T] extends [string]
    ? StringOperands<T>
    : [T] extends [number]
      ? NumberOperands<T>
      : [T] extends [boolean]
        ? BooleanOperands<T>
        : [T] extends [GeoShape]
          ? GeoOperands
          : [T] extends [readonly (infer Item)[]]
            ? ArrayOperands<Sendable<T>, Sendable<Item>>
            : [T] extends [object]
              ? ObjectOperands<Sendable<T>, keyof T & string>
              : AnyOperands<Sendable<T>>

// What a condition needs of the fields, and what the fields of a client offer.

/** An operator with an operand: what one condition asks of a field. */
type Takes<Operator extends PropertyKey, Operand> = { readonly [O in Operator]: (operand: Operand) => void }

/**
 * What a condition on the field `Name` needs: that the client has the field, that its type has the operator, and that
 * the operator takes the operand.
 */
export type Needs<Name extends string, Operator extends PropertyKey, Operand> = Name extends `${infer Head}.${infer Rest}`
  ? { readonly [K in Head]: { readonly inside: Needs<Rest, Operator, Operand> } }
  : { readonly [K in Name]: Takes<Operator, Operand> }

type Offers<T> = { readonly [O in keyof Operands<T>]: (operand: Operands<T>[O]) => void } & {
  readonly inside: unknown extends T
    ? never
    : [T] extends [string | number | boolean | GeoShape | readonly unknown[]]
      ? {}
      : IsOpen<T> extends true
        ? never
        : Fieldset<T>
}

type Fieldset<T> = { readonly [K in keyof T]-?: Offers<Present<T[K]>> }

/**
 * What a client offers to conditions: its built-in and custom fields with their operators. `never`, which meets every
 * need, when any custom field goes.
 *
 * @see {@link Where}
 */
export type Filterable<Fields extends object> = IsOpen<Fields> extends true ? never : Fieldset<BuiltInFields & Fields>

/**
 * A condition on users: {@link field} with an operator, parts joined by {@link and} and {@link or}, or
 * {@link Where.from} of plain JSON. It is data, belongs to no client, and never changes.
 *
 * A condition on a field that the client does not have, with an operator that the field's type does not have, or with a
 * value of another type, is a compile error in the call that uses it. The same is checked again before sending.
 *
 * @typeParam Needed - What it needs of the fields; the compiler finds it out. To name the type of a parameter, use
 * {@link WhereOf}.
 *
 * @example
 * ```ts
 * const where = and(field('vip').eq(true), or(field('level').gte(3), { tags: { $all: ['gold'] } }))
 * JSON.stringify(where) // {"$and":[{"vip":{"$eq":true}},{"$or":[{"level":{"$gte":3}},{"tags":{"$all":["gold"]}}]}]}
 * await users.count(where) // 148
 * ```
 */
export class Where<Needed = unknown> {
  protected constructor()
  /** Only for the compiler. */
  readonly [needs]: (fields: Needed) => void
  /**
   * The wire's own JSON, a new object each time.
   *
   * @example
   * ```ts
   * field('level').gte(3).toJSON() // { level: { $gte: 3 } }
   * ```
   */
  toJSON(): { [key: string]: unknown }
  /**
   * Takes the wire's JSON and checks it.
   *
   * @param json - `{ level: { $gte: 3 } }`; a bare value means `$eq`; `{}` is everyone.
   * @throws {@link InvalidArgumentError} names the path of the first mistake:
   * `$or[1].level.$gte: expected a number or a string, got true`.
   *
   * @example
   * ```ts
   * Where.from({ test: 'test' }).toJSON() // { test: 'test' }
   * ```
   */
  static from<const Json extends WhereJson>(json: Json): Where<NeedsOf<Json>>
}

/**
 * What `where` accepts: a {@link Where}, or plain JSON. `{}` is everyone.
 *
 * @see {@link Where} and {@link WhereJson}
 */
export type WhereOf<Fields extends object = Record<string, unknown>> = Where<Filterable<Fields>> | WhereJson<Fields>

/**
 * A condition as plain JSON, in the words of the wire. Several fields, and several operators on one field, must all be met.
 *
 * A bare value means `$eq`. An object is compared with `{ $eq: … }`; without an operator it is refused.
 *
 * @typeParam Fields - The app's custom fields. Defaults to any field.
 *
 * @example
 * ```ts
 * const where: WhereJson<Profile> = {
 *   level: { $gte: 3, $lt: 9 },
 *   'address.city': '广州',
 *   $or: [{ vip: true }, { tags: { $all: ['gold'] } }],
 * }
 * await users.count(where) // 8
 * ```
 */
export type WhereJson<Fields extends object = Record<string, unknown>> = FieldsJson<BuiltInFields> &
  FieldsJson<Fields> &
  Joined<Fields>

type Joined<Fields extends object> = {
  /** Every one of these. */
  readonly $and?: readonly WhereJson<Fields>[]
  /** At least one of these. */
  readonly $or?: readonly WhereJson<Fields>[]
  /** Only for the compiler. */
  readonly [needs]?: (fields: Filterable<Fields>) => void
}

type FieldsJson<T> = { readonly [Path in FieldPath<T>]?: FieldJson<Present<TypeAt<T, Path>>> }

/**
 * What plain JSON compares one field with: operators, or a bare value that means `$eq`.
 *
 * @see {@link WhereJson}
 */
export type FieldJson<T> = Bare<T> | Partial<Operands<T>>

type Bare<T> = unknown extends T
  ? string | number | boolean | Date | readonly AnyValue[] | null
  : (T extends string | number | boolean ? OrDate<T> : T extends readonly unknown[] ? Sendable<T> : never) | null

// What plain JSON needs, read off its type.

type NeedsOf<Json> = 0 extends 1 & Json
  ? unknown
  : typeof needs extends keyof Json
    ? Json extends { readonly [needs]?: (fields: infer Needed) => void }
      ? Needed
      : unknown
    : Meet<{ [K in keyof Json & string]-?: (needed: MemberNeeds<K, Json[K]>) => void }[keyof Json & string]>

type MemberNeeds<Name extends string, Value> = Name extends '$and' | '$or'
  ? Value extends readonly (infer Part)[]
    ? NeedsOfAll<Part>
    : unknown
  : Meet<FieldNeeds<Name, Value>>

type FieldNeeds<Name extends string, Value> = Value extends
  | string
  | number
  | boolean
  | null
  | undefined
  | Date
  | readonly unknown[]
  ? (needed: Needs<Name, '$eq', Exclude<Value, undefined>>) => void
  : { [O in keyof Value]-?: (needed: Needs<Name, O, Exclude<Value[O], undefined>>) => void }[keyof Value]

type NeedsOfAll<Part> = Meet<Part extends unknown ? (needed: NeedsOf<Part>) => void : never>

/** The needs of all the functions in the union at once. */
type Meet<Functions> = [Functions] extends [never]
  ? unknown
  : [Functions] extends [(needed: infer Needed) => void]
    ? Needed
    : unknown

// Building.

/**
 * Every one of `parts`: `{"$and":[…]}`.
 *
 * @param parts - At least one {@link Where}, or plain JSON, in any mixture.
 * @throws {@link InvalidArgumentError} when there is none, or one is not a condition.
 *
 * @example
 * ```ts
 * and(field('level').gte(3), { vip: true }).toJSON() // { $and: [{ level: { $gte: 3 } }, { vip: true }] }
 * ```
 */
export function and<const Parts extends readonly (Where<never> | WhereJson)[]>(
  ...parts: Parts
): Where<NeedsOfAll<Parts[number]>>

/**
 * At least one of `parts`: `{"$or":[…]}`. Give all of them at once: conditions nest 100 values deep at most.
 *
 * @param parts - At least one {@link Where}, or plain JSON, in any mixture.
 * @throws {@link InvalidArgumentError} when there is none, or one is not a condition.
 *
 * @example
 * ```ts
 * or(field('vip').eq(true), field('level').gte(9)).toJSON() // { $or: [{ vip: { $eq: true } }, { level: { $gte: 9 } }] }
 * ```
 */
export function or<const Parts extends readonly (Where<never> | WhereJson)[]>(
  ...parts: Parts
): Where<NeedsOfAll<Parts[number]>>

/**
 * Begins a condition on the field `name`.
 *
 * Built-in fields are checked at once, custom ones by the client that uses the condition.
 *
 * @param name - A built-in or custom field, or with dots a path into an object field: `'address.city'`.
 *
 * @example
 * ```ts
 * field('address.city').eq('广州').toJSON() // { 'address.city': { $eq: '广州' } }
 * ```
 */
export function field<const Name extends string>(name: Name): Field<Name>

/**
 * The built-in field `Name` does not have the operator `Operator`. Nothing is assignable to it.
 *
 * @see {@link Field.eq}
 */
export interface NoSuchOperator<Name extends string, Operator extends string> {
  /** Only for the compiler. */
  readonly [refused]: [Name, Operator]
}

/** What the operator takes: by the field's own type if it is built in, else whatever it takes on any field. */
type Operand<Name extends string, Operator extends keyof AnyOperands> = Name extends BuiltInName
  ? Operator extends keyof Operands<Present<BuiltInFields[Name]>>
    ? Operands<Present<BuiltInFields[Name]>>[Operator]
    : NoSuchOperator<Name, Operator>
  : AnyOperands[Operator]

type End<Range> = Range extends readonly [infer Low, infer High] ? Low | High : Range

type Pattern<Operand> = Operand extends string ? string | RegExp : Operand

/**
 * A field to compare. Each method makes a condition on it.
 *
 * Every method throws {@link InvalidArgumentError} for a name that is no field name or an operand that has no place in JSON.
 *
 * @typeParam Name - The field's name, or with dots the path to it.
 */
export interface Field<Name extends string> {
  /**
   * Equal to `value`; an array field is compared whole with an array. `eq(null)` works on every field.
   *
   * @example
   * ```ts
   * field('vip').eq(true).toJSON() // { vip: { $eq: true } }
   * ```
   */
  eq<const Value extends Operand<Name, '$eq'>>(value: Value): Where<Needs<Name, '$eq', Value>>

  /**
   * Not equal to `value`. `ne(null)` works on every field.
   *
   * @example
   * ```ts
   * field('nickname').ne('').toJSON() // { nickname: { $ne: '' } }
   * ```
   */
  ne<const Value extends Operand<Name, '$ne'>>(value: Value): Where<Needs<Name, '$ne', Value>>

  /**
   * Less than `value`: a number, or for a date field a string in ISO 8601 or a `Date`.
   *
   * @example
   * ```ts
   * field('level').lt(9).toJSON() // { level: { $lt: 9 } }
   * ```
   */
  lt<const Value extends Operand<Name, '$lt'>>(value: Value): Where<Needs<Name, '$lt', Value>>

  /**
   * Less than or equal to `value`: a number, or for a date field a string in ISO 8601 or a `Date`.
   *
   * @example
   * ```ts
   * field('level').lte(9).toJSON() // { level: { $lte: 9 } }
   * ```
   */
  lte<const Value extends Operand<Name, '$lte'>>(value: Value): Where<Needs<Name, '$lte', Value>>

  /**
   * Greater than `value`: a number, or for a date field a string in ISO 8601 or a `Date`.
   *
   * @example
   * ```ts
   * field('birthday').gt('2000-01-01').toJSON() // { birthday: { $gt: '2000-01-01' } }
   * ```
   */
  gt<const Value extends Operand<Name, '$gt'>>(value: Value): Where<Needs<Name, '$gt', Value>>

  /**
   * Greater than or equal to `value`: a number, or for a date field a string in ISO 8601 or a `Date`.
   *
   * @example
   * ```ts
   * field('created_at').gte(1483228800).toJSON() // { created_at: { $gte: 1483228800 } }
   * ```
   */
  gte<const Value extends Operand<Name, '$gte'>>(value: Value): Where<Needs<Name, '$gte', Value>>

  /**
   * A string field that holds `part`.
   *
   * @example
   * ```ts
   * field('nickname').contains('Tom').toJSON() // { nickname: { $contains: 'Tom' } }
   * ```
   */
  contains(part: Operand<Name, '$contains'>): Where<Needs<Name, '$contains', string>>

  /**
   * Equal to one of `values`; an array field that has one of them.
   *
   * @example
   * ```ts
   * field('level').in([1, 2]).toJSON() // { level: { $in: [1, 2] } }
   * ```
   */
  in<const Values extends Operand<Name, '$in'>>(values: Values): Where<Needs<Name, '$in', Values>>

  /**
   * Equal to none of `values`; an array field that has none of them.
   *
   * @example
   * ```ts
   * field('level').notIn([1, 2]).toJSON() // { level: { $nin: [1, 2] } }
   * ```
   */
  notIn<const Values extends Operand<Name, '$nin'>>(values: Values): Where<Needs<Name, '$nin', Values>>

  /**
   * Null (`yes`), or not null. Works on every field.
   *
   * @param yes - Defaults to `true`.
   *
   * @example
   * ```ts
   * field('unionid').isNull().toJSON() // { unionid: { $isnull: true } }
   * ```
   */
  isNull(yes?: boolean): Where<Needs<Name, '$isnull', boolean>>

  /**
   * Between `low` and `high`, both included: two numbers, or two dates. A `low` above `high` matches nobody.
   *
   * @example
   * ```ts
   * field('level').range(1, 9).toJSON() // { level: { $range: [1, 9] } }
   * ```
   */
  range<const Value extends End<Operand<Name, '$range'>>>(
    low: Value,
    high: Value,
  ): Where<Needs<Name, '$range', readonly [Value, Value]>>

  /**
   * A string field that matches the regular expression.
   *
   * @param pattern - Its text, or a `RegExp` without flags but `i`.
   * @param options - `'i'`: upper and lower case alike.
   *
   * @example
   * ```ts
   * field('nickname').regex(/^to/i).toJSON() // { nickname: { $regex: '^to', $options: 'i' } }
   * ```
   */
  regex(pattern: Pattern<Operand<Name, '$regex'>>, options?: 'i'): Where<Needs<Name, '$regex', string>>

  /**
   * An array field that has every one of `values`.
   *
   * @example
   * ```ts
   * field('tags').all(['gold', 'new']).toJSON() // { tags: { $all: ['gold', 'new'] } }
   * ```
   */
  all<const Values extends Operand<Name, '$all'>>(values: Values): Where<Needs<Name, '$all', Values>>

  /**
   * Present (`yes`), or absent. Works on every field.
   *
   * @param yes - Defaults to `true`.
   *
   * @example
   * ```ts
   * field('note').exists(false).toJSON() // { note: { $exists: false } }
   * ```
   */
  exists(yes?: boolean): Where<Needs<Name, '$exists', boolean>>

  /**
   * An object field with the top-level key `key`.
   *
   * @param key - A letter, then letters, digits and `_`.
   *
   * @example
   * ```ts
   * field('address').hasKey('city').toJSON() // { address: { $has_key: 'city' } }
   * ```
   */
  hasKey<const Key extends Operand<Name, '$has_key'>>(key: Key): Where<Needs<Name, '$has_key', Key>>

  /**
   * A stored polygon that includes `point`.
   *
   * @example
   * ```ts
   * field('area').intersects({ type: 'Point', coordinates: [113.3, 23.1] }).toJSON()
   * // { area: { $intersects: { type: 'Point', coordinates: [113.3, 23.1] } } }
   * ```
   */
  intersects(point: Operand<Name, '$intersects'>): Where<Needs<Name, '$intersects', GeoPoint>>

  /**
   * A stored point in `polygon`.
   *
   * @param polygon - Each of its lines ends where it begins.
   *
   * @example
   * ```ts
   * field('location').within({ type: 'Polygon', coordinates: [[[0, 0], [2, 0], [2, 2], [0, 0]]] }).toJSON()
   * // { location: { $within: { type: 'Polygon', coordinates: [[[0, 0], [2, 0], [2, 2], [0, 0]]] } } }
   * ```
   */
  within(polygon: Operand<Name, '$within'>): Where<Needs<Name, '$within', GeoPolygon>>

  /**
   * A stored point in `circle`, whose radius is in kilometres.
   *
   * @example
   * ```ts
   * field('location').center({ coordinates: [113.3, 23.1], radius: 5 }).toJSON()
   * // { location: { $center: { coordinates: [113.3, 23.1], radius: 5 } } }
   * ```
   */
  center(circle: Operand<Name, '$center'>): Where<Needs<Name, '$center', GeoCircle>>

  /**
   * A stored point in `ring`, whose distances are in metres; nearest first.
   *
   * @example
   * ```ts
   * field('location').nearSphere({ geometry: { type: 'Point', coordinates: [113.3, 23.1] }, max_distance: 500 }).toJSON()
   * // { location: { $nearsphere: { geometry: { type: 'Point', coordinates: [113.3, 23.1] }, max_distance: 500 } } }
   * ```
   */
  nearSphere(ring: Operand<Name, '$nearsphere'>): Where<Needs<Name, '$nearsphere', GeoRing>>
}

export {}
