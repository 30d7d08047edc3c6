// What a client needs of a `fetch`.

/**
 * What a client says to a {@link Fetch} besides the URL.
 *
 * @see {@link Fetch}
 */
export interface FetchInit {
  /** In capitals. `POST` is of a sign-in alone. */
  readonly method: 'GET' | 'PUT' | 'POST'
  /** Those of this request alone; a `fetch` may add to them. */
  readonly headers: Headers
  /** Followed, a redirect could carry a password to another host. A `fetch` gives it back as it is, and so fails. */
  readonly redirect: 'manual'
  /** Aborted when the call is given up, by its caller or at the end of its time. A `fetch` need not listen. */
  readonly signal: AbortSignal
  /** JSON, of a write. */
  readonly body?: string
  /** Of a client with a session. */
  readonly credentials?: 'include'
}

/**
 * What a client needs of an answer. A `Response` has it all.
 *
 * @see {@link Fetch}
 */
export interface FetchAnswer {
  /** 100 to 999. */
  readonly status: number
  /** The whole body, for which the call's time counts too: see {@link Fetch}. */
  text(): Promise<string>
  /**
   * Where it is missing, errors have no `requestId` and no `retryAfterMs`. Without `getSetCookie`, which node-fetch lacks, an
   * app with a secret cannot sign in.
   */
  readonly headers?: {
    /** The value of a header, whatever its case; null where there is none. */
    get(name: string): string | null
    /** Each `Set-Cookie` header. */
    getSetCookie?(): string[]
  }
}

/**
 * What sends requests. The global `fetch` is one, as are those of node-fetch, of npm's undici, and `createEmulator().fetch`.
 * What it throws becomes the `cause` of a `ConnectionError`.
 *
 * @example
 * ```ts
 * import { UsersClient } from 'minapp-users'
 * import { createEmulator } from 'minapp-users/emulator'
 *
 * const emulator = createEmulator()
 * const client = new UsersClient({
 *   auth: { token: 'any-token' },
 *   fetch: async (url, init) => {
 *     const response = await emulator.fetch(url, init)
 *     console.log(init.method, new URL(url).pathname, response.status) // GET /oserve/v2.2/miniapp/user_profile/70695404/ 200
 *     return response
 *   },
 * })
 * await client.get(70695404)
 * ```
 */
export type Fetch = (url: string, init: FetchInit) => Promise<FetchAnswer>
