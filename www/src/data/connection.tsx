// What the panel is connected to. The token is in the client alone, which shows it to nobody.
import type { Fetch, UsersClient } from 'minapp-users'
import { createContext, type ReactNode, use, useCallback, useMemo, useState } from 'react'

/** A server, or the emulator in this page. */
export type Settings =
  | { kind: 'emulator'; users: number }
  | { kind: 'server'; baseUrl: string; token: string; envId?: string | undefined }
  | { kind: 'session'; baseUrl: string; envId?: string | undefined }

/** A client that has been seen to work, and what may be told of it. */
export interface Connection {
  readonly kind: Settings['kind']
  readonly users: UsersClient
  readonly baseUrl: string
  readonly envId: string | undefined
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

/** Where the package sends requests unless it is told otherwise. */
export const DEFAULT_SERVER = 'https://cloud.minapp.com'
/** Where a job can mark whom it changed; an app of one's own has such a field or gets it in the vendor's console. */
const EMULATOR_FIELDS = {
  address: 'object',
  area: 'geojson',
  balance: 'number',
  birthday: 'date',
  last_job: 'string',
  level: 'integer',
  location: 'geojson',
  note: 'string',
  points: 'integer',
  tags: 'array',
  test: 'string',
  vip: 'boolean',
} as const

/** Reads one user, and gives the connection that could. */
export async function connect(settings: Settings, signal?: AbortSignal): Promise<Connection> {
  const { UsersClient } = await import('minapp-users')
  const place =
    settings.kind === 'emulator' ? { baseUrl: DEFAULT_SERVER } : { baseUrl: settings.baseUrl, envId: settings.envId }
  const users = new UsersClient({
    ...place,
    auth: settings.kind === 'session' ? { session: true } : { token: settings.kind === 'server' ? settings.token : 'any' },
    fetch: settings.kind === 'emulator' ? await emulator(settings.users) : undefined,
  })
  await users.list({ limit: 1, signal })
  return {
    kind: settings.kind,
    users,
    baseUrl: place.baseUrl,
    envId: place.envId,
    key: settings.kind === 'emulator' ? 'emulator' : [settings.kind, new URL(place.baseUrl).href, place.envId ?? ''].join(' '),
    withFetch: (fetch) =>
      new UsersClient({
        ...place,
        auth: settings.kind === 'session' ? { session: true } : { token: TOKEN_PLACEHOLDER },
        fetch,
        retry: { maxRetries: 0 },
      }),
  }
}

async function emulator(users: number) {
  const { createEmulator } = await import('minapp-users/emulator')
  return createEmulator({ users, fields: EMULATOR_FIELDS }).fetch
}

interface State {
  readonly connection: Connection | undefined
  readonly setConnection: (connection: Connection) => void
  readonly disconnect: () => void
}

const Context = createContext<State | undefined>(undefined)

/** Holds the connection of everything below. `onChange` forgets what was read from another one. */
export function ConnectionProvider({ children, onChange }: { children: ReactNode; onChange: () => void }) {
  const [connection, setConnection] = useState<Connection>()
  const change = useCallback(
    (next: Connection | undefined) => {
      onChange()
      setConnection(next)
    },
    [onChange],
  )
  const state = useMemo(
    () => ({ connection, setConnection: change, disconnect: () => change(undefined) }),
    [connection, change],
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
