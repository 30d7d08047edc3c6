// @ts-check
// Carries out a job of the library, with its checkpoint in a file, until it is done, fails or is stopped.

/** @typedef {import('../types/update-all.js').UpdateAllReport} UpdateAllReport */

/**
 * Ctrl-C lets what is in flight end, a second one cuts it off; in either case the file tells where to go on.
 *
 * @param {import('../types/update-all.js').UpdateAllJob} job
 * @param {object} around
 * @param {import('./stop.js').Stop} around.stop
 * @param {import('./language.js').Say} around.say
 * @param {import('./progress.js').Progress} around.progress
 * @param {import('./losses.js').Losses} around.losses
 * @param {import('./checkpoint-file.js').CheckpointFile | undefined} around.file
 * @returns {Promise<{ report: UpdateAllReport, error?: unknown }>}
 */
export async function carryOut(job, { stop, say, progress, losses, file }) {
  /** @type {unknown} */
  let error
  try {
    // Before anything is sent: whether it can be written must not turn out later.
    file?.write(job.checkpoint)
    stop.onFirst(() => {
      progress.note(say('stopping'))
      void job.return()
    })
    for await (const step of job) {
      losses.add(step)
      file?.write(step.checkpoint)
      progress.show(step.succeeded + step.failed + step.unknown + step.skipped, step.matched)
    }
  } catch (thrown) {
    error = thrown
  }
  const { value: report } = await job.return()
  progress.stop()
  // Each of them, whether or not another one fails: what is lost is told, and what was done is in the file.
  for (const end of [() => losses.end(report), () => file?.write(job.checkpoint)]) {
    try {
      end()
    } catch (thrown) {
      error ??= thrown
    }
  }
  stop.onFirst(undefined)
  if (error === undefined && !report.done) error = stop.failure
  return error === undefined ? { report } : { report, error }
}
