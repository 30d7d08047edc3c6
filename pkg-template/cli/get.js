// @ts-check
import { connect } from './client.js'
import { names, numeric } from './values.js'

/**
 * @param {import('commander').Command} program
 * @param {import('./run.js').Session} session
 */
export function get(program, session) {
  const { say, output, stop } = session
  program
    .command('get')
    .argument('<id>', say('argId'))
    .description(say('aboutGet'))
    .option('--select <fields>', say('optSelect'), names)
    .addHelpText('after', () => `\n${say('helpGet')}`)
    .action(async (id, _, command) => {
      const { select, ...common } = command.optsWithGlobals()
      const users = await connect(session, common)
      output.object(await users.get(/** @type {number} */ (numeric(id)), { select, signal: stop.signal }))
    })
}
