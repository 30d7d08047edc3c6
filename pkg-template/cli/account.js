// @ts-check
import { addAbortSignal } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { connect } from './client.js'
import { usage } from './failure.js'
import { ask } from './prompt.js'
import { numeric } from './values.js'
import { write } from './write.js'

/** What may be set, and reset. */
const NAMES = /** @type {const} */ (['username', 'email', 'phone'])

/**
 * @param {import('commander').Command} program
 * @param {import('./run.js').Session} session
 */
export function account(program, session) {
  const { say, output, stop } = session
  program
    .command('account')
    .argument('<id>', say('argId'))
    .description(say('aboutAccount'))
    .option('--username <text>', say('optUsername'))
    .option('--email <address>', say('optEmail'))
    .option('--phone <number>', say('optPhone'))
    .option('--unset-username', say('optUnsetUsername'))
    .option('--unset-email', say('optUnsetEmail'))
    .option('--unset-phone', say('optUnsetPhone'))
    .option('--new-password-stdin', say('optNewPassword'))
    .addHelpText('after', () => `\n${say('helpAccount')}`)
    .action(async (id, _, command) => {
      const options = command.optsWithGlobals()
      /** @type {Record<string, string | null>} */
      const changes = {}
      for (const name of NAMES) {
        const isReset = options[`unset${name[0]?.toUpperCase()}${name.slice(1)}`]
        const value = options[name]
        if (isReset && value !== undefined) throw usage('setAndUnset', { option: `--${name}`, other: `--unset-${name}` })
        if (isReset || value !== undefined) changes[name] = isReset ? null : value
      }
      if (Object.keys(changes).length === 0 && !options.newPasswordStdin) throw usage('noAccountChange')
      const users = await connect(session, options)
      if (options.newPasswordStdin) changes.newPassword = await newPassword(session)
      const user = /** @type {number} */ (numeric(id))
      output.object(await write(users.updateAccount(user, changes, { signal: stop.signal }), say))
    })
}

/**
 * The new password: what is piped in, but for the end of its line, or typed unseen, twice.
 *
 * @param {import('./run.js').Session} session
 */
async function newPassword({ say, stop }) {
  if (!process.stdin.isTTY) return oneLine(await piped(stop))
  const password = await ask(say('askPassword'), stop, true)
  if (password !== (await ask(say('askPasswordAgain'), stop, true))) throw usage('passwordsDiffer')
  return password
}

/** @param {import('./stop.js').Stop} stop */
async function piped(stop) {
  try {
    return await buffer(addAbortSignal(stop.signal, process.stdin))
  } catch (error) {
    throw stop.failure ?? error
  }
}

/**
 * What nobody could type is no password: it would be set, and nobody could sign in.
 *
 * @param {Uint8Array} bytes
 */
function oneLine(bytes) {
  try {
    const line = new TextDecoder('utf-8', { fatal: true }).decode(bytes).replace(/\r?\n$/, '')
    if (!/[\r\n]/.test(line)) return line
  } catch {
    // Not UTF-8: refused below.
  }
  throw usage('passwordNotOneLine')
}
