// @ts-check
import { changes, takesChanges } from './changes.js'
import { connect } from './client.js'
import { numeric } from './values.js'
import { write } from './write.js'

/**
 * @param {import('commander').Command} program
 * @param {import('./run.js').Session} session
 */
export function update(program, session) {
  const { say, output, stop } = session
  const command = program.command('update').argument('<id>', say('argId')).description(say('aboutUpdate'))
  takesChanges(command, say)
  command
    .addHelpText('after', () => `\n${say('helpUpdate')}`)
    .action(async (id, _, command) => {
      const options = command.optsWithGlobals()
      const update = await changes(options)
      const users = await connect(session, options)
      const user = /** @type {number} */ (numeric(id))
      output.object(await write(users.update(user, update, { signal: stop.signal }), say))
    })
}
