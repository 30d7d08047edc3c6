/** Reading everyone who matches, while others write. */

import type { CallOptions } from './call.js'
import type { Expandable, OrderBy, Select } from './projection.js'
import type { WhereOf } from './where.js'

/**
 * Options of {@link UsersClient.iterate}. Unknown names are refused.
 *
 * @see {@link UsersClient.iterate}
 */
export interface IterateOptions<
  Fields extends object = Record<string, unknown>,
  Selection extends Select<Fields> = Select<Fields>,
  Expand extends readonly Expandable<Fields>[] = readonly Expandable<Fields>[],
> extends CallOptions {
  /** Only users that meet this condition. Defaults to everyone, as `{}` says. */
  readonly where?: WhereOf<Fields> | undefined
  /**
   * The field to sort by, or several; `-` before one for descending. Defaults to `'id'`.
   *
   * In the mode `'keyset'` at most three beside `id`, of numbers, strings or booleans, and none within an object
   * (`'address.city'`). Users without a value come first, in descending order last. `id` and `created_at` never change; by any other field users may move while they are read, so the
   * iteration then remembers whom it has given, and gives users who were changed meanwhile at the end, out of order.
   */
  readonly orderBy?: OrderBy<Fields> | readonly OrderBy<Fields>[] | undefined
  /** Users per request, 1 to 1000. Defaults to 100. */
  readonly pageSize?: number | undefined
  /**
   * How one page leads to the next. `'keyset'`, the default, asks for what comes after the last user: everyone who matches
   * throughout comes exactly once. `'offset'` counts users from the beginning, which works in every order that the server
   * knows, and skips and repeats users while others write.
   */
  readonly mode?: 'keyset' | 'offset' | undefined
  /** Where to go on: the `cursor` of an iteration with the same `where`, `orderBy` and `mode`. Defaults to the beginning. */
  readonly cursor?: string | undefined
  /**
   * The fields to answer with: only these, or with `-` before each all but these. Defaults to all. `id` and the fields of
   * `orderBy` are always there.
   */
  readonly select?: Selection | undefined
  /** Fields that point at another row, to be answered as that row. Defaults to none. */
  readonly expand?: Expand | undefined
}

/**
 * One page of an iteration.
 *
 * @see {@link UsersIteration.pages}
 */
export interface UsersPage<Item> {
  /** The users, at most `pageSize`. */
  objects: Item[]
  /** The place after them, written when it is read. */
  cursor: string
}

/** What `for await` reads to its end. */
export interface UsersIterable<Item> {
  /** Begins to read. */
  [Symbol.asyncIterator](): UsersIterator<Item>
}

/** A reading under way: each `next()` gives one more, and `for await` takes it as well. */
export interface UsersIterator<Item> extends AsyncIterator<Item, undefined> {
  /** One more, or the end. */
  next(): Promise<IteratorResult<Item, undefined>>
  /** The iterator itself. */
  [Symbol.asyncIterator](): this
}

/**
 * Users one after the other. Each `for await` over it begins anew, and fetches one page ahead.
 *
 * A page that failed can be asked for again: call `next()` of the same iterator once more. Several calls of `next()` at once
 * get different users. `break` ends the request in flight.
 *
 * @typeParam Item - What a user is.
 */
export interface UsersIteration<Item> extends UsersIterable<Item> {
  /**
   * The same users, a page at a time.
   *
   * @example
   * ```ts
   * const sizes: number[] = []
   * for await (const page of users.iterate({ pageSize: 400 }).pages()) sizes.push(page.objects.length)
   * sizes // [400, 400, 200]
   * ```
   */
  pages(): UsersIterable<UsersPage<Item>>
  /**
   * The place after the last user given, by the latest iterator: an option of another iteration, in another process too.
   * It holds the ordered fields of that user and, in an order that may change, the ids of all users given.
   *
   * @example
   * ```ts
   * const iteration = users.iterate({ where: { vip: true } })
   * let read = 0
   * for await (const user of iteration) {
   *   if (++read === 100) break
   * }
   * for await (const user of users.iterate({ where: { vip: true }, cursor: iteration.cursor })) read++
   * console.log(read) // 185
   * ```
   */
  readonly cursor: string
}

/**
 * Options of {@link UsersClient.scan}. Unknown names are refused.
 *
 * @see {@link UsersClient.scan}
 */
export interface ScanOptions<
  Fields extends object = Record<string, unknown>,
  Selection extends Select<Fields> = Select<Fields>,
  Expand extends readonly Expandable<Fields>[] = readonly Expandable<Fields>[],
> extends CallOptions {
  /** Only users that meet this condition. Defaults to everyone, as `{}` says. */
  readonly where?: WhereOf<Fields> | undefined
  /** Requests in flight at most, 1 to 32. One page more than this is in memory at most. Defaults to 4. */
  readonly concurrency?: number | undefined
  /** Users per request, 1 to 1000. Defaults to 1000. */
  readonly pageSize?: number | undefined
  /** The fields to answer with: only these, or with `-` before each all but these. Defaults to all. `id` is always there. */
  readonly select?: Selection | undefined
  /** Fields that point at another row, to be answered as that row. Defaults to none. */
  readonly expand?: Expand | undefined
}

/**
 * All users in batches, in no order. Each `for await` over it begins anew. A failed request is asked for again by another
 * `next()` of the same iterator; `break` ends the requests in flight.
 *
 * @typeParam Item - What a user is.
 *
 * @see {@link UsersClient.scan}
 */
export interface UsersScan<Item> extends UsersIterable<Item[]> {}

export {}
