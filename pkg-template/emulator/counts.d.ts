import type { FaultKind } from './faults.js'

/**
 * What an emulator saw since its beginning, or since its counters were reset. `OPTIONS` requests and those to the control
 * endpoint do not count.
 *
 * @see {@link Emulator.counts}
 */
export interface EmulatorCounts {
  /** All requests. */
  requests: number
  /** `GET` requests to `/oserve/` and `/userve/`, whatever became of them. */
  reads: number
  /** `PUT` requests to `/oserve/` and `/userve/`, whatever became of them. */
  writes: number
  /** What was carried out, whether or not its answer arrived. */
  applied: {
    /** Requests that change custom fields, of one user or of many. */
    updates: number
    /** The users that these changed; one that is changed twice counts twice. */
    usersChanged: number
    /** Requests that change a login account. */
    accounts: number
  }
  /** How often each kind of fault struck. */
  faults: Record<FaultKind, number>
  /** How often each status was sent. An answer that was lost on purpose has none. */
  statuses: Record<number, number | undefined>
  /** Pairs of access and refresh token that were given out. */
  tokens: {
    /** For a code. */
    issued: number
    /** For a refresh token. */
    refreshed: number
  }
  /** Requests that came and are not answered yet. */
  inFlight: number
  /** The most requests that were in flight at once. */
  maxInFlight: number
  /** Requests that the client gave up, by its signal or by closing the connection, before their answer was complete. */
  closedEarly: number
}
