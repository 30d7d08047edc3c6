// Runs a job as a careful caller does: it keeps the checkpoint of each step, whole or not at all, before it goes on; and
// when a step fails, it asks again after a pause. It tells each step on a line.
// One that is going to be killed waits for it, even if its job is done.
// node worker.mjs '{"url":"http://…","name":"…","file":"…","isDoomed":false}'
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { consumerPackage } from '../installed.mjs'
import { JOBS } from './jobs.mjs'

/** A server that fails so often in a row has gone for good. */
const MOST_FAILURES = 300

const { url, name, file, isDoomed } = JSON.parse(process.argv[2])
const { MinappError, UsersClient } = await consumerPackage('.')

const users = new UsersClient({
  auth: { token: 'a-token' },
  baseUrl: url,
  timeoutMs: 5000,
  retry: { maxRetries: 2, baseDelayMs: 1, maxDelayMs: 10, attemptTimeoutMs: 400 },
})
const checkpoint = existsSync(file) ? readFileSync(file, 'utf8') : undefined
const job = users.updateAll({ ...JOBS[name], checkpoint })

const tell = (what) => console.log(JSON.stringify(what))

for (let failures = 0; ; ) {
  try {
    const { value, done } = await job.next()
    failures = 0
    if (done) {
      if (isDoomed) await sleep(60_000)
      tell({ report: value })
      break
    }
    writeFileSync(`${file}.new`, value.checkpoint)
    renameSync(`${file}.new`, file)
    const { checkpoint: _, ...step } = value
    tell({ step })
  } catch (error) {
    if (!MinappError.is(error) || error.code === 'internal' || ++failures > MOST_FAILURES) throw error
    tell({ failed: error.code })
    await sleep(10)
  }
}
