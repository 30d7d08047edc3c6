/** Changing everyone who matches, however many they are. */

import type { CallOptions } from './call.js'
import type { CustomName, UpdateOf } from './update.js'
import type { WhereOf } from './where.js'

/**
 * Marks who was changed, in the same request that changes them.
 *
 * @see {@link UsersClient.updateAll}
 */
export interface Marker<Fields extends object = Record<string, unknown>> {
  /** A custom field that the update does not change: a string or a number, of no other use while the job is not done. */
  readonly field: CustomName<Fields>
  /** The job's own value of it: a string of 1 to 1,000 characters, or a number. Another job takes another. */
  readonly value: string | number
}

/**
 * Options of {@link UsersClient.updateAll}. Unknown names are refused.
 *
 * @see {@link UsersClient.updateAll}
 */
export interface UpdateAllOptions<Fields extends object = Record<string, unknown>> extends CallOptions {
  /** Which users to change. Must be given: `{}` says everyone. It holds at the time of each write, too. */
  readonly where: WhereOf<Fields>
  /** The changes, at least one. */
  readonly update: UpdateOf<Fields>
  /**
   * Marks who was changed, and leaves out who is marked: each user is changed exactly once, whatever is retried, resumed
   * or run twice at the same time. Defaults to none; then `increment`, `append`, `pop` and `shift` are sent once, and a
   * chunk of which nobody knows what became of it is reported and left alone.
   */
  readonly marker?: Marker<Fields> | undefined
  /** Requests in flight at most, 1 to 32. Defaults to 4. */
  readonly concurrency?: number | undefined
  /** Reads and counts everything, shows the requests that would change users, and sends none of them. Defaults to `false`. */
  readonly dryRun?: boolean | undefined
  /** Users that may match at most. When more do, nothing is written: {@link TooManyMatchesError}. Defaults to no limit. */
  readonly expectMax?: number | undefined
  /** Where to go on: the `checkpoint` of a job with the same `where`, `update` and `marker`. Defaults to the beginning. */
  readonly checkpoint?: string | undefined
}

/**
 * A user that was not changed, and why.
 *
 * @see {@link UsersClient.updateAll}
 */
export interface UpdateAllFailure {
  /** The user's id. */
  id: number
  /** The server's code; null where it gave none, or did not say which of several reasons is this user's. */
  code: number | string | null
  /** The server's reason. */
  message: string
}

/**
 * Users of whom nobody knows whether they were changed.
 *
 * @example
 * ```ts
 * import { UsersClient, increment } from 'minapp-users'
 * import { createEmulator } from 'minapp-users/emulator'
 *
 * // The only write is carried out, and its answer lost.
 * const emulator = createEmulator({ faults: [{ kind: 'reset_after', methods: ['PUT'], times: 1 }] })
 * const client = new UsersClient({ auth: { token: 'any-token' }, fetch: emulator.fetch })
 * const report = await client.updateAll({ where: { level: { $gte: 50 } }, update: { points: increment(1) } }).report()
 * report.doubts // [{ from: 90903, to: 8993051286, users: 14 }]
 * ```
 */
export interface UpdateAllDoubt {
  /** The least of their ids. */
  from: number
  /** The greatest of their ids. */
  to: number
  /** How many users it is: those who matched, with ids from `from` to `to`. */
  users: number
}

/**
 * A request that a dry run did not send.
 *
 * @example
 * ```ts
 * const job = users.updateAll({ where: { vip: true }, update: { note: 'thanks' }, dryRun: true })
 * const { requests } = await job.report()
 * requests.map(({ method, body }) => `${method} ${body}`) // ['PUT {"note":"thanks"}']
 * ```
 */
export interface PlannedRequest {
  /** Always `PUT`. */
  method: 'PUT'
  /** Path and encoded query. */
  target: string
  /** The JSON body. */
  body: string
}

/**
 * How far a job is.
 *
 * @see {@link UsersClient.updateAll}
 */
