// @ts-check
// One run of the command line, from its arguments to its exit code.

import { CommanderError } from 'commander'
import { program, withoutParser } from './arguments.js'
import { refuseSecrets } from './credentials.js'
import { EXIT } from './exit-codes.js'
import { told } from './failure.js'
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
  const parser = program(session)
  try {
    refuseSecrets(args)
    await parser.parseAsync(args, { from: 'user' })
    return session.exitCode
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return EXIT.done
    const failure = error instanceof CommanderError ? withoutParser(error) : error
    const { json, lines, exitCode } = told(failure, say, parser.optionOf)
    if (session.output.isJson) session.output.result(json, () => [])
    else session.output.note(lines.join('\n'))
    return exitCode
  }
}
