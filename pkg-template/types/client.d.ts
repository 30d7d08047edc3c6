/** The client: its options, its calls and what they answer. */

import type { Auth } from './auth.js'
import type { CallOptions, ClientEvent, RetryOptions } from './call.js'
import type { Fetch } from './fetch.js'
import type { IterateOptions, ScanOptions, UsersIteration, UsersScan } from './iterate.js'
import type { LegacyOperations } from './legacy.js'
import type { Expandable, OrderBy, Select, Selected } from './projection.js'
import type { UpdateOf } from './update.js'
import type { UpdateAllJob, UpdateAllOptions } from './update-all.js'
import type { User } from './user.js'
import type { WhereOf } from './where.js'

/** Options of a client. Unknown names are refused. */
export interface ClientOptions {
  /** How requests are signed. */
  readonly auth: Auth
  /** The id of a test environment (`X-Hydrogen-Env-ID`). Defaults to production. */
  readonly envId?: string | undefined
  /**
   * Where the server is: an absolute `https:` URL, or an `http:` one of this machine. Defaults to
   * `https://cloud.minapp.com`.
   */
  readonly baseUrl?: string | undefined
  /**
   * What sends requests. Defaults to the global `fetch`; `createEmulator().fetch` needs no network.
   *
   * See {@link Fetch} for what it is called with, and what it must give.
   */
  readonly fetch?: Fetch | undefined
  /**
   * Milliseconds that a call may take: every attempt, headers and body, the delays between them, and a token. Defaults to
   * 30,000.
   */
  readonly timeoutMs?: number | undefined
  /** How failed requests are repeated. Defaults to 2 times, after up to 0.5 and 1 second. */
  readonly retry?: RetryOptions | undefined
  /**
   * Hears of every attempt and what became of it. What it throws is ignored.
   *
   * @example
   * ```ts
   * const events: string[] = []
   * const client = new UsersClient({
   *   auth: { token: process.env.MINAPP_TOKEN! },
   *   onEvent: (event) => void events.push(`${event.type} ${event.method} ${event.path}`),
   * })
   * await client.get(91678)
   * events[1] // response GET /oserve/v2.2/miniapp/user_profile/91678/
   * ```
   */
  readonly onEvent?: ((event: ClientEvent) => void) | undefined
}

/** Options of {@link UsersClient.get}. */
export interface GetOptions<
  Fields extends object = Record<string, unknown>,
  Selection extends Select<Fields> = Select<Fields>,
  Expand extends readonly Expandable<Fields>[] = readonly Expandable<Fields>[],
> extends CallOptions {
  /**
   * The fields to answer with: only these, or with `-` before each all but these. Defaults to all.
   *
   * @example
   * ```ts
   * await users.get(91678, { select: ['nickname', 'level'] }) // { nickname: '唐梓萱', level: 12 }
   * ```
   */
  readonly select?: Selection | undefined
  /**
   * Fields that point at another row, to be answered as that row. Defaults to none.
   *
   * @example
   * ```ts
   * const user = await users.get(70695404, { expand: ['created_by'] })
   * user.created_by?.nickname // 你也是
   * ```
   */
  readonly expand?: Expand | undefined
}

/** Options of {@link UsersClient.list}. */
export interface ListOptions<
  Fields extends object = Record<string, unknown>,
  Selection extends Select<Fields> = Select<Fields>,
  Expand extends readonly Expandable<Fields>[] = readonly Expandable<Fields>[],
  WithCount extends boolean = boolean,
> extends GetOptions<Fields, Selection, Expand> {
  /** Only users that meet this condition. Defaults to everyone, as `{}` says. */
  readonly where?: WhereOf<Fields> | undefined
  /**
   * The field to sort by, or several; `-` before one for descending. Defaults to the newest `created_at` first.
   * The server does not sort by `gender`, `country`, `province`, `city` and `language`.
   */
  readonly orderBy?: OrderBy<Fields> | readonly OrderBy<Fields>[] | undefined
  /** Users per page, 1 to 1000. Defaults to 20. */
  readonly limit?: number | undefined
  /** Users to leave out before the first, 0 or more. Defaults to 0. */
  readonly offset?: number | undefined
  /** Whether to count all that match, which takes the server longer. Defaults to `false`. */
  readonly withCount?: WithCount | undefined
}

