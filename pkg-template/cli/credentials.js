// @ts-check
// The token: from the environment or a prompt, never from an argument.

import { EXIT } from './exit-codes.js'
import { Failure, usage } from './failure.js'
import { ask, canAsk } from './prompt.js'

/** Options that other programs have for secrets. */
const SECRETS = /^--(?:(?:access-)?token|client-secret|secret|(?:new-)?password)(?==|$)/

/**
 * Refuses secrets among the arguments, before anything repeats them.
 *
 * @param {readonly string[]} args
 */
export function refuseSecrets(args) {
  for (const arg of args) {
    if (arg === '--') return
    const [option] = SECRETS.exec(arg) ?? []
    // What the emulator accepts is made up.
    if (!option || (option === '--token' && args.includes('emulator'))) continue
    throw usage(option.endsWith('password') ? 'passwordArgument' : 'secretArgument', { option })
  }
}

/**
 * How to sign requests.
 *
 * @param {import('./run.js').Session} session
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<import('../types/auth.js').Auth>}
 */
export async function credentials({ say, stop }, env) {
  const { MINAPP_TOKEN: token, MINAPP_CLIENT_ID: clientId, MINAPP_CLIENT_SECRET: clientSecret } = env
  if (token) return { token }
  if (clientId && clientSecret) return { clientId, clientSecret }
  if (clientId || clientSecret) {
    const names = ['MINAPP_CLIENT_ID', 'MINAPP_CLIENT_SECRET']
    const [given = '', missing = ''] = clientId ? names : names.reverse()
    throw new Failure('no_token', EXIT.access, 'halfApp', { given, missing })
  }
  if (!canAsk()) throw new Failure('no_token', EXIT.access, 'noToken')
  return { token: (await ask(say('askToken'), stop, true)).trim() }
}
