import type { ClientEvent, FailureEvent, MinappErrorCode, RequestEvent, ResponseEvent, RetryOptions } from 'minapp-users'
import { UsersClient } from 'minapp-users'
import { users } from './app.js'
import { type Equal, is } from './expect.js'

const auth = { token: 't' }
const retry = { maxRetries: 5, baseDelayMs: 100, maxDelayMs: 1000, attemptTimeoutMs: 5000 } satisfies RetryOptions

// ok: a client has every limit of its own
new UsersClient({ auth, retry, timeoutMs: 60_000 })
// ok: or some, or those that are undefined
Array.of<RetryOptions>({}, { maxRetries: 0 }, { maxRetries: undefined }).map((retry) => new UsersClient({ auth, retry }))
// ok: every call has its own
Promise.all([
  users.list({ retry }),
  users.get(1, { retry }),
  users.count({}, { retry }),
  users.update(1, { vip: true }, { retry }),
  users.updateMany({ where: {}, update: { vip: true }, retry }),
  users.bulkOperation(1, { retry }),
  users.updateAccount(1, { phone: null }, { retry }),
  users.legacy.getUserProfileByPath(1, { retry }),
  users.legacy.getUserProfile(1, { retry }),
  users.legacy.listUserProfiles({ retry }),
  users.legacy.listUsers({ retry }),
  users.legacy.getUser(1, { retry }),
  users.legacy.updateUser(1, { vip: true }, { retry }),
])
// @ts-expect-error a misspelt limit [retries]
new UsersClient({ auth, retry: { retries: 3 } })
// @ts-expect-error a number alone says too little [no properties in common]
users.get(1, { retry: 3 })
// @ts-expect-error milliseconds are a number [string]
users.get(1, { retry: { baseDelayMs: '100' } })
// @ts-expect-error there is no null among the limits [null]
users.get(1, { retry: { maxRetries: null } })
declare const limits: RetryOptions
// @ts-expect-error limits are read-only [read-only]
limits.maxRetries = 3

// ok: a listener hears events
new UsersClient({ auth, onEvent: (event) => event satisfies ClientEvent })
// ok: it may take its time
new UsersClient({ auth, onEvent: async () => {} })
// ok: or hear nothing of them
new UsersClient({ auth, onEvent() {} })
// @ts-expect-error a listener takes an event [not assignable]
new UsersClient({ auth, onEvent: (event: string) => event })
// @ts-expect-error only a client has a listener [onEvent]
users.get(1, { onEvent() {} })

declare const event: ClientEvent
// ok: what every event tells
is<Equal<
  [typeof event.call, typeof event.attempt, typeof event.method, typeof event.path],
  [number, number, 'GET' | 'PUT' | 'POST', string]
>>()
// @ts-expect-error not every event has a duration ['durationMs' does not exist]
event.durationMs
switch (event.type) {
  case 'request':
    // ok: a type tells the event
    is<Equal<typeof event, RequestEvent>>()
    // @ts-expect-error a request has no status yet ['status' does not exist]
    event.status
    break
  case 'response':
    // ok: each of them
    is<Equal<typeof event, ResponseEvent>>()
    // ok: an answer has a status
    is<Equal<[typeof event.status, typeof event.durationMs], [number, number]>>()
    // @ts-expect-error a success is not repeated ['retryInMs' does not exist]
    event.retryInMs
    break
  case 'failure':
    // ok: all three
    is<Equal<typeof event, FailureEvent>>()
    // ok: a failure may have no status
    is<Equal<typeof event.status, number | undefined>>()
    // ok: nor a repetition, nor an outcome
    is<Equal<
      [typeof event.retryInMs, typeof event.outcome],
      [number | undefined, 'not_applied' | 'unknown' | undefined]
    >>()
    // ok: a code is that of an error, or of an abort
    event.code === 'aborted' || event.code === ('timeout' satisfies MinappErrorCode)
    break
  default:
    // ok: there is no other
    is<Equal<typeof event, never>>()
}
