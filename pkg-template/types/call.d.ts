/** What every call may be told: its time, its repetitions, its signal; and what a client tells of its calls. */

/**
 * How often, and after which delays, a failed request is sent again.
 *
 * Repeated are 408, 429, 500, 502, 503, 504, a failed connection, an attempt that takes too long and half an answer; and
 * only where sending the request twice is the same as sending it once. Not so are `increment`, `append`, `pop`, `shift`
 * and `updateMany`, which are repeated only after a 429, because then nothing was done.
 *
 * @example
 * ```ts
 * await users.count({ vip: true }, { retry: { maxRetries: 5, baseDelayMs: 200, attemptTimeoutMs: 5_000 } }) // 185
 * ```
 */
export interface RetryOptions {
  /** Times that a request is sent again at most, 0 to 100. Defaults to 2. */
  readonly maxRetries?: number | undefined
  /**
   * Milliseconds below which the first delay is drawn, 0 to 3,600,000; each further one below twice as much. Defaults to
   * 500. A server that says `Retry-After`, up to 60 seconds, is obeyed instead; beyond, the call fails at once and tells
   * it as `retryAfterMs`.
   */
  readonly baseDelayMs?: number | undefined
  /** Milliseconds above which no delay is drawn, 0 to 3,600,000. Defaults to 8,000. */
  readonly maxDelayMs?: number | undefined
  /**
   * Milliseconds that one attempt may take, headers and body, before it has failed and is repeated where it may be.
   * Defaults to no limit but that of the call, `timeoutMs`.
   */
  readonly attemptTimeoutMs?: number | undefined
}

/**
 * Options of every call. Unknown names are refused.
 *
 * @example
 * ```ts
 * const leaving = new AbortController()
 * const counting = users.count({}, { signal: leaving.signal, timeoutMs: 10_000 }).catch((reason) => reason)
 * leaving.abort('the page is left')
 * await counting // the page is left
 * ```
 */
export interface CallOptions {
  /** Aborts the call. It then rejects with the signal's own `reason`, whatever that is, as `fetch` does. */
  readonly signal?: AbortSignal | undefined
  /**
   * Milliseconds that this call may take: every attempt, headers and body, the delays between them, and a token. Defaults
   * to the client's `timeoutMs`.
   */
  readonly timeoutMs?: number | undefined
  /** How this call is repeated. Defaults, member by member, to the client's `retry`. */
  readonly retry?: RetryOptions | undefined
}

/** What all events of a client tell. */
interface EventBase {
  /** The call, by a number of its own: events with the same number belong together. */
  call: number
  /** How often the request has been sent, this time included: 1 and up. */
  attempt: number
  /** The method: `GET`, `PUT`, or `POST` of a sign-in. */
  method: 'GET' | 'PUT' | 'POST'
  /** The path, without the query, which may hold data of users. */
  path: string
}

/**
 * A request is about to be sent.
 *
 * @see {@link ClientOptions.onEvent}
 */
export interface RequestEvent extends EventBase {
  /** Which event it is. */
  type: 'request'
}

/**
 * A request succeeded.
 *
 * @see {@link ClientOptions.onEvent}
 */
export interface ResponseEvent extends EventBase {
  /** Which event it is. */
  type: 'response'
  /** The HTTP status. */
  status: number
  /** The server's name for the request, where it gave one. */
  requestId?: string | undefined
  /** Milliseconds from sending to the end of the body. */
  durationMs: number
}

/**
 * An attempt failed.
 *
 * @see {@link ClientOptions.onEvent}
 */
export interface FailureEvent extends EventBase {
  /** Which event it is. */
  type: 'failure'
  /** The `code` of the error, or `'aborted'` by the caller's signal. */
  code: string
  /** The HTTP status, where the server answered. */
  status?: number | undefined
  /** The server's name for the request, where it gave one. */
  requestId?: string | undefined
  /** What this attempt of a write did, where it failed. */
  outcome?: 'not_applied' | 'unknown' | undefined
  /** Milliseconds from sending to the failure. */
  durationMs: number
  /** Milliseconds until the request is sent again; `undefined` when it is not, or at once with a new token. */
  retryInMs?: number | undefined
}

/**
 * What a client tells its `onEvent`: every attempt, and what became of it. Nothing in it is secret.
 *
 * @see {@link ClientOptions.onEvent}
 */
export type ClientEvent = RequestEvent | ResponseEvent | FailureEvent

export {}
