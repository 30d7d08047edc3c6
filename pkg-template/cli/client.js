// @ts-check
// The library's client, as the options and the environment say.

import { credentials } from './credentials.js'
import { numeric } from './values.js'

/**
 * @param {import('./run.js').Session} session
 * @param {Record<string, any>} options
 */
export async function connect(session, { baseUrl, envId, timeoutMs, maxRetries }) {
  const { env } = process
  const auth = await credentials(session, env)
  const { UsersClient } = await import('../src/index.js')
  return /** @type {import('../types/client.js').UsersClient} */ (
    new UsersClient({
      auth,
      baseUrl: baseUrl ?? (env.MINAPP_BASE_URL || undefined),
      envId: envId ?? (env.MINAPP_ENV_ID || undefined),
      timeoutMs: timeoutMs === undefined ? undefined : numeric(timeoutMs),
      retry: maxRetries === undefined ? undefined : { maxRetries: numeric(maxRetries) },
    })
  )
}
