/** Every failure of a call: one family of errors, told apart by `code`. */

/**
 * The stable name of a kind of failure.
 *
 * @see {@link MinappError}
 */
export type MinappErrorCode = AnyMinappError['code']

/**
 * A failed call. Every rejection of this package is one of its subclasses ({@link AnyMinappError}), so `code` tells all;
 * but that of an aborted call, which is the reason of its signal.
 *
 * No error shows the access token or a new password.
 *
 * @example
 * ```ts
 * try {
 *   await users.update(5, { vip: true })
 * } catch (error) {
 *   if (!MinappError.is(error)) throw error
 *   switch (error.code) {
 *     case 'not_found':
 *       console.log('there is no such user') // there is no such user
 *       break
 *     case 'rate_limited':
 *       console.log(`try again in ${error.retryAfterMs ?? 1000} ms`)
 *       break
 *     default:
 *       console.error(error.code, error.status, error.requestId, error.message)
 *   }
 * }
 * ```
 */
export class MinappError extends Error {
  protected constructor()
  /** What went wrong, in one stable word. Messages may change, codes do not. */
  readonly code: MinappErrorCode
  /** The HTTP status; `undefined` where the server did not answer. */
  readonly status?: number | undefined
  /** The server's name for the request (`X-Request-Id`), where it gave one. */
  readonly requestId?: string | undefined
  /** The first 500 characters of the answer's body, where there was an answer. */
  readonly body?: string | undefined
  /** Whether sending the same request again is harmless and may succeed. */
  readonly retryable: boolean
  /** How many times the request was sent; 0 when it never was. */
  readonly attempts: number
  /**
   * What a failed write did: `'not_applied'` changed nothing, `'unknown'` may have been carried out before the failure.
   * `undefined` for a read, and for an argument that was refused before anything was sent.
   */
  readonly outcome?: 'not_applied' | 'unknown' | undefined
  /** What caused it, where something did. */
  readonly cause?: unknown
  /**
   * Whether `error` is of this family. Unlike `instanceof`, it also knows the errors of the package's other module format.
   *
   * @param error - Anything that was thrown.
   *
   * @example
   * ```ts
   * const error: unknown = await users.get(5).catch((error) => error)
   * if (MinappError.is(error)) console.log(error.code, error.status) // not_found 404
   * ```
   */
  static is(error: unknown): error is AnyMinappError
}

/** `400`: the server refused an operator, a value, a field or an account. */
export class BadRequestError extends MinappError {
  protected constructor()
  readonly code: 'bad_request'
  readonly status: 400
}

/** `401`: no token, or one that is wrong or has expired. */
export class UnauthorizedError extends MinappError {
  protected constructor()
  readonly code: 'unauthorized'
  readonly status: 401
}

/** `402`: the app's bill is unpaid. */
export class PaymentRequiredError extends MinappError {
  protected constructor()
  readonly code: 'payment_required'
  readonly status: 402
}

/** `403`: the token may not do this. */
export class ForbiddenError extends MinappError {
  protected constructor()
  readonly code: 'forbidden'
  readonly status: 403
}

/** `404`: no such user. */
export class NotFoundError extends MinappError {
  protected constructor()
  readonly code: 'not_found'
  readonly status: 404
}

/** `429`: too many requests; nothing was done. */
export class RateLimitError extends MinappError {
  protected constructor()
  readonly code: 'rate_limited'
  readonly status: 429
  /** How long the server asks to wait, milliseconds (`Retry-After`), where it said so. */
  readonly retryAfterMs?: number | undefined
}

/** `5xx`: the server failed. After a write, `outcome` is `'unknown'`. */
export class ServerError extends MinappError {
  protected constructor()
  readonly code: 'server_error'
  /** 500 to 599. */
  readonly status: number
  /** Milliseconds that the server asks to wait (`Retry-After` in seconds), where it says so. */
  readonly retryAfterMs?: number | undefined
}

/** Any other status that is not a success. */
export class UnexpectedStatusError extends MinappError {
  protected constructor()
  readonly code: 'unexpected_status'
  /** The status. */
  readonly status: number
}

/** No answer: the connection failed or was cut. `cause` is what `fetch` threw. */
export class ConnectionError extends MinappError {
  protected constructor()
  readonly code: 'connection'
}

/** No complete answer, headers and body, in `timeoutMs`, or in `attemptTimeoutMs` of the last attempt. */
export class TimeoutError extends MinappError {
  protected constructor()
  readonly code: 'timeout'
}

/**
 * There is no token to send the call with: `auth.token()` threw, rejected or gave none, or the app's sign-in failed.
 * `cause` is what was thrown. The call was not sent.
 */
export class TokenError extends MinappError {
  protected constructor()
  readonly code: 'token'
}

/** The answer is not what the operation documents: not JSON, cut off, or of another shape. The message shows its beginning. */
export class InvalidAnswerError extends MinappError {
  protected constructor()
  readonly code: 'invalid_answer'
}

/**
 * An argument is wrong; nothing was sent. The message names the path, what was expected and what it got:
 * `$or[1].level.$gte: expected a number or a string, got true`.
 */
export class InvalidArgumentError extends MinappError {
  protected constructor()
  readonly code: 'invalid_argument'
}

/** More users match than `expectMax` allows `updateAll`. The message says how many, and whether any was changed before. */
export class TooManyMatchesError extends MinappError {
  protected constructor()
  readonly code: 'too_many_matches'
}

/**
 * A defect of this package. Please report it. Or WebAssembly may not be compiled here: the message then says so, and `cause` is
 * what the engine threw. A page's Content Security Policy must allow `'wasm-unsafe-eval'` in `script-src`.
 */
export class InternalError extends MinappError {
  protected constructor()
  readonly code: 'internal'
}

/**
 * One of the errors of this package; `switch (error.code)` tells them apart.
 *
 * @see {@link MinappError}
 */
export type AnyMinappError =
  | BadRequestError
  | UnauthorizedError
  | PaymentRequiredError
  | ForbiddenError
  | NotFoundError
  | RateLimitError
  | ServerError
  | UnexpectedStatusError
  | ConnectionError
  | TimeoutError
  | TokenError
  | InvalidAnswerError
  | InvalidArgumentError
  | TooManyMatchesError
  | InternalError

export {}
