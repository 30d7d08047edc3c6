import type { AnyMinappError, MinappErrorCode } from 'minapp-users'
import { InvalidArgumentError, MinappError, NotFoundError, RateLimitError, ServerError } from 'minapp-users'
import { type Equal, is } from './expect.js'

declare const thrown: unknown

// ok: fifteen codes, and none for an abort
is<Equal<
  MinappErrorCode,
  | 'bad_request'
  | 'unauthorized'
  | 'payment_required'
  | 'forbidden'
  | 'not_found'
  | 'rate_limited'
  | 'server_error'
  | 'unexpected_status'
  | 'connection'
  | 'timeout'
  | 'token'
  | 'invalid_answer'
  | 'invalid_argument'
  | 'too_many_matches'
  | 'internal'
>>()

if (MinappError.is(thrown)) {
  // ok: is() tells an error of the family
  thrown satisfies Error
  // ok: no status is undefined
  is<Equal<typeof thrown.status, number | undefined>>()
  // ok: the fields of all
  is<Equal<[typeof thrown.retryable, typeof thrown.attempts, typeof thrown.body], [boolean, number, string | undefined]>>()
  // ok: what became of a write
  is<Equal<typeof thrown.outcome, 'not_applied' | 'unknown' | undefined>>()
  // @ts-expect-error only a rate limit says how long to wait ['retryAfterMs' does not exist]
  thrown.retryAfterMs
  // @ts-expect-error there is no such code [no overlap]
  thrown.code === 'rate_limit'
  switch (thrown.code) {
    case 'rate_limited':
      // ok: a code tells the class
      thrown satisfies RateLimitError
      // ok: and what only it has
      is<Equal<typeof thrown.retryAfterMs, number | undefined>>()
      break
    case 'not_found':
      // ok: a status follows from a code
      is<Equal<typeof thrown.status, 404>>()
      break
    case 'server_error':
      // ok: a failure of the server has a status
      is<Equal<typeof thrown.status, number>>()
      break
    case 'token':
      // ok: what a token function throws may be anything
      is<Equal<typeof thrown.cause, unknown>>()
      break
    // @ts-expect-error an abort is no error of the family: it rejects with the reason of its signal [not comparable]
    case 'aborted':
      break
    // @ts-expect-error a case that no error has [not comparable]
    case 'gone':
      break
    default:
      // ok: what is left after four codes
      is<Equal<Extract<typeof thrown.code, 'rate_limited' | 'not_found' | 'server_error' | 'token'>, never>>()
  }
}
if (thrown instanceof NotFoundError) {
  // ok: instanceof tells the class
  is<Equal<typeof thrown.code, 'not_found'>>()
}
// ok: each class is one of the family
;[NotFoundError, InvalidArgumentError, ServerError] satisfies { readonly prototype: AnyMinappError }[]
declare const some: AnyMinappError
// ok: every error is a MinappError
some satisfies MinappError
// @ts-expect-error one error is not another [not assignable]
const other: NotFoundError = some
// @ts-expect-error errors are read-only [read-only]
some.attempts = 2
// @ts-expect-error errors are made by the client alone [is protected]
new RateLimitError()
// @ts-expect-error also the base of all [is protected]
new MinappError('x')
