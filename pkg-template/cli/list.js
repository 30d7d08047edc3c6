// @ts-check
import { connect } from './client.js'
import { condition } from './condition.js'
import { names, numeric } from './values.js'

/**
 * @param {import('commander').Command} program
 * @param {import('./run.js').Session} session
 */
export function list(program, session) {
  const { say, output, stop } = session
  program
    .command('list')
    .description(say('aboutList'))
    .option('--where <condition>', say('optWhere'))
    .option('--order-by <fields>', say('optOrderBy'), names)
    .option('--select <fields>', say('optSelect'), names)
    .option('--limit <number>', say('optLimit'), numeric)
    .option('--offset <number>', say('optOffset'), numeric)
    .option('--count', say('optCount'))
    .addHelpText('after', () => `\n${say('helpList')}`)
    .action(async (_, command) => {
      const { where, orderBy, select, limit, offset, count, ...common } = command.optsWithGlobals()
      const options = { where: await condition(where), orderBy, select, limit, offset, withCount: count }
      const users = await connect(session, common)
      const page = await users.list({ ...options, signal: stop.signal })
      output.result(page, () => {
        const isNamed = select?.every((/** @type {string} */ name) => !name.startsWith('-'))
        const { lines, hidden } = output.table(page.objects, isNamed ? select : undefined)
        if (page.objects.length === 0) output.note(say('nobody'))
        if (hidden.length > 0) output.note(say('hiddenColumns', { columns: hidden.join(', ') }))
        if (count) output.note(say('matchInAll', { count: page.meta.total_count ?? '' }))
        return page.objects.length === 0 ? [] : lines
      })
    })
}
