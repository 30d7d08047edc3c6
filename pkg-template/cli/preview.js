// @ts-check
// Who is going to be changed, and how, before the question.

import { cell } from './cells.js'

/** How many users are shown. */
const EXAMPLES = 3

/**
 * @param {import('./run.js').Session} session
 * @param {import('../types/client.js').UsersClient} users
 * @param {{ where: any, update: Record<string, unknown>, marker?: { field: string, value: unknown } }} terms
 * @param {import('./checkpoint-file.js').CheckpointFile | undefined} file
 * @returns how many match
 */
export async function preview({ say, output, stop }, users, { where, update, marker }, file) {
  const changed = Object.keys(update).filter((name) => !name.startsWith('$'))
  const fields = [...new Set([...changed, ...(marker ? [marker.field] : [])])]
  const select = ['id', 'nickname', ...fields]
  const options = { where, select, orderBy: 'id', limit: EXAMPLES, withCount: true, signal: stop.signal }
  const page = await users.list(options)
  const count = page.meta.total_count ?? 0
  if (file?.text !== undefined) output.note(say('resumes', { file: file.path }))
  output.note(say('matchNow', { count }))
  const { lines } = output.table(page.objects, select, process.stderr)
  if (count > 0) for (const line of lines) output.note(`  ${line}`)
  output.note(say('willChange'))
  const changes = { ...update, ...(marker ? { [marker.field]: marker.value } : {}) }
  for (const [field, change] of Object.entries(changes)) output.note(`  ${cell('', field)}: ${cell('', change)}`)
  return count
}
