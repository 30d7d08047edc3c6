// @ts-check
// The error family: one class a kind, recognised by its `code`.

/**
 * @typedef {object} Description what the module says of a failure
 * @property {string} code
 * @property {string} message
 * @property {number} [status]
 * @property {string} [requestId]
 * @property {string} [body]
 * @property {number} [retryAfterMs]
 * @property {boolean} retryable
 * @property {number} attempts
 * @property {'not_applied' | 'unknown'} [outcome]
 * @property {unknown} [cause]
 */

/** Marks the family across its ES module and CommonJS twins, whose classes differ. */
const BRAND = Symbol.for('minapp-users.error')

export class MinappError extends Error {
  /** @param {Description} description */
  constructor(description) {
    super(description.message, 'cause' in description ? { cause: description.cause } : undefined)
    this.code = description.code
    this.status = description.status
    this.requestId = description.requestId
    this.body = description.body
    this.retryable = description.retryable
    this.attempts = description.attempts
    this.outcome = description.outcome
  }

  /** @param {unknown} value */
  static is(value) {
    try {
      return typeof value === 'object' && value !== null && BRAND in value
    } catch {
      return false
    }
  }
}
Object.defineProperty(MinappError.prototype, BRAND, { value: true })

export class BadRequestError extends MinappError {}
export class UnauthorizedError extends MinappError {}
export class PaymentRequiredError extends MinappError {}
export class ForbiddenError extends MinappError {}
export class NotFoundError extends MinappError {}
export class RateLimitError extends MinappError {
  /** @param {Description} description */
  constructor(description) {
    super(description)
    this.retryAfterMs = description.retryAfterMs
  }
}
export class ServerError extends MinappError {
  /** @param {Description} description */
  constructor(description) {
    super(description)
    this.retryAfterMs = description.retryAfterMs
  }
}
export class UnexpectedStatusError extends MinappError {}
export class ConnectionError extends MinappError {}
export class TimeoutError extends MinappError {}
export class TokenError extends MinappError {}
export class InvalidAnswerError extends MinappError {}
export class InvalidArgumentError extends MinappError {}
export class TooManyMatchesError extends MinappError {}
export class InternalError extends MinappError {}

/** @type {Record<string, typeof MinappError>} */
const CLASSES = {
  bad_request: BadRequestError,
  unauthorized: UnauthorizedError,
  payment_required: PaymentRequiredError,
  forbidden: ForbiddenError,
  not_found: NotFoundError,
  rate_limited: RateLimitError,
  server_error: ServerError,
  unexpected_status: UnexpectedStatusError,
  connection: ConnectionError,
  timeout: TimeoutError,
  token: TokenError,
  invalid_answer: InvalidAnswerError,
  invalid_argument: InvalidArgumentError,
  too_many_matches: TooManyMatchesError,
  internal: InternalError,
}

// Said by hand: a bundler may rename classes.
for (const [name, Class] of Object.entries({
  MinappError,
  BadRequestError,
  UnauthorizedError,
  PaymentRequiredError,
  ForbiddenError,
  NotFoundError,
  RateLimitError,
  ServerError,
  UnexpectedStatusError,
  ConnectionError,
  TimeoutError,
  TokenError,
  InvalidAnswerError,
  InvalidArgumentError,
  TooManyMatchesError,
  InternalError,
})) {
  Object.defineProperty(Class.prototype, 'name', { value: name, configurable: true, writable: true })
}

/**
 * The error that the module describes; of an aborted call the reason of its signal, whatever that is. Anything else that
 * it throws is a defect of its own.
 *
 * @param {unknown} thrown
 * @returns {unknown}
 */
export function toError(thrown) {
  if (MinappError.is(thrown)) return thrown
  const description = /** @type {Partial<Description> | null} */ (thrown)
  if (description?.code === 'aborted') return description.cause
  const Class = CLASSES[String(description?.code)]
  if (Class) return new Class(/** @type {Description} */ (description))
  return internal(thrown instanceof Error ? thrown.message : String(thrown), thrown)
}

/**
 * What the module makes; what it throws, as an error of the family.
 *
 * @template T
 * @param {() => T} make
 * @returns {T}
 */
export function made(make) {
  try {
    return make()
  } catch (error) {
    throw toError(error)
  }
}

/**
 * The error for a defect of this package.
 *
 * @param {string} message
 * @param {unknown} [cause]
 */
export function internal(message, cause) {
  const description = { code: 'internal', message: `a defect of minapp-users: ${message}`, retryable: false, attempts: 0 }
  return new InternalError(cause === undefined ? description : { ...description, cause })
}

/**
 * The error where WebAssembly may not be compiled, which is no defect of anybody's.
 *
 * @param {unknown} cause
 */
export function notCompiled(cause) {
  const reason = cause instanceof Error ? cause.message : String(cause)
  const advice = "a page's Content Security Policy must allow 'wasm-unsafe-eval' in script-src"
  const message = `WebAssembly cannot be compiled here: ${reason}; ${advice}`
  return new InternalError({ code: 'internal', message, retryable: false, attempts: 0, cause })
}

/**
 * The error for an argument that the module never sees.
 *
 * @param {string} message
 */
export function invalidArgument(message) {
  return new InvalidArgumentError({ code: 'invalid_argument', message, retryable: false, attempts: 0 })
}
