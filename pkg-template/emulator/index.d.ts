/**
 * The server's behaviour on this machine, to try and to test against: in this process ({@link createEmulator}), or over
 * HTTP ({@link startEmulator}).
 *
 * @packageDocumentation
 */

import type { EmulatorCounts } from './counts.js'
import type { Fault } from './faults.js'

export type { EmulatorCounts } from './counts.js'
export type {
  BrokenAnswerFault,
  Fault,
  FaultConditions,
  FaultKind,
  HangFault,
  HtmlFault,
  LatencyFault,
  RateLimitFault,
  ResetBeforeFault,
  RetryAfter,
  StatusFault,
} from './faults.js'

/**
 * The type of a custom field. `date` is an ISO 8601 string, `geojson` a GeoJSON Point, LineString or Polygon.
 *
 * @see {@link createEmulator}
 */
export type FieldType = 'string' | 'integer' | 'number' | 'boolean' | 'date' | 'array' | 'object' | 'geojson'

/**
 * A user as the emulator stores it. A field that is missing here is missing in answers too, which is not the same as null.
 *
 * @see {@link createEmulator}
 */
export interface StoredUser {
  /** A positive integer that no other user has. */
  id: number
  /** Unix seconds. */
  created_at?: number | null
  /** Unix seconds. */
  updated_at?: number | null
  /** The id of a user. */
  created_by?: number | null
  /** Link to a picture. */
  avatar?: string | null
  /** City. */
  city?: string | null
  /** Country. */
  country?: string | null
  /** 0 unknown, 1 male, 2 female. */
  gender?: number | null
  /** Whether the user let the app read their profile. */
  is_authorized?: boolean | null
  /** Language, such as `'zh_CN'`. */
  language?: string | null
  /** Nickname. */
  nickname?: string | null
  /** The platform's id of the user in this app. */
  openid?: string | null
  /** Province. */
  province?: string | null
  /** The platform's id of the user in all apps of one owner. */
  unionid?: string | null
  /** Login name. */
  _username?: string | null
  /** E-mail address. */
  _email?: string | null
  /** Whether the e-mail address is verified. */
  _email_verified?: boolean | null
  /** Phone number. */
  _phone?: string | null
  /** Whether the phone number is verified. */
  _phone_verified?: boolean | null
  /** What the login providers told, by provider. */
  _provider?: Record<string, unknown> | null
  /** Ids of groups; shown by the v1 operations only. */
  user_group?: number[] | null
  /** Custom fields. */
  [field: string]: unknown
}

/**
 * An app that may sign in.
 *
 * @see {@link EmulatorOptions.app}
 */
export interface EmulatorApp {
  /** The app's client id. */
  clientId: string
  /** The app's client secret. */
  clientSecret: string
  /** Seconds for which an access token is good, 1 to 31,536,000. Defaults to 3600. */
  tokenLifetimeSeconds?: number
  /** Seconds for which a code is good, and the way to it, 1 to 31,536,000. Defaults to 600. */
  codeLifetimeSeconds?: number
}

