// The request that a call would send, as the package makes it: nothing here knows a path or a header.
import type { UsersClient } from 'minapp-users'
import { type Connection, TOKEN_PLACEHOLDER } from './connection'

/** A request that was not sent. */
export interface PlannedRequest {
  readonly method: string
  readonly url: string
  readonly headers: readonly (readonly [name: string, value: string])[]
  /** JSON, or nothing. */
  readonly body: string | undefined
  /** Whether the browser would add its cookies. */
  readonly withCookies: boolean
}

class Captured extends Error {
  constructor(readonly request: PlannedRequest) {
    super('seen, not sent')
  }
}

/**
 * What `call` would send first, with a placeholder for the token.
 *
 * @throws the package's own `InvalidArgumentError` for an argument that it refuses.
 */
export async function planRequest(connection: Connection, call: (users: UsersClient) => Promise<unknown>): Promise<PlannedRequest> {
  let seen: PlannedRequest | undefined
  const users = connection.withFetch(async (url, init) => {
    seen = {
      method: init?.method ?? 'GET',
      url: String(url),
      headers: [...new Headers(init?.headers)],
      body: typeof init?.body === 'string' ? init.body : undefined,
      withCookies: init?.credentials === 'include',
    }
    throw new Captured(seen)
  })
  try {
    await call(users)
  } catch (error) {
    if (!seen) throw error
  }
  if (!seen) throw new Error('the call sends nothing')
  return seen
}

/** The request as a command for a shell; the token is read from the environment. */
export function toCurl({ method, url, headers, body, withCookies }: PlannedRequest): string {
  const words = ['curl', '-X', method, quote(url)]
  // In double quotes, where the shell puts the token in, and nothing else.
  const escape = (value: string) => value.replace(/["\\`$]/g, '\\$&')
  const unlessToken = (value: string) => value.split(TOKEN_PLACEHOLDER).map(escape).join(TOKEN_PLACEHOLDER)
  for (const [name, value] of headers) words.push('-H', `"${name}: ${unlessToken(value)}"`)
  if (withCookies) words.push('-b', '"$MINAPP_COOKIES"')
  if (body !== undefined) words.push('--data', quote(body))
  return words.join(' ')
}

const quote = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`
