// @ts-check
// What the module tells, as plain objects.

/**
 * An event; what it does not know has no member.
 *
 * @param {(event: object) => unknown} listener
 * @param {string} type
 * @param {number} call
 * @param {number} attempt
 * @param {string} method
 * @param {string} path
 * @param {number} [durationMs]
 * @param {number} [status]
 * @param {string} [requestId]
 * @param {string} [code]
 * @param {string} [outcome]
 * @param {number} [retryInMs]
 */
export function event(listener, type, call, attempt, method, path, durationMs, status, requestId, code, outcome, retryInMs) {
  const all = { type, call, attempt, method, path, durationMs, status, requestId, code, outcome, retryInMs }
  try {
    listener(Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)))
  } catch {
    // What a listener throws is its own affair, and no reason for a call to fail.
  }
}

/**
 * A failure, from which the error classes are made.
 *
 * @param {unknown} cause
 * @param {string} code
 * @param {string} message
 * @param {number} [status]
 * @param {string} [requestId]
 * @param {string} [body]
 * @param {number} [retryAfterMs]
 * @param {boolean} [retryable]
 * @param {number} [attempts]
 * @param {string} [outcome]
 */
export function failure(cause, code, message, status, requestId, body, retryAfterMs, retryable, attempts, outcome) {
  const failure = { code, message, status, requestId, body, retryAfterMs, retryable, attempts, outcome }
  return cause === undefined ? failure : { ...failure, cause }
}

/**
 * What a thrown value says of itself, and its cause of the connection: `: fetch failed (ECONNREFUSED)`.
 *
 * @param {any} thrown
 */
export function reason(thrown) {
  try {
    const message = typeof thrown === 'string' ? thrown : text(thrown.message)
    const cause = text(thrown.cause?.code) ?? text(thrown.cause?.message)
    return message === undefined ? '' : cause === undefined ? `: ${message}` : `: ${message} (${cause})`
  } catch {
    return ''
  }
}

/** @param {unknown} value */
const text = (value) => (typeof value === 'string' ? value : undefined)