/** What the emulator holds and whom it lets in. */
export interface EmulatorOptions {
  /**
   * How many users to generate (it is never less than the six users of the vendor's examples), or your own users.
   * Defaults to 1000.
   */
  users?:
    | number
    | readonly (
        | StoredUser
        | {
            /** A positive integer that no other user has. */
            id: number
          }
      )[]
  /**
   * The custom fields and their types. Defaults to one or two of every type for generated users, and to what the
   * values show for your own; a string is never taken for a date.
   */
  fields?: Readonly<Record<string, FieldType>>
  /** The same seed generates the same users. Defaults to 1. */
  seed?: number
  /**
   * An access token that is accepted. Defaults to any that is not empty, or together with `app`, to none but those that
   * the app got.
   */
  token?: string
  /**
   * The app that may sign in, as the vendor documents it: its id and secret get a code, and the code gets an access token
   * and a refresh token. Under `/oserve/`, its live access tokens are accepted. Defaults to none, and then there is no
   * sign-in.
   *
   * @example
   * ```ts
   * import { createEmulator } from 'minapp-users/emulator'
   *
   * const emulator = createEmulator({ app: { clientId: 'an-id', clientSecret: 'a-secret' } })
   * const post = async (path: string, more?: object) => {
   *   const body = JSON.stringify({ client_id: 'an-id', client_secret: 'a-secret', ...more })
   *   return (await emulator.fetch(`https://host/api/oauth2/${path}/`, { method: 'POST', body })).json()
   * }
   * const { code } = await post('hydrogen/openapi/authorize')
   * const { access_token, expires_in } = await post('access_token', { grant_type: 'authorization_code', code })
   * expires_in // 3600
   * const users = 'https://host/oserve/v2.2/miniapp/user_profile/'
   * const answer = await emulator.fetch(users, { headers: { authorization: `Bearer ${access_token}` } })
   * answer.status // 200
   * ```
   */
  app?: EmulatorApp
  /**
   * What goes wrong on purpose. Each request passes the faults in their order: latencies add up, and the first other
   * fault that strikes is the one. `OPTIONS` requests and the control endpoint meet none. Defaults to nothing.
   *
   * @example
   * ```ts
   * import { createEmulator } from 'minapp-users/emulator'
   *
   * const emulator = createEmulator({
   *   faults: [
   *     { kind: 'latency', latencyMs: 20, jitterMs: 10 },
   *     { kind: 'rate_limit', schedule: [2], retryAfter: 3 },
   *     { kind: 'status', status: 503, methods: ['PUT'], path: '/v2.6/', times: 5 },
   *   ],
   * })
   * const ask = () => emulator.fetch('https://host/oserve/v2.2/miniapp/user_profile/', { headers: { authorization: 'Bearer t' } })
   * const [first, second] = [await ask(), await ask()]
   * first.status // 200
   * second.headers.get('retry-after') // 3
   * ```
   */
  faults?: readonly Fault[]
  /** The same seed and the same requests in the same order meet the same faults. Defaults to 1. */
  faultSeed?: number
  /**
   * Whether `/emulator/` tells the counters and takes other faults, from anybody who asks, in JSON: for tests in another
   * process or in a page. Defaults to false.
   *
   * | request | does |
   * |---|---|
   * | `GET /emulator/` | answers the counters |
   * | `DELETE /emulator/counts/` | resets them |
   * | `PUT /emulator/faults/` | takes the array of faults in its body |
   * | `DELETE /emulator/faults/` | ends all faults |
   * | `GET /emulator/users/` | answers every stored user |
   *
   * @example
   * ```ts
   * import { startEmulator } from 'minapp-users/emulator'
   *
   * const emulator = await startEmulator({ control: true })
   * await fetch(`${emulator.url}/emulator/faults/`, { method: 'PUT', body: '[{"kind":"html","times":1}]' })
   * const spoilt = await fetch(`${emulator.url}/oserve/v2.2/miniapp/user_profile/`)
   * spoilt.status // 502
   * const counts = await (await fetch(`${emulator.url}/emulator/`)).json()
   * counts.faults.html // 1
   * await emulator.close()
   * ```
   */
  control?: boolean
}

/**
 * Looks like `fetch`, and needs no network.
 *
 * @see {@link createEmulator}
 */
export type EmulatorFetch = (input: string | URL | Request, init?: RequestInit) => Promise<Response>

