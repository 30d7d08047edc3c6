// @ts-check
import { connect } from './client.js'
import { condition } from './condition.js'

/**
 * @param {import('commander').Command} program
 * @param {import('./run.js').Session} session
 */
export function count(program, session) {
  const { say, output, stop } = session
  program
    .command('count')
    .description(say('aboutCount'))
    .option('--where <condition>', say('optWhere'))
    .addHelpText('after', () => `\n${say('helpCount')}`)
    .action(async (_, command) => {
      const { where, ...common } = command.optsWithGlobals()
      const only = await condition(where)
      const users = await connect(session, common)
      const number = await users.count(only, { signal: stop.signal })
      output.result({ count: number }, () => [String(number)])
    })
}
