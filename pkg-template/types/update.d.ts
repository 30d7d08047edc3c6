/** Changes to a user's custom fields: values to set, and what the server does to the value that is stored. */

import type { AnyValue, BuiltInName, GeoShape, IsOpen, Present, Sendable } from './user.js'

/** Not there at run time: carries what a change needs of the field that it is for. */
declare const needs: unique symbol

/** Names what may not be updated, in the compiler's message. */
declare const refused: unique symbol

/**
 * Adds to a number. Sending it twice adds twice, so it is not repeated when the outcome is unknown.
 *
 * @see {@link increment}
 */
export interface Increment {
  /** How much; may be negative. */
  readonly $incr_by: number
}

/**
 * Appends items to an array. Sending it twice appends twice.
 *
 * @see {@link append}
 */
export interface Append<Item> {
  /** At least one item. */
  readonly $append: readonly Item[]
}

/**
 * Appends those items that an array does not have yet.
 *
 * @see {@link appendUnique}
 */
export interface AppendUnique<Item> {
  /** At least one item. */
  readonly $append_unique: readonly Item[]
}

/**
 * Removes items from an array.
 *
 * @see {@link remove}
 */
export interface Remove<Item> {
  /** At least one item. */
  readonly $remove: readonly Item[]
}

/**
 * Merges keys into an object.
 *
 * @see {@link merge}
 */
export interface Merge<Keys> {
  /** The keys to set, at least one. The others stay. */
  readonly $update: Keys
  /** Only for the compiler. */
  readonly [needs]?: (keys: KeysOf<Keys>) => void
}

/**
 * Drops the last (`1`) or first (`-1`) item of an array. Sending it twice drops two.
 *
 * @see {@link pop} and {@link shift}
 */
export interface Pop {
  /** Which end. */
  readonly $pop: 1 | -1
}

/**
 * Clears a field.
 *
 * @see {@link unset}
 */
export interface Unset {
  /** Always empty. */
  readonly $unset: ''
}

type KeysOf<T> = { readonly [K in keyof T]-?: (value: T[K]) => void }

type ItemOf<Items> = Items extends readonly (infer Item)[] ? Item : Items

/**
 * Adds `amount`, which may be negative, to a number field.
 *
 * The call that sends it throws an {@link InvalidArgumentError} when it is not a finite number.
 *
 * @example
 * ```ts
 * increment(1) // { $incr_by: 1 }
 * await users.update(70695404, { level: increment(1) })
 * ```
 */
export function increment(amount: number): Increment

/**
 * Appends one item or several to an array field.
 *
 * The call that sends it throws an {@link InvalidArgumentError} when there is none.
 *
 * @example
 * ```ts
 * append(['gold', 'new']) // { $append: ['gold', 'new'] }
 * await users.update(70695404, { tags: append(['gold', 'new']) })
 * ```
 */
export function append<const Items extends AnyValue>(items: Items): Append<ItemOf<Items>>

/**
 * Appends one item or several to an array field, but for those that it has.
 *
 * The call that sends it throws an {@link InvalidArgumentError} when there is none.
 *
 * @example
 * ```ts
 * appendUnique('gold') // { $append_unique: ['gold'] }
 * await users.update(70695404, { tags: appendUnique('gold') })
 * ```
 */
export function appendUnique<const Items extends AnyValue>(items: Items): AppendUnique<ItemOf<Items>>

/**
 * Removes one item or several from an array field.
 *
 * The call that sends it throws an {@link InvalidArgumentError} when there is none.
 *
 * @example
 * ```ts
 * remove('new') // { $remove: ['new'] }
 * await users.update(70695404, { tags: remove('new') })
 * ```
 */
export function remove<const Items extends AnyValue>(items: Items): Remove<ItemOf<Items>>

/**
 * Sets some keys of an object field and leaves the others.
 *
 * The call that sends it throws an {@link InvalidArgumentError} when there is none, or one begins with `$` or has a dot.
 *
 * @example
 * ```ts
 * merge({ city: '广州' }) // { $update: { city: '广州' } }
 * await users.update(70695404, { address: merge({ city: '广州' }) })
 * ```
 */
export function merge<const Keys extends object>(keys: Keys): Merge<Keys>

/**
 * Drops the last item of an array field.
 *
 * @example
 * ```ts
 * pop() // { $pop: 1 }
 * await users.update(70695404, { tags: pop() })
 * ```
 */
export function pop(): Pop

/**
 * Drops the first item of an array field.
 *
 * @example
 * ```ts
 * shift() // { $pop: -1 }
 * await users.update(70695404, { tags: shift() })
 * ```
 */
export function shift(): Pop

/**
 * Clears a custom field, whatever its type.
 *
 * @example
 * ```ts
 * unset() // { $unset: '' }
 * await users.update(70695404, { note: unset() })
 * ```
 */
export function unset(): Unset

/**
 * A field that updates may not touch. Nothing is assignable to it.
 *
 * @see {@link UpdateOf}
 */
export interface ReadOnlyField {
  /** Only for the compiler. */
  readonly [refused]: 'a built-in field cannot be updated, only the custom fields can'
}

/** The custom fields of `Fields`: all that are not built in and do not begin with `_`. */
export type CustomName<Fields extends object> = Exclude<keyof Fields & string, BuiltInName | `_${string}`>

/**
 * What a custom field of type `T` may be changed to: a value, an atomic change that its type allows, or {@link unset}.
 *
 * | type | atomic changes |
 * |---|---|
 * | number | {@link increment} |
 * | array | {@link append} {@link appendUnique} {@link remove} {@link pop} {@link shift} |
 * | object | {@link merge} |
 * | any | {@link unset} |
 *
 * @see {@link UpdateOf}
 */
export type Change<T> = Sendable<T> | Unset | Atomic<Present<T>>

type Atomic<T> = unknown extends T
  ? never
  : T extends number
    ? Increment
    : T extends readonly (infer Item)[]
      ? Append<Sendable<Item>> | AppendUnique<Sendable<Item>> | Remove<Sendable<Item>> | Pop
      : T extends GeoShape
        ? never
        : T extends object
          ? MergeInto<Sendable<T>>
          : never

type MergeInto<T> = IsOpen<T> extends true
  ? { readonly $update: T }
  : { readonly $update: Partial<T>; readonly [needs]?: (keys: KeysOf<T>) => void }

/**
 * The changes of an update: at least one custom field to set, change or clear. The other fields stay.
 *
 * `null` is a value like any other, where the field's type has it; {@link unset} clears a field.
 *
 * @typeParam Fields - The app's custom fields. Defaults to any field, of unknown type.
 *
 * @example
 * ```ts
 * const update: UpdateOf<Profile> = { vip: true, level: increment(1), tags: appendUnique('gold'), note: unset() }
 * const onTheWire: UpdateOf<Profile> = { vip: true, level: { $incr_by: 1 }, $unset: { note: '' } }
 * await users.update(70695404, update)
 * await users.update(70695404, onTheWire)
 * ```
 */
export type UpdateOf<Fields extends object = Record<string, unknown>> = {
  readonly [K in keyof Fields as K extends CustomName<Fields> ? K : never]?: Change<Exclude<Fields[K], undefined>>
} & {
  readonly [K in BuiltInName]?: ReadOnlyField
} & {
  /** Clears fields: `{ note: '' }`. A field that is also set is refused. */
  readonly $unset?: { readonly [K in CustomName<Fields>]?: '' } & { readonly [K in BuiltInName]?: ReadOnlyField }
}

export {}
