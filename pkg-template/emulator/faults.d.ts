/**
 * For which requests a fault strikes.
 *
 * @see {@link EmulatorOptions.faults}
 */
export interface FaultConditions {
  /**
   * How likely it strikes, 0 to 1, drawn from `faultSeed`. Each fault draws for itself. Not together with `schedule`.
   * Defaults to 1.
   */
  probability?: number
  /**
   * The requests that it strikes, counted from 1 among those that the fault is asked about: those with its method and
   * path, and without what a fault before it in the list has struck. Not together with `probability`.
   */
  schedule?: readonly number[]
  /** The methods that it strikes. Defaults to all. */
  methods?: readonly ('GET' | 'PUT' | 'POST')[]
  /** A part of the paths that it strikes, as in `/v2.6/`. Defaults to all paths. The query is not looked at. */
  path?: string
  /** How often it strikes at most. Defaults to any number. */
  times?: number
}

/**
 * How long a client is told to wait.
 *
 * @see {@link EmulatorOptions.faults}
 */
export interface RetryAfter {
  /** Seconds, 0 to 86,400. */
  retryAfter?: number
  /** `seconds`, or `date`: a point in time, which many seconds after the request. Defaults to `seconds`. */
  retryAfterForm?: 'seconds' | 'date'
}

/**
 * The answer comes later; the request is carried out when it comes. All latencies that strike add up, and the first
 * other fault comes on top.
 *
 * @see {@link EmulatorOptions.faults}
 */
export interface LatencyFault extends FaultConditions {
  /** `'latency'`. */
  kind: 'latency'
  /** Milliseconds, 0 to 600,000. */
  latencyMs: number
  /** Milliseconds, 0 to 600,000: up to so many more, drawn from `faultSeed`. Defaults to 0. */
  jitterMs?: number
}

/**
 * No answer ever comes, and the connection stays open.
 *
 * @example
 * ```ts
 * import { UsersClient } from 'minapp-users'
 * import { createEmulator } from 'minapp-users/emulator'
 *
 * const emulator = createEmulator({ faults: [{ kind: 'hang', times: 1 }] })
 * const client = new UsersClient({ auth: { token: 'any-token' }, fetch: emulator.fetch, retry: { attemptTimeoutMs: 50 } })
 * await client.count() // 1000
 * ```
 */
export interface HangFault extends FaultConditions {
  /** `'hang'`. */
  kind: 'hang'
  /** Whether the request is carried out. Defaults to false. */
  applied?: boolean
}

/**
 * The request is carried out. Then the answer, or the connection, breaks.
 *
 * @example
 * ```ts
 * import { UsersClient, increment } from 'minapp-users'
 * import { createEmulator } from 'minapp-users/emulator'
 *
 * const emulator = createEmulator({ users: [{ id: 1, level: 3 }], faults: [{ kind: 'truncate', methods: ['PUT'] }] })
 * const client = new UsersClient({ auth: { token: 'any-token' }, fetch: emulator.fetch })
 * const error = await client.update(1, { level: increment(1) }).catch((error) => error)
 * console.log(error.code, error.outcome) // invalid_answer unknown
 * emulator.snapshot()[0]?.level // 4
 * ```
 */
export interface BrokenAnswerFault extends FaultConditions {
  /**
   * - `stall`: head and half of the body come, the rest never does, and the connection stays open.
   * - `reset_after`: the connection is reset in place of an answer.
   * - `truncate`: a complete answer, whose body is the first half of the JSON.
   * - `invalid_json`: a complete answer, whose JSON holds a character that JSON does not allow.
   */
  kind: 'stall' | 'reset_after' | 'truncate' | 'invalid_json'
}

/**
 * The connection is reset, and the request is not carried out.
 *
 * @see {@link Emulator.setFaults}
 */
export interface ResetBeforeFault extends FaultConditions {
  /** `'reset_before'`. */
  kind: 'reset_before'
}

/**
 * A gateway's page in place of an answer. The request is not carried out.
 *
 * @see {@link EmulatorOptions.control}
 */
export interface HtmlFault extends FaultConditions {
  /** `'html'`. */
  kind: 'html'
  /** 400 to 599. Defaults to 502. */
  status?: number
}

/**
 * `429` with `Retry-After`, by default of 1 second. The request is not carried out.
 *
 * @see {@link EmulatorOptions.faults}
 */
export interface RateLimitFault extends FaultConditions, RetryAfter {
  /** `'rate_limit'`. */
  kind: 'rate_limit'
}

/**
 * An error in the form of the server's own, by default without `Retry-After`.
 *
 * @see {@link EmulatorOptions.faults}
 */
export interface StatusFault extends FaultConditions, RetryAfter {
  /** `'status'`. */
  kind: 'status'
  /** 400 to 599. */
  status: number
  /** Whether the request is carried out. Defaults to false. */
  applied?: boolean
}

/**
 * Something that goes wrong on purpose.
 *
 * @see {@link EmulatorOptions.faults}
 */
export type Fault =
  | LatencyFault
  | HangFault
  | BrokenAnswerFault
  | ResetBeforeFault
  | HtmlFault
  | RateLimitFault
  | StatusFault

/**
 * What can go wrong.
 *
 * @see {@link EmulatorOptions.faults}
 */
export type FaultKind = Fault['kind']