/**
 * Where in the whole a page lies.
 *
 * @see {@link UsersClient.list}
 */
export interface PageMeta<WithCount extends boolean = boolean> {
  /** Users asked for. */
  limit: number
  /** Users left out before the first. */
  offset: number
  /** Link to the next page, or null. */
  next: string | null
  /** Link to the previous page, or null. */
  previous: string | null
  /** Users that match in all: a number with `withCount: true`, else null or not there. */
  total_count: [WithCount] extends [true] ? number : number | null | undefined
}

/**
 * A page of users: the server's own object, unknown fields and all.
 *
 * @typeParam Item - What a user is.
 * @typeParam WithCount - `true` when the total was asked for.
 *
 * @see {@link UsersClient.list}
 */
export interface Page<Item = User, WithCount extends boolean = boolean> {
  /** Where in the whole this page lies. */
  meta: PageMeta<WithCount>
  /** The users, at most `meta.limit`. */
  objects: Item[]
}

/**
 * Options of {@link UsersClient.updateMany}.
 *
 * @see {@link UsersClient.updateMany}
 */
export interface UpdateManyOptions<Fields extends object = Record<string, unknown>> extends CallOptions {
  /** Which users to change. Must be given: `{}` says everyone. */
  readonly where: WhereOf<Fields>
  /** The changes, at least one. */
  readonly update: UpdateOf<Fields>
  /** Users to change at most, 1 to 1000. Defaults to 20. Always sent. */
  readonly limit?: number | undefined
  /** Matching users to leave out before the first, 0 or more. Defaults to 0. */
  readonly offset?: number | undefined
  /** Whether to count all that match. Defaults to `false`. */
  readonly withCount?: boolean | undefined
}

/**
 * A user that a bulk update could not change.
 *
 * @see {@link UsersClient.updateMany}
 */
export interface UpdateFailure {
  /** The user's id, where the server names it. */
  id?: number | string
  /** The server's code for the reason. */
  code: number | string | null
  /** The reason. */
  message: string
}

/**
 * A bulk update that the server did before it answered.
 *
 * @see {@link UsersClient.updateMany}
 */
export interface UpdateManyDone {
  /** Tells it from a background operation. */
  status: 'done'
  /** The ids of the users that were changed. */
  succeeded: (number | string)[]
  /** The users that were not, and why. */
  failed: UpdateFailure[]
  /** Users that match in all; null unless `withCount` asked for it. */
  total_count: number | null
  /** Matching users that were left out before the first. */
  offset: number
  /** Users that one request changes at most. */
  limit: number
  /** Link that continues when more users match than `limit`, or null. */
  next: string | null
}

/**
 * A bulk update that the server goes on with in the background.
 *
 * @see {@link UsersClient.bulkOperation}
 */
export interface UpdateManyInBackground {
  /** Tells it from a finished one. */
  status: 'background'
  /** Give it to {@link UsersClient.bulkOperation} to read the state. */
  operation_id: number
}

/**
 * What became of a bulk update; `status` tells which.
 *
 * @see {@link UsersClient.updateMany}
 */
export type UpdateManyResult = UpdateManyDone | UpdateManyInBackground

/**
 * The state of a background operation.
 *
 * @see {@link UsersClient.bulkOperation}
 */
export interface BulkOperation {
  /** The operation's id. */
  id: number
  /** The id of the table. */
  schema_id: number
  /** The name of the table. */
  schema_name: string
  /** What it does: `'update'`. */
  operation: string
  /** Whether it still runs. */
  status: 'pending' | 'success'
  /** When it was created, unix seconds. */
  created_at: number
  /** When its state last changed, unix seconds. */
  updated_at: number
  /** Users that match; null while it is not known. */
  matched_count: number | null
  /** Users that were changed; null while it is not known. */
  modified_count: number | null
}

