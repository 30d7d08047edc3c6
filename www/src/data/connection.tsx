// What the panel is connected to. The token is in the client, which shows it to nobody, and in this tab's storage on request alone.
import { useQueryClient } from '@tanstack/react-query'
import type { Auth, ClientOptions, Fetch, UsersClient } from 'minapp-users'
import { createContext, type ReactNode, use, useCallback, useMemo, useState } from 'react'
import { flushSync } from 'react-dom'
import { emulate } from './emulator'
import { forget, keep, type KeptSettings, readKept } from './kept'
import { part } from './part'

/** A server, or the emulator in this page. */
export type Settings =
  | { kind: 'emulator'; users: number }
  | { kind: 'server'; baseUrl: string; token: string; envId?: string | undefined }
  | { kind: 'session'; baseUrl: string; envId?: string | undefined }

/** Where a connection leads, without a secret. */
export interface Place {
  readonly kind: Settings['kind']
  readonly baseUrl: string
  readonly envId: string | undefined
}

/** A client that has been seen to work, and what may be told of it. */
export interface Connection extends Place {
  readonly users: UsersClient
  /** Names what is connected to, without a secret: the same server, the same key. */
  readonly key: string
  /**
   * Another client of the same server whose requests go to `fetch`, with a placeholder for the token: to see a request, not to
   * send it.
   */
  readonly withFetch: (fetch: Fetch) => UsersClient
}

/** Stands where the token would, in everything that is shown. */
export const TOKEN_PLACEHOLDER = '$MINAPP_TOKEN'

/** Where the package sends requests unless it is told otherwise; stands in those to the emulator, too. */
export const DEFAULT_SERVER = 'https://cloud.minapp.com'

/** Where settings lead. */
export function placeOf(settings: Settings): Place {
  if (settings.kind === 'emulator') return { kind: settings.kind, baseUrl: DEFAULT_SERVER, envId: undefined }
  return { kind: settings.kind, baseUrl: settings.baseUrl, envId: settings.envId }
}

/** Reads one user, and gives the connection that could. */
export async function connect(settings: Settings, signal?: AbortSignal): Promise<Connection> {
  const { UsersClient } = await part(() => import('minapp-users'))
  const place = placeOf(settings)
  const at = { baseUrl: place.baseUrl, envId: place.envId }
  const users = new UsersClient({
    ...at,
    auth: authOf(settings),
    fetch: settings.kind === 'emulator' ? await emulate(settings.users) : undefined,
  })
  await users.list({ limit: 1, signal })
  signal?.throwIfAborted()
  return {
    ...place,
    users,
    key: place.kind === 'emulator' ? 'emulator' : [place.kind, new URL(place.baseUrl).href, place.envId ?? ''].join(' '),
    withFetch: (fetch) =>
      new UsersClient({
        ...at,
        auth: place.kind === 'session' ? { session: true } : { token: TOKEN_PLACEHOLDER },
        fetch,
        retry: { maxRetries: 0 },
      }),
  }
}

function authOf(settings: Settings): Auth {
  switch (settings.kind) {
    case 'emulator':
      return { token: 'any' }
    case 'server':
      return { token: settings.token }
    case 'session':
      return { session: true }
  }
}

/** What the package finds wrong with an option of its client, before anything is sent. */
export async function refusalOf(options: Partial<ClientOptions>): Promise<string | undefined> {
  const { MinappError, UsersClient } = await part(() => import('minapp-users'))
  try {
    new UsersClient({ auth: { session: true }, ...options })
    return undefined
  } catch (error) {
    if (MinappError.is(error) && error.code === 'invalid_argument') return error.message
    throw error
  }
}

function placeOfKept(): Place | undefined {
  const kept = readKept()
  return kept && placeOf(kept)
}

interface State {
  readonly connection: Connection | undefined
  /** The last one: where to connect to next, most likely. */
  readonly lastPlace: Place | undefined
  /** Takes a connection, and keeps its settings for this tab if they are given. */
  readonly setConnection: (connection: Connection, kept?: KeptSettings) => void
  readonly disconnect: () => void
  /** The server knows the operator no longer: whether they are being asked for a new token, with the page left as it is. */
  readonly isSigningIn: boolean
  readonly setSigningIn: (isSigningIn: boolean) => void
}

const Context = createContext<State | undefined>(undefined)

/** Holds the connection of everything below. */
export function ConnectionProvider({ children }: { children: ReactNode }) {
  const queries = useQueryClient()
  const [connection, setConnection] = useState<Connection>()
  const [lastPlace, setLastPlace] = useState(placeOfKept)
  const [isSigningIn, setSigningIn] = useState(false)
  const change = useCallback(
    (next: Connection | undefined, kept?: KeptSettings) => {
      const isSame = next !== undefined && next.key === connection?.key
      if (kept) keep(kept)
      else forget()
      if (!isSame) queries.clear()
      // What is shown has to know of the new client before it is read again.
      flushSync(() => {
        setConnection(next)
        setSigningIn(false)
        if (next) setLastPlace(next)
      })
      if (isSame) void queries.invalidateQueries()
    },
    [connection, queries],
  )
  const state = useMemo(
    () => ({
      connection,
      lastPlace,
      setConnection: change,
      disconnect: () => change(undefined),
      isSigningIn,
      setSigningIn,
    }),
    [connection, lastPlace, change, isSigningIn],
  )
  return <Context value={state}>{children}</Context>
}

/** The connection if there is one, and how to change it. */
export function useConnectionState(): State {
  const state = use(Context)
  if (!state) throw new Error('there is no ConnectionProvider above')
  return state
}

/** The connection, for what is only shown when there is one. */
export function useConnection(): Connection {
  const { connection } = useConnectionState()
  if (!connection) throw new Error('there is no connection')
  return connection
}
