// @ts-check
import { readFileSync } from 'node:fs'
import { visible } from './cells.js'
import { EXIT } from './exit-codes.js'
import { Failure, fileFailure, usage } from './failure.js'
import { numeric } from './values.js'

/**
 * @param {import('commander').Command} program
 * @param {import('./run.js').Session} session
 */
export function emulator(program, session) {
  const { say, output, stop } = session
  program
    .command('emulator')
    .description(say('aboutEmulator'))
    .option('--port <number>', say('optPort'), numeric, 8787)
    .option('--users <number>', say('optUsers'), numeric, 1000)
    .option('--seed <number>', say('optSeed'), numeric, 1)
    .option('--token <text>', say('optToken'))
    .option('--client-id <id>', say('optClientId'))
    .option('--token-lifetime <seconds>', say('optTokenLifetime'), numeric)
    .option('--faults <json>', say('optFaults'))
    .option('--fault-seed <number>', say('optFaultSeed'), numeric, 1)
    .option('--control', say('optControl'))
    .addHelpText('after', () => `\n${say('helpEmulator')}`)
    .action(async (_, command) => {
      const { port, users, seed, token, clientId, tokenLifetime, faultSeed, control, faults } = command.optsWithGlobals()
      const secret = process.env.MINAPP_CLIENT_SECRET
      if (tokenLifetime !== undefined && clientId === undefined) throw usage('lifetimeNeedsApp')
      if (clientId !== undefined && !secret) throw usage('appNeedsSecret')
      const app = clientId && { clientId, clientSecret: secret, tokenLifetimeSeconds: tokenLifetime ?? 3600 }
      const more = { ...(token === undefined ? {} : { token }), ...(app ? { app } : {}) }
      const population = { port, users, seed, faultSeed, control: control === true, faults: faultsOf(faults) }
      const running = await start({ ...population, ...more })
      const ended = new Promise((resolve) => stop.onFirst(() => resolve(undefined)))
      const accepted = token ?? 'any-token'
      const lines = app && token === undefined
        ? [`export MINAPP_CLIENT_ID=${shellWord(clientId)}`, 'export MINAPP_CLIENT_SECRET=…']
        : [`export MINAPP_TOKEN=${shellWord(accepted)}`]
      output.result({ url: running.url, users, seed }, () => [
        say('emulatorListens', { users, url: running.url }),
        '',
        ...lines.map((line) => `  ${visible(line)}`),
        `  npx minapp-users list --base-url ${running.url}`,
        '',
        say('emulatorEnds'),
      ])
      // Of an address that nobody got there is no use.
      await output.written()
      if (output.error === undefined) await ended
      await running.close()
    })
}

/** @param {object} options */
async function start(options) {
  const { startEmulator } = await import('../emulator/index.js')
  try {
    return await startEmulator(options)
  } catch (error) {
    const { message, code, cause } = /** @type {any} */ (error)
    if ([code, cause?.code].includes('EADDRINUSE')) throw new Failure('file', EXIT.failed, 'portTaken', { reason: message })
    throw usage('emulatorOption', { reason: message })
  }
}

/**
 * The faults: JSON, or a file that holds it.
 *
 * @param {string | undefined} given
 */
function faultsOf(given) {
  if (given === undefined) return []
  let text = given
  if (!given.trimStart().startsWith('[')) {
    try {
      text = readFileSync(given, 'utf8')
    } catch (error) {
      throw fileFailure(given, error)
    }
  }
  try {
    return JSON.parse(text)
  } catch {
    throw usage('notJson', { option: '--faults', text: given })
  }
}

/** @param {string} text */
const shellWord = (text) => (/^[\w.@:/-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`)