/**
 * Changes to a login account, at least one.
 *
 * @see {@link UsersClient.updateAccount}
 */
export interface AccountUpdate {
  /** User name, 1 to 1,000 characters; upper and lower case are the same. `null` resets it. */
  readonly username?: string | null | undefined
  /** E-mail address, 1 to 1,000 characters; upper and lower case are the same. `null` resets it. */
  readonly email?: string | null | undefined
  /** New password, 1 to 1,000 characters. No error shows it. */
  readonly newPassword?: string | undefined
  /** Phone number, 1 to 1,000 characters; a new one has to be verified again. `null` resets it. */
  readonly phone?: string | null | undefined
}

/**
 * How a user logs in.
 *
 * @see {@link UsersClient.updateAccount}
 */
export interface Account {
  /** E-mail address. */
  email: string | null
  /** Whether the address is verified. */
  email_verified: boolean | null
  /** User name. */
  username: string | null
  /** Phone number. */
  phone: string | null
  /** Whether the number is verified. */
  phone_verified: boolean | null
}

/**
 * Reads and changes the users of a minapp (知晓云) app.
 *
 * It needs no set-up, holds no connection and may be shared; calls may run at once. Every call rejects with one of the
 * errors of {@link AnyMinappError}: for what the server refuses ({@link BadRequestError}, {@link UnauthorizedError},
 * {@link PaymentRequiredError}, {@link ForbiddenError}, {@link NotFoundError}, {@link RateLimitError},
 * {@link ServerError}, {@link UnexpectedStatusError}), for what goes wrong on the way ({@link ConnectionError},
 * {@link TimeoutError}, {@link TokenError}, {@link InvalidAnswerError}), and for arguments that are wrong
 * ({@link InvalidArgumentError}, before anything is sent); an aborted one with the reason of its signal. What fails and may
 * be repeated is repeated before (see {@link RetryOptions}).
 *
 * @typeParam Fields - The app's custom fields. Defaults to any field, of unknown type.
 *
 * @example
 * ```ts
 * interface Profile { level: number; tags: string[]; vip: boolean; note?: string; address: { city: string } }
 *
 * const users = new UsersClient<Profile>({ auth: { token: process.env.MINAPP_TOKEN! } })
 * const page = await users.list({ where: field('level').gte(3), orderBy: '-created_at', limit: 100, withCount: true })
 * console.log(page.meta.total_count, page.objects[0]?.level) // 682 27
 * ```
 */
export class UsersClient<Fields extends object = Record<string, unknown>> {
  /**
   * @param options - How requests are signed, and where they go.
   * @throws {@link InvalidArgumentError} names the option that is wrong. No token is shown.
   */
  constructor(options: ClientOptions)

  /** The operations that the server is going to retire, each with the call that replaces it. */
  readonly legacy: LegacyOperations<Fields>

  /**
   * Lists users, a page at a time.
   *
   * `GET /oserve/v2.2/miniapp/user_profile/`
   *
   * @param options - Which users, in what order, how many and with which fields. Defaults to the 20 newest.
   * @returns The page as the server answers it. `meta.total_count` is a number with `withCount: true`.
   * @throws {@link InvalidArgumentError} for a mistake in `where` (with its path), a number out of range, or a request of
   * more than 16,386 characters; {@link BadRequestError} for what only the server can know, such as a field that is not there.
   *
   * @example
   * ```ts
   * const page = await users.list({ where: { vip: true }, orderBy: ['-level', 'id'], select: ['nickname', 'level'] })
   * page.objects[0] // { nickname: '诸葛俊杰', level: 56 }
   * ```
   */
  list<
    const Selection extends Select<Fields> = readonly [],
    const Expand extends readonly Expandable<Fields>[] = readonly [],
    const WithCount extends boolean = false,
  >(
    options?: ListOptions<Fields, Selection, Expand, WithCount>,
  ): Promise<Page<Selected<Fields, Selection, Expand>, WithCount>>

