/** Which fields an answer holds, and in what order the users come. */

import type { BuiltInFields, Creator, FieldName, IsOpen, User } from './user.js'

/**
 * The fields that the server does not sort by.
 *
 * @see {@link UsersClient.list}
 */
export type UnsortableName = 'gender' | 'country' | 'province' | 'city' | 'language'

/**
 * A field to sort by; `-` before it for descending. Several are compared one after the other.
 *
 * @see {@link UsersClient.list}
 */
export type OrderBy<Fields extends object = Record<string, unknown>> = IsOpen<Fields> extends true
  ? string
  : Exclude<FieldName<Fields>, UnsortableName> extends infer Name extends string
    ? Name | `-${Name}`
    : never

/** A field to answer with. Dots reach into object fields, and into an expanded `created_by`. */
export type Kept<Fields extends object> = FieldName<Fields> | `created_by.${string}`

/** A field to leave out: `-` and its name. */
export type LeftOut<Fields extends object> = `-${Kept<Fields>}`

/**
 * Which fields to answer with: only these (`['nickname', 'level']`), or all but these (`['-avatar', '-tags']`). The two
 * forms are not mixed.
 *
 * @see {@link GetOptions.select}
 */
export type Select<Fields extends object = Record<string, unknown>> =
  | readonly Kept<Fields>[]
  | readonly LeftOut<Fields>[]

/**
 * A field that points at another row: `created_by`, or a custom pointer field.
 *
 * @see {@link GetOptions.expand}
 */
export type Expandable<Fields extends object = Record<string, unknown>> =
  | 'created_by'
  | (keyof Fields & string)

/** The fields of `User<Fields>` with those in `Expand` answered as objects. */
type Expanded<Expand extends readonly string[]> = 'created_by' extends Expand[number]
  ? { [K in keyof BuiltInFields]: K extends 'created_by' ? Creation<Expand> : BuiltInFields[K] }
  : BuiltInFields

type Creation<Expand extends readonly string[]> =
  | Creator
  | null
  | (number extends Expand['length'] ? number : never)

type Head<Path extends string> = Path extends `${infer First}.${string}` ? First : Path

type Inside<Path extends string, Name> = Path extends `${infer First}.${infer Rest}`
  ? First extends Name
    ? Rest
    : never
  : never

/** `T` with only the fields that `Path` names. */
type Keep<T, Path extends string> = IsOpen<T> extends true
  ? { [K in Exclude<Head<Path>, keyof BuiltInFields>]: T[K & keyof T] }
  : { [K in keyof T as K extends Head<Path> ? K : never]: K extends Path ? T[K] : KeepInside<T[K], Inside<Path, K>> }

type KeepInside<T, Path extends string> = T extends object ? Keep<T, Path> : T

/** `T` without the fields that `Path` names. */
type LeaveOut<T, Path extends string> = IsOpen<T> extends true
  ? T
  : {
      [K in keyof T as K extends Path ? never : K]: K extends Head<Path> ? LeaveOutInside<T[K], Inside<Path, K>> : T[K]
    }

type LeaveOutInside<T, Path extends string> = T extends object ? LeaveOut<T, Path> : T

type Flat<T> = { [K in keyof T]: T[K] }

/**
 * The user that an answer holds, by `select` and `expand`. With a `select` that is not written out where it is used, any
 * field may be missing.
 *
 * @see {@link GetOptions.select}
 */
export type Selected<
  Fields extends object,
  Selection extends readonly string[],
  Expand extends readonly string[],
> = Selection extends readonly []
  ? 'created_by' extends Expand[number]
    ? Expanded<Expand> & Fields
    : User<Fields>
  : number extends Selection['length']
    ? Partial<Expanded<Expand> & Fields>
    : Selection[number] extends `-${infer Path}`
      ? Flat<LeaveOut<Expanded<Expand>, Path> & LeaveOut<Fields, Path>>
      : Flat<Keep<Expanded<Expand>, Selection[number]> & Keep<Fields, Selection[number]>>

export {}
