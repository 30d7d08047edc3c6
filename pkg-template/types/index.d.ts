/**
 * Reads and changes the users of a minapp (知晓云) app through its Open API.
 *
 * The examples of the single items go on from the `Profile` and the `users` of this one, and import what they name. Their
 * results are those of the emulator.
 *
 * @example
 * ```ts
 * import { UsersClient, field, increment } from 'minapp-users'
 *
 * interface Profile { level: number; tags: string[]; vip: boolean; note?: string; address: { city: string } }
 *
 * const users = new UsersClient<Profile>({ auth: { token: process.env.MINAPP_TOKEN! } })
 * const page = await users.list({ where: field('level').gte(3), limit: 100 })
 * for (const user of page.objects) await users.update(user.id, { vip: true, level: increment(1) })
 * ```
 *
 * @packageDocumentation
 */

export { UsersClient } from './client.js'
export type {
  Account,
  AccountUpdate,
  BulkOperation,
  ClientOptions,
  GetOptions,
  ListOptions,
  Page,
  PageMeta,
  UpdateFailure,
  UpdateManyDone,
  UpdateManyInBackground,
  UpdateManyOptions,
  UpdateManyResult,
} from './client.js'

export type { AppAuth, Auth, SessionAuth, TokenAuth } from './auth.js'
export type { CallOptions, ClientEvent, FailureEvent, RequestEvent, ResponseEvent, RetryOptions } from './call.js'

export type { Fetch, FetchAnswer, FetchInit } from './fetch.js'

export type {
  IterateOptions,
  ScanOptions,
  UsersIterable,
  UsersIteration,
  UsersIterator,
  UsersPage,
  UsersScan,
} from './iterate.js'
export type {
  Marker,
  PlannedRequest,
  UpdateAllCounts,
  UpdateAllDoubt,
  UpdateAllFailure,
  UpdateAllJob,
  UpdateAllOptions,
  UpdateAllReport,
  UpdateAllStep,
} from './update-all.js'

export { Where, and, field, or } from './where.js'
export type {
  Field,
  FieldJson,
  Filterable,
  GeoCircle,
  GeoRing,
  NoSuchOperator,
  Operands,
  WhereJson,
  WhereOf,
} from './where.js'

export { append, appendUnique, increment, merge, pop, remove, shift, unset } from './update.js'
export type {
  Append,
  AppendUnique,
  Change,
  Increment,
  Merge,
  Pop,
  ReadOnlyField,
  Remove,
  Unset,
  UpdateOf,
} from './update.js'

export type { Expandable, OrderBy, Select, Selected, UnsortableName } from './projection.js'

export type { BuiltInFields, BuiltInName, Creator, FieldName, GeoPoint, GeoPolygon, GeoShape, User } from './user.js'

export type { LegacyOperations, ListUserProfilesOptions, UserProfile, UserProfilePage } from './legacy.js'

export {
  BadRequestError,
  ConnectionError,
  ForbiddenError,
  InternalError,
  InvalidAnswerError,
  InvalidArgumentError,
  MinappError,
  NotFoundError,
  PaymentRequiredError,
  RateLimitError,
  ServerError,
  TimeoutError,
  TokenError,
  TooManyMatchesError,
  UnauthorizedError,
  UnexpectedStatusError,
} from './errors.js'
export type { AnyMinappError, MinappErrorCode } from './errors.js'