  /**
   * Gets one user.
   *
   * `GET /oserve/v2.2/miniapp/user_profile/:id/`
   *
   * @param id - The user's id, 1 to 9007199254740991.
   * @param options - Which fields to answer with. Defaults to all.
   * @throws {@link NotFoundError} when there is no such user; {@link InvalidArgumentError} for an id out of range.
   *
   * @example
   * ```ts
   * const user = await users.get(91678)
   * console.log(user.nickname, user.level) // 唐梓萱 12
   * ```
   */
  get<
    const Selection extends Select<Fields> = readonly [],
    const Expand extends readonly Expandable<Fields>[] = readonly [],
  >(id: number, options?: GetOptions<Fields, Selection, Expand>): Promise<Selected<Fields, Selection, Expand>>

  /**
   * Counts users.
   *
   * `GET /oserve/v2.2/miniapp/user_profile/?limit=1&return_total_count=1`
   *
   * @param where - Only users that meet this condition. Defaults to everyone.
   * @throws {@link InvalidArgumentError} for a mistake in `where`, with its path; {@link InvalidAnswerError} when the
   * server does not tell the number.
   *
   * @example
   * ```ts
   * await users.count(field('vip').eq(true)) // 185
   * ```
   */
  count(where?: WhereOf<Fields>, options?: CallOptions): Promise<number>

  /**
   * Changes custom fields of one user. The other fields stay.
   *
   * `PUT /oserve/v2.6/miniapp/user_profile/:id/`
   *
   * @param id - The user's id, 1 to 9007199254740991.
   * @param update - The changes, at least one.
   * @returns The whole user after the change.
   * @throws {@link NotFoundError} when there is no such user; {@link BadRequestError} for a value of the wrong type or a
   * field that is not there; {@link InvalidArgumentError} for a built-in field, or one that is set and unset at once.
   *
   * @example
   * ```ts
   * const changes = { vip: true, level: increment(1), tags: appendUnique('gold'), note: unset() }
   * const user = await users.update(91678, changes)
   * console.log(user.vip, user.level, user.tags, user.note) // true 13 [ 'new', 'student', 'gold' ] undefined
   * ```
   */
  update(id: number, update: UpdateOf<Fields>, options?: CallOptions): Promise<User<Fields>>

  /**
   * Changes custom fields of up to 1,000 users in one request.
   *
   * `PUT /oserve/v2.6/miniapp/user_profile/`
   *
   * @param options - Which users, and the changes.
   * @returns The ids that were changed and the failures, or the id of a background operation.
   * @throws {@link InvalidArgumentError} for a mistake in `where` or `update`, with its path; {@link BadRequestError} for
   * a value of the wrong type or a field that is not there.
   *
   * @example
   * ```ts
   * const result = await users.updateMany({ where: field('level').gte(9), update: { vip: true }, limit: 1000 })
   * if (result.status === 'done') console.log(result.succeeded.length, result.failed) // 505 []
   * else console.log((await users.bulkOperation(result.operation_id)).status)
   * ```
   */
  updateMany(options: UpdateManyOptions<Fields>): Promise<UpdateManyResult>

  /**
   * Reads everyone who matches, in order, while others write: each user who matches throughout comes exactly once.
   *
   * Each `for await` begins anew. One page is fetched ahead while you work on another; `break` ends it.
   *
   * `GET /oserve/v2.2/miniapp/user_profile/?where=…&order_by=…`, as often as there are pages
   *
   * @param options - Which users, in what order and with which fields. Defaults to everyone, by `id`. `timeoutMs` and
   * `retry` are those of each request.
   * @throws {@link InvalidArgumentError} for a mistake in the options, at once; each step rejects as {@link list} does.
   *
   * @example
   * ```ts
   * const levels: number[] = []
   * for await (const user of users.iterate({ where: field('vip').eq(true), orderBy: '-level' })) levels.push(user.level)
   * levels.slice(0, 3) // [56, 50, 50]
   * ```
   */
  iterate<
    const Selection extends Select<Fields> = readonly [],
    const Expand extends readonly Expandable<Fields>[] = readonly [],
  >(options?: IterateOptions<Fields, Selection, Expand>): UsersIteration<Selected<Fields, Selection, Expand>>