export interface UpdateAllCounts {
  /**
   * Users to change: the server's count at first, never less than those tried so far; at the end all who were tried, which
   * is `succeeded + failed + unknown + skipped`.
   */
  matched: number
  /**
   * Users that were changed. Where nobody knew what became of a write, a read counts who is marked, whoever did it: two runs
   * with one marker may count a user twice between them.
   */
  succeeded: number
  /** Users that the server refused to change. */
  failed: number
  /** Users of whom nobody knows whether they were changed. */
  unknown: number
  /** Users that did not match any more when their turn came: changed or deleted by others, or marked by another run. */
  skipped: number
  /** Whether everyone was tried. */
  done: boolean
}

/**
 * What is new since the step before.
 *
 * @see {@link UsersClient.updateAll}
 */
export interface UpdateAllStep extends UpdateAllCounts {
  /**
   * Where to go on if the process ends here; after a rejection, `checkpoint` of the job says it better. Save it before the loop goes on: a chunk is sent only after it stood in a
   * checkpoint that you were given. In a dry run, where the run began: nothing was done.
   */
  checkpoint: string
  /** Who failed since the step before. */
  failures: UpdateAllFailure[]
  /** What came into doubt since the step before. */
  doubts: UpdateAllDoubt[]
  /** In a dry run, the requests that would be sent; otherwise empty. */
  requests: PlannedRequest[]
}

/**
 * What became of a job.
 *
 * @see {@link UpdateAllJob.report}
 */
export interface UpdateAllReport extends UpdateAllCounts {
  /** Everyone who failed in this process. */
  failures: UpdateAllFailure[]
  /** Everything in doubt, that of earlier runs too. */
  doubts: UpdateAllDoubt[]
  /** In a dry run, the requests that would be sent; otherwise empty. */
  requests: PlannedRequest[]
}

/**
 * A job: an async iterable of its steps, which runs once, as far as it is asked to.
 *
 * - When a step rejects (no connection, a refused token), ask again; requests that fail at the same time are one rejection.
 *   Or end it by `return()`, save `checkpoint`, and go on from that in another process.
 * - A `break` waits for what is in flight, and sends nothing more: save `checkpoint` after the loop.
 * - A `signal` cuts off what is in flight, and the step rejects with its reason: save `checkpoint` then.
 *
 * In each case `checkpoint` knows which chunks were never sent. That of the last step does not: without a marker,
 * `increment`, `append`, `pop` and `shift` would be in doubt for them.
 */
export interface UpdateAllJob extends AsyncIterator<UpdateAllStep, UpdateAllReport> {
  /**
   * The next step, or at the end the report. Several calls at once get one step after the other.
   *
   * @example
   * ```ts
   * const job = users.updateAll({ where: { vip: true }, update: { note: 'thanks' } })
   * let step = await job.next()
   * while (!step.done) step = await job.next()
   * step.value.succeeded // 185
   * ```
   */
  next(): Promise<IteratorResult<UpdateAllStep, UpdateAllReport>>
  /**
   * Waits for what is in flight, and ends the job here.
   *
   * @example
   * ```ts
   * const job = users.updateAll({ where: { vip: true }, update: { note: 'thanks' } })
   * await job.next()
   * const { value } = await job.return()
   * console.log(value.matched, value.succeeded, value.done) // 185 0 false
   * ```
   */
  return(): Promise<IteratorReturnResult<UpdateAllReport>>
  /** The job itself. */
  [Symbol.asyncIterator](): this
  /**
   * Runs the job to its end.
   *
   * @example
   * ```ts
   * const report = await users.updateAll({ where: field('level').gte(50), update: { vip: true } }).report()
   * console.log(report.succeeded, report.failed) // 14 0
   * ```
   */
  report(): Promise<UpdateAllReport>
  /**
   * Where to go on as things stand: what came to be known after the last step is in it, and no chunk that a rejection, a
   * `break` or a signal kept from being sent. In a dry run, where the run began.
   */
  readonly checkpoint: string
}

export {}
