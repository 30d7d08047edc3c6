/**
 * Conditions as people write them, for a command line or a filter box: `level >= 3 and nickname contains "Tom"`.
 *
 * @example
 * ```ts
 * import { UsersClient, and, field } from 'minapp-users'
 * import { WhereSyntaxError, formatWhere, parseWhere } from 'minapp-users/text'
 *
 * const users = new UsersClient({ auth: { token: process.env.MINAPP_TOKEN! } })
 * const typed = parseWhere('level >= 3 and nickname contains "a"')
 * console.log(await users.count(and(typed, field('vip').eq(true)))) // 17
 * console.log(formatWhere({ level: { $gte: 3, $lt: 9 } })) // level >= 3 and level < 9
 *
 * try {
 *   parseWhere('level >= ')
 * } catch (error) {
 *   if (!(error instanceof WhereSyntaxError)) throw error
 *   console.log(error.message) // where: column 10: expected a value after >=, got the end
 * }
 * ```
 *
 * @packageDocumentation
 */

import { InvalidArgumentError } from '../index.js'
import type { Where, WhereOf } from '../index.js'

/**
 * Reads a condition.
 *
 * | text | wire |
 * |---|---|
 * | `level = 3`, `level == 3`, `level != 3` | `$eq`, `$ne` |
 * | `level < 3`, `level <= 3`, `level > 3`, `level >= 3` | `$lt`, `$lte`, `$gt`, `$gte` |
 * | `level between 1 and 9` (both included) | `$range` |
 * | `level in (1, 2)`, `level not in (1, 2)` | `$in`, `$nin` |
 * | `nickname contains "Tom"` | `$contains` |
 * | `nickname matches /^to/i` | `$regex`, `$options` |
 * | `unionid is null`, `unionid is not null` | `$isnull` |
 * | `note exists`, `note not exists` | `$exists` |
 * | `tags has all ("gold", "new")` | `$all` |
 * | `address has key "city"` | `$has_key` |
 * | `area intersects {…}`, `location within {…}`, `location center {…}`, `location nearsphere {…}` | the same names |
 * | `a = 1 and b = 2 or c = 3`: `and` binds tighter, parentheses group | `$and`, `$or` |
 * | `{"level":{"$gte":3}}` | the wire's own JSON, alone or as a part |
 *
 * Words may be in upper or lower case. A value is what JSON has: a number, a text in quotes (single ones, too), `true`, `false`,
 * `null`, an array, an object. A list is in `(…)` or `[…]`. A date is a text in ISO 8601, or for `created_at` and `updated_at` a
 * number of unix seconds. A field is a bare word (letters of any language, digits, `_`, and `.` for a path), or stands in
 * backticks. A regular expression ends at the first `/` without a `\` before it. A number for which JavaScript would send another
 * integer is refused, whatever its spelling: 9007199254740993, 9007199254740993.0, 1e400.
 *
 * @param text - At most a megabyte, nested at most 100 deep.
 * @returns A condition like any other, for every call and for `and` and `or`. The compiler knows nothing of its fields.
 * @throws {@link WhereSyntaxError} says where the first mistake is. Operators and values are checked as by `Where.from`.
 *
 * @example
 * ```ts
 * import { parseWhere } from 'minapp-users/text'
 *
 * parseWhere('level in (1, 2) or not_before > "2026-01-01"').toJSON()
 * // { $or: [{ level: { $in: [1, 2] } }, { not_before: { $gt: '2026-01-01' } }] }
 * ```
 */
export function parseWhere(text: string): Where

/**
 * Writes a condition as {@link parseWhere} reads it.
 *
 * What the text says is what the condition says. Its JSON is the same, too, but for three forms that are spelt out: `{ level: 3 }`
 * comes back as `{ level: { $eq: 3 } }`, several members of one object as parts of `$and`, and an `$and` or `$or` of one part as
 * that part. What has no words of its own is written as JSON: everyone as `{}`, and a comparison with `null`. Any number that
 * JavaScript holds comes back as the same, integers beyond 2^53 - 1, too. What is longer than a megabyte or nested more than 100
 * deep is written, but {@link parseWhere} does not read it again.
 *
 * @param where - A `Where`, or plain JSON, which is checked.
 * @throws `InvalidArgumentError` as `Where.from`.
 *
 * @example
 * ```ts
 * import { formatWhere } from 'minapp-users/text'
 *
 * console.log(formatWhere({ $or: [{ vip: true }, { tags: { $all: ['gold'] }, level: { $gte: 3 } }] }))
 * // vip = true or (tags has all ("gold") and level >= 3)
 * ```
 */
export function formatWhere(where: WhereOf): string

/**
 * The text is no condition. `message` says where: `where: column 10: expected a value after >=, got the end`. Its `code` is
 * `'invalid_argument'`, as it is one of these.
 *
 * All places are in code units of UTF-16, as the `length` of a string: an emoji is two of them, a Chinese character one.
 *
 * @example
 * ```ts
 * import { WhereSyntaxError, parseWhere } from 'minapp-users/text'
 *
 * try {
 *   parseWhere('vip = true and nickname = Tom')
 * } catch (error) {
 *   if (!(error instanceof WhereSyntaxError)) throw error
 *   console.log([error.line, error.column, error.start, error.end]) // [ 1, 27, 26, 29 ]
 *   console.log(error.excerpt)
 *   // vip = true and nickname = Tom
 *   //                           ^^^
 * }
 * ```
 */
export class WhereSyntaxError extends InvalidArgumentError {
  protected constructor()
  /** The line of the mistake, from 1 on. */
  readonly line: number
  /** Where in its line it begins, from 1 on. */
  readonly column: number
  /** Where in the text it begins, from 0 on: `input.setSelectionRange(error.start, error.end)` marks it. */
  readonly start: number
  /** Where in the text it ends; the same as `start` where something is missing. */
  readonly end: number
  /**
   * For a terminal: the line, or of a long one what is around the mistake, and below it `^` under what is wrong. Chinese characters
   * count as two wide. Control characters are spaces.
   */
  readonly excerpt: string
}

export {}