  /**
   * Reads everyone who matches in batches, in no order, several requests at a time, with the promise of {@link iterate}: each
   * user who matches throughout comes exactly once.
   *
   * `GET /oserve/v2.2/miniapp/user_profile/?where=…&order_by=id`, as often as there are pages
   *
   * @param options - Which users, how many requests at a time, and with which fields. Defaults to everyone, 4 at a time.
   * `timeoutMs` and `retry` are those of each request.
   * @throws {@link InvalidArgumentError} for a mistake in the options, at once; each step rejects as {@link list} does.
   *
   * @example
   * ```ts
   * let read = 0
   * for await (const batch of users.scan({ concurrency: 8 })) read += batch.length
   * console.log(read) // 1000
   * ```
   */
  scan<
    const Selection extends Select<Fields> = readonly [],
    const Expand extends readonly Expandable<Fields>[] = readonly [],
  >(options?: ScanOptions<Fields, Selection, Expand>): UsersScan<Selected<Fields, Selection, Expand>>

  /**
   * Changes everyone who matches, however many they are, and tells of each step.
   *
   * It reads the ids of all who match and changes them in chunks of up to 1,000, so that an update that changes what its own
   * `where` matches still reaches everyone once. With a `marker` each user is changed exactly once, whatever fails, is
   * resumed, or runs twice. Without one an update that may be repeated is repeated; `increment`, `append`, `pop` and `shift`
   * are sent once, and a chunk of which nobody knows what became of it is told of as a doubt.
   *
   * `GET /oserve/v2.2/miniapp/user_profile/` and `PUT /oserve/v2.6/miniapp/user_profile/`, as often as needed
   *
   * @param options - Which users, the changes, and how to go about it. `timeoutMs` and `retry` are those of each request.
   * @throws {@link InvalidArgumentError} for a mistake in the options, at once; a step rejects as {@link list} and
   * {@link updateMany} do, and with {@link TooManyMatchesError}. Ask again to go on.
   *
   * @example
   * ```ts
   * const job = users.updateAll({
   *   where: field('vip').eq(true),
   *   update: { level: increment(1) },
   *   marker: { field: 'note', value: 'job-42' },
   * })
   * let saved = ''
   * for await (const step of job) {
   *   saved = step.checkpoint
   *   for (const { id, message } of step.failures) console.error(id, message)
   *   if (step.done) console.log(step.matched, step.succeeded) // 185 185
   * }
   * ```
   */
  updateAll(options: UpdateAllOptions<Fields>): UpdateAllJob

  /**
   * Reads the state of a background operation.
   *
   * `GET /oserve/v1/bulk-operation/:operation_id/`
   *
   * @param operationId - What {@link updateMany} answered.
   * @throws {@link NotFoundError} when there is no such operation.
   *
   * @example
   * ```ts
   * const result = await users.updateMany({ where: {}, update: { vip: true }, limit: 1000 })
   * if (result.status === 'background') {
   *   const { status, modified_count } = await users.bulkOperation(result.operation_id)
   *   console.log(status, modified_count)
   * }
   * ```
   */
  bulkOperation(operationId: number, options?: CallOptions): Promise<BulkOperation>

  /**
   * Changes how one user logs in.
   *
   * `PUT /oserve/v2.1/miniapp/user/account/:id/`
   *
   * @param id - The user's id, 1 to 9007199254740991.
   * @param account - The changes, at least one; `null` resets user name, e-mail address or phone.
   * @throws {@link BadRequestError} for a bad password, a malformed e-mail address, or a name or address that is taken;
   * {@link NotFoundError} when there is no such user; {@link InvalidArgumentError} when there is nothing to change.
   *
   * @example
   * ```ts
   * const account = await users.updateAccount(70695404, { email: null, username: 'pretty_girl' })
   * console.log(account.username, account.email) // pretty_girl null
   * ```
   */
  updateAccount(id: number, account: AccountUpdate, options?: CallOptions): Promise<Account>
}

export {}
