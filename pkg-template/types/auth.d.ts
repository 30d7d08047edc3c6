/** How a client signs its requests. */

/** An access token of the app's Open API. */
export interface TokenAuth {
  /**
   * The access token, or a function that gives it, asked before every attempt.
   *
   * 1 to 4,096 visible ASCII characters. Neither an error nor `console.log(client)` shows it. Whoever opens a page can
   * read a token in it: put one only into a page that its owner alone opens, or behind a proxy of your own.
   *
   * @example
   * ```ts
   * const client = new UsersClient({ auth: { token: async () => process.env.MINAPP_TOKEN! } })
   * await client.count() // 1000
   * ```
   */
  readonly token: string | (() => string | Promise<string>)
  /** Not together with the others. */
  readonly clientId?: undefined
  /** Not together with the others. */
  readonly clientSecret?: undefined
  /** Not together with the others. */
  readonly session?: undefined
}

/**
 * The app itself signs in, by the documented two steps. Not in a browser, where the secret would be everyone's: there
 * the client refuses it.
 *
 * The token is kept until shortly before it expires (60 seconds, or a tenth of its life if that is less), and renewed
 * after a `401`, which the call is then repeated for, once. However many calls wait for a token, it is fetched once: with
 * the client's `retry`, whatever a call says of its own, and as long as one of them waits.
 *
 * @example
 * ```ts
 * import { UsersClient } from 'minapp-users'
 * import { createEmulator } from 'minapp-users/emulator'
 *
 * const app = { clientId: 'my-app', clientSecret: process.env.MINAPP_CLIENT_SECRET ?? 'kept-in-the-environment' }
 * const emulator = createEmulator({ app })
 * const client = new UsersClient({ auth: app, fetch: emulator.fetch })
 * await client.count() // 1000
 * ```
 */
export interface AppAuth {
  /** The app's client id, 1 to 1,000 characters. */
  readonly clientId: string
  /** The app's client secret, 1 to 1,000 characters. Nothing shows it. */
  readonly clientSecret: string
  /** Not together with the others. */
  readonly token?: undefined
  /** Not together with the others. */
  readonly session?: undefined
}

/**
 * The browser's cookies, in a page inside the vendor's console: requests go to `/userve/` with credentials and without a
 * token. The operations under `legacy` have no such form.
 *
 * @example
 * ```ts
 * import { UsersClient } from 'minapp-users'
 * import { createEmulator } from 'minapp-users/emulator'
 *
 * const client = new UsersClient({ auth: { session: true }, fetch: createEmulator().fetch })
 * await client.count() // 1000
 * ```
 */
export interface SessionAuth {
  /** `true`. */
  readonly session: true
  /** Not together with the others. */
  readonly token?: undefined
  /** Not together with the others. */
  readonly clientId?: undefined
  /** Not together with the others. */
  readonly clientSecret?: undefined
}

/**
 * How a client signs its requests: by a token, by signing in itself, or by the session of a browser.
 *
 * @see {@link AppAuth} and {@link SessionAuth} and {@link TokenAuth}
 */
export type Auth = TokenAuth | AppAuth | SessionAuth
