// @ts-check
// Questions on a terminal, beside the standard output.

import { createInterface } from 'node:readline'
import { Writable } from 'node:stream'
import { EXIT } from './exit-codes.js'
import { Failure } from './failure.js'

/** Whether there is somebody to ask. */
export const canAsk = () => Boolean(process.stdin.isTTY && process.stderr.isTTY)

/**
 * Asks for a line.
 *
 * @param {string} question
 * @param {import('./stop.js').Stop} stop
 * @param {boolean} isHidden whether what is typed stays unseen
 * @returns {Promise<string>}
 */
export function ask(question, stop, isHidden = false) {
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() })
  const output = isHidden ? nowhere : process.stderr
  const { signal } = stop
  const lines = createInterface({ input: process.stdin, output, terminal: true, historySize: 0, signal })
  // Only now, when what is typed is not shown any more.
  if (isHidden) process.stderr.write(question)
  return new Promise((resolve, reject) => {
    // A signal, or Ctrl-C and Ctrl-D: on a terminal that is read key by key, neither is one.
    lines.once('close', () => {
      process.stderr.write(isHidden || stop.failure ? '\n' : '')
      reject(stop.failure ?? new Failure('stopped', EXIT.stopped, 'stopped'))
    })
    lines.question(isHidden ? '' : question, (answer) => {
      resolve(answer)
      lines.close()
    })
  })
}
