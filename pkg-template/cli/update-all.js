// @ts-check
import { resolve } from 'node:path'
import { changes, takesChanges } from './changes.js'
import { cut } from './cells.js'
import { CheckpointFile } from './checkpoint-file.js'
import { connect } from './client.js'
import { condition } from './condition.js'
import { EXIT } from './exit-codes.js'
import { Failure, Told, usage } from './failure.js'
import { carryOut } from './job.js'
import { lock } from './lock.js'
import { Losses } from './losses.js'
import { preview } from './preview.js'
import { Progress } from './progress.js'
import { ask, canAsk } from './prompt.js'
import { assignment, numeric } from './values.js'

/** How many requests of a dry run are shown to people. */
const SHOWN_REQUESTS = 3

/** How much of each: it names up to 1000 users. */
const SHOWN_COLUMNS = 160

/**
 * @param {import('commander').Command} program
 * @param {import('./run.js').Session} session
 */
export function updateAll(program, session) {
  const { say } = session
  const command = program
    .command('update-all')
    .description(say('aboutUpdateAll'))
    .option('--where <condition>', say('optWhereAll'))
    .option('--everyone', say('optEveryone'))
  takesChanges(command, say)
  command
    .option('--marker <field=value>', say('optMarker'))
    .option('--checkpoint <file>', say('optCheckpoint'))
    .option('--failures <file>', say('optFailures'))
    .option('--expect-max <number>', say('optExpectMax'), numeric)
    .option('--concurrency <number>', say('optConcurrency'), numeric)
    .option('--dry-run', say('optDryRun'))
    .option('--yes', say('optYes'))
    .addHelpText('after', () => `\n${say('helpUpdateAll')}`)
    .action(async (_, command) => {
      const options = command.optsWithGlobals()
      const terms = await termsOf(options)
      if (!options.dryRun && !options.yes && !canAsk()) throw usage('cannotAsk')
      // Before it is read: what another run writes to it would be carried out twice.
      if (!options.dryRun) lock(options.checkpoint)
      const file = options.checkpoint === undefined ? undefined : new CheckpointFile(options.checkpoint)
      await act(session, options, terms, file)
    })
}

/**
 * What makes the job the one that it is.
 *
 * @param {Record<string, any>} options
 */
async function termsOf(options) {
  const { where: text, everyone, marker, checkpoint, failures, dryRun } = options
  if (text !== undefined && everyone) throw usage('conflictingOption', { name: '--where', second: '--everyone' })
  if (text === undefined && !everyone) throw usage('whoIsMeant')
  if (checkpoint === undefined && !dryRun) throw usage('checkpointNeeded')
  if (failures !== undefined && checkpoint !== undefined && resolve(failures) === resolve(checkpoint)) {
    throw usage('sameFile', { option: '--failures', second: '--checkpoint' })
  }
  const update = await changes(options)
  const where = everyone ? {} : await condition(text)
  if (marker === undefined) return { where, update }
  const [field, value] = assignment('--marker', marker)
  return { where, update, marker: { field, value } }
}

/**
 * @param {import('./run.js').Session} session
 * @param {Record<string, any>} options
 * @param {{ where: any, update: any, marker?: any }} terms
 * @param {CheckpointFile | undefined} file
 */
async function act(session, options, terms, file) {
  const { say, output, stop } = session
  const { concurrency, expectMax, dryRun } = options
  const users = await connect(session, options)
  const checkpoint = file?.text
  const begin = (/** @type {unknown} */ most) =>
    users.updateAll({ ...terms, concurrency, expectMax: /** @type {number} */ (most), dryRun, checkpoint, signal: stop.signal })
  // Made before anything is asked or sent: it refuses what is wrong with the options and with the checkpoint.
  let job = begin(expectMax)
  const isDone = file?.isDone ?? false
  if (!isDone) {
    const count = await preview(session, users, terms, file)
    if (!dryRun && !options.yes) {
      await confirm(session)
      // Yes was said to so many. A job that goes on has begun with its own number.
      if (checkpoint === undefined) job = begin(Math.min(expectMax ?? count, count))
    }
  }

  const losses = new Losses(session, options.failures, file?.doubts ?? 0)
  const progress = new Progress(say)
  const ended = await carryOut(job, { stop, say, progress, losses, file: dryRun ? undefined : file })
  const { requests, ...counts } = ended.report
  const report = { ...counts, ...(dryRun ? { requests } : {}), ...(file ? { checkpoint: file.path } : {}) }
  if (ended.error !== undefined) {
    const isRefused = checkpoint === undefined && isTooMany(ended.error) && report.succeeded + report.unknown === 0
    // A job that never began is no job to go on with, and the same command would only be refused again.
    if (isRefused) file?.remove()
    const lines = file && !dryRun && !isRefused ? [...summary(say, report), say('goOn', { file: file.path })] : []
    throw new Told(ended.error, { report, lines })
  }
  session.exitCode = report.failed > 0 || report.unknown > 0 ? EXIT.unsure : EXIT.done
  output.result(report, () => {
    if (dryRun) return [...summary(say, report), ...planned(requests, say)]
    if (isDone) output.note(say('alreadyDone', { file: file?.path ?? '' }))
    else if (file) output.note(say('doneNow', { file: file.path }))
    return summary(say, report)
  })
}

/** @param {unknown} error */
const isTooMany = (error) => error instanceof Error && /** @type {any} */ (error).code === 'too_many_matches'

/** @param {import('./run.js').Session} session */
async function confirm({ say, stop }) {
  const answer = await ask(say('askToChange'), stop)
  if (!/^\s*(y|yes|是|好)\s*$/i.test(answer)) throw new Failure('stopped', EXIT.stopped, 'declined')
}

/**
 * @param {import('./language.js').Say} say
 * @param {import('../types/update-all.js').UpdateAllCounts} counts
 */
function summary(say, { matched, succeeded, failed, unknown, skipped }) {
  return [say('summary', { matched, succeeded, failed, unknown, skipped })]
}

/**
 * @param {import('../types/update-all.js').PlannedRequest[]} requests
 * @param {import('./language.js').Say} say
 */
function planned(requests, say) {
  const lines = requests.map(({ method, target, body }) => `  ${method} ${body} ${target}`)
  const shown = lines.slice(0, SHOWN_REQUESTS).map((line) => cut(line, SHOWN_COLUMNS))
  return [say('wouldSend', { count: requests.length }), ...shown, ...(requests.length > SHOWN_REQUESTS ? ['  …'] : [])]
}