/** An emulator in this process. */
export interface Emulator {
  /**
   * Answers any request, whatever its host. Give it to the client as its `fetch`. Redirects are followed, with the cookies
   * that they set, unless the request says otherwise; `redirect: 'manual'` gets the `302` itself. A reset is a `TypeError`
   * whose cause has the code `ECONNRESET`; what hangs ends by the request's signal alone. A bug of the emulator is
   * answered `500`, and so is everything after it.
   */
  readonly fetch: EmulatorFetch
  /**
   * A copy of every stored user, in the order of their ids.
   *
   * @example
   * ```ts
   * import { createEmulator } from 'minapp-users/emulator'
   *
   * const emulator = createEmulator({ users: [{ id: 2, level: 9 }, { id: 1, level: 3 }] })
   * emulator.snapshot().map((user) => user.level) // [3, 9]
   * ```
   */
  snapshot(): StoredUser[]
  /**
   * Adds users, as an app does while others read: no request of the users' API can. Their fields are those that the
   * emulator was set up with. All are added, or none.
   *
   * @throws TypeError naming what is wrong: `users[2].id: …`
   * @example
   * ```ts
   * import { UsersClient } from 'minapp-users'
   * import { createEmulator } from 'minapp-users/emulator'
   *
   * const emulator = createEmulator({ users: [{ id: 1 }, { id: 2 }, { id: 3 }] })
   * const users = new UsersClient({ auth: { token: 'any-token' }, fetch: emulator.fetch })
   * const ids: number[] = []
   * for await (const user of users.iterate({ pageSize: 1 })) {
   *   if (ids.push(user.id) === 1) emulator.insert([{ id: 4 }])
   * }
   * console.log(ids) // [ 1, 2, 3, 4 ]
   * ```
   */
  insert(users: readonly (StoredUser | { id: number })[]): void
  /**
   * Deletes users, as an app does while others read.
   *
   * @returns How many of them there were.
   * @example
   * ```ts
   * import { createEmulator } from 'minapp-users/emulator'
   *
   * const emulator = createEmulator({ users: [{ id: 1 }, { id: 2 }] })
   * emulator.remove([2, 3]) // 1
   * emulator.snapshot() // [{ id: 1 }]
   * ```
   */
  remove(ids: readonly number[]): number
  /**
   * What it saw so far.
   *
   * @example
   * ```ts
   * import { UsersClient } from 'minapp-users'
   * import { createEmulator } from 'minapp-users/emulator'
   *
   * const emulator = createEmulator()
   * const users = new UsersClient({ auth: { token: 'any-token' }, fetch: emulator.fetch })
   * await users.update(88888, { test: 'x' })
   * const { writes, applied, statuses } = emulator.counts()
   * writes // 1
   * applied.usersChanged // 1
   * statuses[200] // 1
   * ```
   */
  counts(): EmulatorCounts
  /**
   * Begins to count anew. What is in flight stays so.
   *
   * @example
   * ```ts
   * import { createEmulator } from 'minapp-users/emulator'
   *
   * const emulator = createEmulator()
   * await emulator.fetch('https://host/')
   * emulator.counts().requests // 1
   * emulator.resetCounts()
   * emulator.counts().requests // 0
   * ```
   */
  resetCounts(): void
  /**
   * Takes other faults, from the beginning of their schedules and draws. The counters stay.
   *
   * @throws TypeError naming what is wrong: `faults[2].kind: …`; then the faults stay, too
   * @example
   * ```ts
   * import { createEmulator } from 'minapp-users/emulator'
   *
   * const emulator = createEmulator()
   * emulator.setFaults([{ kind: 'reset_before', times: 1 }])
   * await emulator.fetch('https://host/').catch((error) => error.cause.code) // ECONNRESET
   * emulator.setFaults([])
   * emulator.counts().faults.reset_before // 1
   * ```
   */
  setFaults(faults: readonly Fault[]): void
}

/** Options of the server. */
export interface ServerOptions extends EmulatorOptions {
  /** The port on 127.0.0.1. Defaults to 0, any free one. */
  port?: number
}

