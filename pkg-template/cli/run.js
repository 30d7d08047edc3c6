// @ts-check
// One run of the command line, from its arguments to its exit code.

import { CommanderError } from 'commander'
import { program, withoutParser } from './arguments.js'
import { refuseSecrets } from './credentials.js'
import { EXIT } from './exit-codes.js'
import { fileFailure, told } from './failure.js'
import { languageOf, sayIn } from './language.js'
import { Output } from './output.js'
import { Stop } from './stop.js'

/**
 * @typedef {object} Session what a command works with
 * @property {import('./language.js').Say} say
 * @property {Output} output
 * @property {Stop} stop
 * @property {number} exitCode what to end with, unless something fails
 */

/**
 * @param {string[]} args
 * @returns {Promise<number>} the exit code
 */
export async function run(args) {
  const say = sayIn(languageOf(args, process.env))
  /** @type {Session} */
  const session = { say, output: new Output(args.includes('--json')), stop: new Stop(), exitCode: EXIT.done }
  const { output } = session
  const parser = program(session)
  /** @param {unknown} failure */
  const tell = (failure) => {
    const { json, lines, exitCode } = told(failure, say, parser.optionOf)
    if (output.isJson && output.error === undefined) output.result(json, () => [])
    else output.note(lines.join('\n'))
    return exitCode
  }
  try {
    refuseSecrets(args)
    await parser.parseAsync(args, { from: 'user' })
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) {
      const text = parser.printed()
      output.result(error.code === 'commander.version' ? { version: text } : { help: text }, () => [text])
    } else if (error !== output.error) {
      session.exitCode = tell(error instanceof CommanderError ? withoutParser(error) : error)
    }
  }
  await output.written()
  return session.exitCode || unwritten(output.error, tell)
}

/**
 * What to end with when the result could not be written.
 *
 * @param {NodeJS.ErrnoException | undefined} error
 * @param {(failure: unknown) => number} tell
 */
function unwritten(error, tell) {
  if (error === undefined) return EXIT.done
  // Who read has seen enough, as `| head` does.
  return error.code === 'EPIPE' ? EXIT.unread : tell(fileFailure('stdout', error))
}
