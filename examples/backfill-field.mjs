// @ts-check
// Gives a field a value for everyone: here 100 `points`.
//
//   MINAPP_TOKEN=… node backfill-field.mjs
//   MINAPP_TOKEN=any-token MINAPP_BASE_URL=http://127.0.0.1:8787 node backfill-field.mjs     (the emulator)
//
// It may end at any moment, by Ctrl-C or otherwise: run it again, and it goes on. Each user is changed once, so points that
// were spent since are not given back. That takes the custom field `note`, which nothing else may use: whoever has been
// changed has the name of the job in it. Take another name for another job.
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { UsersClient } from 'minapp-users'

const JOB = 'points-for-everyone'
const CHECKPOINT = `${JOB}.checkpoint` // in the folder where you run this; it holds ids of users

/** @type {UsersClient<{ points: number, note: string }>} */
const users = new UsersClient({ auth: { token: process.env.MINAPP_TOKEN ?? '' }, baseUrl: process.env.MINAPP_BASE_URL })

const job = users.updateAll({
  where: {}, // everyone
  update: { points: 100 },
  marker: { field: 'note', value: JOB },
  expectMax: 100_000, // stops before the first change if there are more users than you think
  checkpoint: existsSync(CHECKPOINT) ? readFileSync(CHECKPOINT, 'utf8') : undefined,
})

/** At no moment half a checkpoint is in the file. @param {string} checkpoint */
function save(checkpoint) {
  writeFileSync(`${CHECKPOINT}.new`, checkpoint, { flush: true })
  renameSync(`${CHECKPOINT}.new`, CHECKPOINT)
}

let isStopping = false
process.once('SIGINT', () => {
  isStopping = true
  console.error('waiting for what is in flight; Ctrl-C once more ends at once')
})

let isDone = false
for await (const step of job) {
  save(step.checkpoint) // before anything is sent that it tells of
  console.log(`${step.succeeded} of ${step.matched}`)
  for (const { id, code, message } of step.failures) {
    console.error(`user ${id} was not changed: ${message} (${code})`)
    process.exitCode = 1
  }
  isDone = step.done
  if (isStopping) break
}

if (isDone) {
  rmSync(CHECKPOINT)
} else {
  save(job.checkpoint)
  console.error('not done; run it again to go on')
  process.exitCode = 130
}
