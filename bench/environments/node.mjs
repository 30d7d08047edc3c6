// Runs a case in a fresh process of Node.
import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const WORKER = fileURLToPath(new URL('node-worker.mjs', import.meta.url))

/** @param {import('./run-case.mjs').Task} task @param {(what: string) => void} progress */
export function runInNode(task, progress) {
  return new Promise((resolve, reject) => {
    const child = fork(WORKER, [JSON.stringify(task)], { execArgv: ['--expose-gc'] })
    child.on('message', (/** @type {any} */ { progress: what, outcome, error }) => {
      if (what !== undefined) progress(what)
      else if (error !== undefined) reject(new Error(error))
      else resolve(outcome)
    })
    child.on('error', reject)
    child.on('exit', (code, signal) => reject(new Error(`the process ended with ${signal ?? code} and without an outcome`)))
  })
}