/** An emulator that listens. */
export interface RunningEmulator {
  /** `http://127.0.0.1:<port>`: the client's `baseUrl`. */
  readonly url: string
  /**
   * A copy of every stored user, in the order of their ids.
   *
   * @example
   * ```ts
   * import { startEmulator } from 'minapp-users/emulator'
   *
   * const emulator = await startEmulator({ users: [{ id: 2, level: 9 }, { id: 1, level: 3 }] })
   * emulator.snapshot().map((user) => user.level) // [3, 9]
   * await emulator.close()
   * ```
   */
  snapshot(): StoredUser[]
  /**
   * Adds users, as an app does while others read: no request of the users' API can. Their fields are those that the
   * emulator was set up with. All are added, or none.
   *
   * @throws TypeError naming what is wrong: `users[2].id: …`
   * @example
   * ```ts
   * import { UsersClient } from 'minapp-users'
   * import { startEmulator } from 'minapp-users/emulator'
   *
   * const emulator = await startEmulator({ users: [{ id: 1 }, { id: 2 }, { id: 3 }] })
   * const users = new UsersClient({ auth: { token: 'any-token' }, baseUrl: emulator.url })
   * const ids: number[] = []
   * for await (const user of users.iterate({ pageSize: 1 })) {
   *   if (ids.push(user.id) === 1) emulator.insert([{ id: 4 }])
   * }
   * console.log(ids) // [ 1, 2, 3, 4 ]
   * await emulator.close()
   * ```
   */
  insert(users: readonly (StoredUser | { id: number })[]): void
  /**
   * Deletes users, as an app does while others read.
   *
   * @returns How many of them there were.
   * @example
   * ```ts
   * import { startEmulator } from 'minapp-users/emulator'
   *
   * const emulator = await startEmulator({ users: [{ id: 1 }, { id: 2 }] })
   * emulator.remove([2, 3]) // 1
   * emulator.snapshot() // [{ id: 1 }]
   * await emulator.close()
   * ```
   */
  remove(ids: readonly number[]): number
  /**
   * What it saw so far.
   *
   * @example
   * ```ts
   * import { UsersClient } from 'minapp-users'
   * import { startEmulator } from 'minapp-users/emulator'
   *
   * const emulator = await startEmulator()
   * const users = new UsersClient({ auth: { token: 'any-token' }, baseUrl: emulator.url })
   * await users.update(88888, { test: 'x' })
   * const { writes, applied, statuses } = emulator.counts()
   * writes // 1
   * applied.usersChanged // 1
   * statuses[200] // 1
   * await emulator.close()
   * ```
   */
  counts(): EmulatorCounts
  /**
   * Begins to count anew. What is in flight stays so.
   *
   * @example
   * ```ts
   * import { startEmulator } from 'minapp-users/emulator'
   *
   * const emulator = await startEmulator()
   * await fetch(emulator.url)
   * emulator.counts().requests // 1
   * emulator.resetCounts()
   * emulator.counts().requests // 0
   * await emulator.close()
   * ```
   */
  resetCounts(): void
  /**
   * Takes other faults, from the beginning of their schedules and draws. The counters stay.
   *
   * @throws TypeError naming what is wrong: `faults[2].kind: …`; then the faults stay, too
   * @example
   * ```ts
   * import { startEmulator } from 'minapp-users/emulator'
   *
   * const emulator = await startEmulator()
   * emulator.setFaults([{ kind: 'reset_before', times: 1 }])
   * await fetch(emulator.url).catch((error) => error.cause.code) // ECONNRESET
   * emulator.setFaults([])
   * emulator.counts().faults.reset_before // 1
   * await emulator.close()
   * ```
   */
  setFaults(faults: readonly Fault[]): void
  /**
   * Ends all connections and stops listening.
   *
   * @example
   * ```ts
   * import { startEmulator } from 'minapp-users/emulator'
   *
   * const emulator = await startEmulator()
   * await emulator.close()
   * await fetch(emulator.url).catch(() => 'nobody answers') // nobody answers
   * ```
   */
  close(): Promise<void>
}

/**
 * Makes an emulator in this process.
 *
 * @throws TypeError naming the option that is wrong
 * @example
 * ```ts
 * import { UsersClient } from 'minapp-users'
 * import { createEmulator } from 'minapp-users/emulator'
 *
 * const emulator = createEmulator({ users: 100 })
 * const users = new UsersClient({ auth: { token: 'any-token' }, fetch: emulator.fetch })
 * await users.count() // 100
 * ```
 */
export function createEmulator(options?: EmulatorOptions): Emulator

/**
 * Starts an emulator on 127.0.0.1. Node only; elsewhere, and when the port is in use, it rejects.
 *
 * @example
 * ```ts
 * import { UsersClient } from 'minapp-users'
 * import { startEmulator } from 'minapp-users/emulator'
 *
 * const emulator = await startEmulator({ users: 100 })
 * const users = new UsersClient({ auth: { token: 'any-token' }, baseUrl: emulator.url })
 * await users.count() // 100
 * await emulator.close()
 * ```
 */
export function startEmulator(options?: ServerOptions): Promise<RunningEmulator>
