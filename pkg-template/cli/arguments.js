// @ts-check
// The commands and options that there are, and the parser's own words in the language of the session.

import { Command, Option } from 'commander'
import { account } from './account.js'
import { width } from './cells.js'
import { count } from './count.js'
import { emulator } from './emulator.js'
import { exportTo } from './export.js'
import { usage } from './failure.js'
import { get } from './get.js'
import { LANGUAGE_NAMES } from './language.js'
import { list } from './list.js'
import { updateAll } from './update-all.js'
import { update } from './update.js'

/** @typedef {import('./language.js').Key} Key */

/** The parser's headings. @type {Record<string, Key>} */
const TITLES = {
  'Usage:': 'titleUsage',
  'Arguments:': 'titleArguments',
  'Options:': 'titleOptions',
  'Global Options:': 'titleGlobalOptions',
  'Commands:': 'titleCommands',
}

/** What the parser refuses, by its code. @type {Record<string, Key>} */
const REFUSALS = {
  'commander.missingArgument': 'missingArgument',
  'commander.optionMissingArgument': 'optionMissingArgument',
  'commander.unknownOption': 'unknownOption',
  'commander.excessArguments': 'excessArguments',
  'commander.unknownCommand': 'unknownCommand',
  'commander.invalidArgument': 'invalidChoice',
}

/**
 * The whole command line. `optionOf` tells which option of the command that ran is behind the argument that a message of
 * the library begins with, `printed` the help or the version, where that was asked for.
 *
 * @param {import('./run.js').Session} session
 */
export function program(session) {
  const { say } = session
  /** @type {Command | undefined} */
  let running
  let printed = ''
  const root = new Command('minapp-users')
    .description(say('aboutProgram'))
    .usage(say('usageProgram'))
    .version(MINAPP_USERS_VERSION, '-V, --version', say('optVersion'))
    .option('--json', say('optJson'))
    .option('--base-url <url>', say('optBaseUrl'))
    .option('--env-id <id>', say('optEnvId'))
    .option('--timeout-ms <number>', say('optTimeoutMs'))
    .option('--max-retries <number>', say('optMaxRetries'))
    .addOption(new Option('--lang <language>', say('optLang')).choices(LANGUAGE_NAMES))
    .helpOption('-h, --help', say('optHelp'))
    .helpCommand('help [command]', say('aboutHelp'))
    .addHelpText('after', () => `\n${say('helpProgram')}`)
    .hook('preAction', (_, command) => void (running = command))
  for (const command of [list, count, get, update, updateAll, account, exportTo, emulator]) command(root, session)
  for (const command of [root, ...root.commands]) {
    command
      .exitOverride()
      .configureOutput({ writeOut: (text) => void (printed += text), writeErr: () => {}, outputError: () => {} })
      .configureHelp({
        displayWidth: width,
        showGlobalOptions: true,
        styleTitle: (title) => (TITLES[title] ? say(TITLES[title]) : title),
        optionDescription: ({ description }) => description,
        subcommandTerm: (it) => [it.name(), ...it.registeredArguments.map((argument) => `<${argument.name()}>`)].join(' '),
      })
    if (command !== root) command.usage(usageOf(command, say)).helpOption('-h, --help', say('optHelp'))
  }
  const optionOf = (/** @type {string} */ message) => {
    const path = /^[\w.]+/.exec(message)?.[0] ?? ''
    if (path === 'auth.token') return 'MINAPP_TOKEN'
    const name = path.startsWith('retry.') ? path.slice('retry.'.length) : path.split('.')[0]
    const options = [...(running?.options ?? []), ...root.options]
    return options.find((option) => option.attributeName() === name)?.long ?? undefined
  }
  return Object.assign(root, { optionOf, printed: () => printed.trimEnd() })
}

/**
 * @param {Command} command
 * @param {import('./language.js').Say} say
 */
function usageOf(command, say) {
  return [...command.registeredArguments.map((argument) => `<${argument.name()}>`), say('usageOptions')].join(' ')
}

/**
 * What the parser refused, as a failure that has its sentence in each language. Of an unknown option no more is repeated
 * than its letter: the rest may be a secret.
 *
 * @param {import('commander').CommanderError} error
 */
export function withoutParser({ code, message }) {
  if (code === 'commander.help') return usage('noCommand')
  const [, first = ''] = /'([^']*)'/.exec(message) ?? []
  const [, guess] = /\(Did you mean (?:one of )?(.+)\?\)/.exec(message) ?? []
  const [, choices = ''] = /Allowed choices are (.+)\.$/.exec(message) ?? []
  const name = code !== 'commander.unknownOption' ? first : first.startsWith('--') ? '--…' : first.slice(0, 2)
  const key = REFUSALS[code]
  if (!key) return new Error(message)
  if (guess && key === 'unknownOption') return usage('unknownOptionGuess', { name, guess })
  if (guess && key === 'unknownCommand') return usage('unknownCommandGuess', { name, guess })
  return usage(key, { name, choices })
}
