// @ts-check
// Which language to speak, and the sentences in it.

import en from './messages/en.js'
import zh from './messages/zh.js'

/** @typedef {keyof typeof en} Key */
/** @typedef {(key: Key, parts?: Record<string, string | number>) => string} Say */

/** @type {Record<string, Record<Key, string>>} */
const LANGUAGES = { en, zh }

export const LANGUAGE_NAMES = Object.keys(LANGUAGES)

/**
 * The language that `--lang` asks for, or the locale: `LC_ALL`, `LC_MESSAGES`, `LANG`, or else what the system says.
 *
 * @param {readonly string[]} args
 * @param {NodeJS.ProcessEnv} env
 */
export function languageOf(args, env) {
  const asked = optionIn(args, '--lang')
  if (asked && Object.hasOwn(LANGUAGES, asked)) return asked
  const locale = env.LC_ALL || env.LC_MESSAGES || env.LANG || Intl.DateTimeFormat().resolvedOptions().locale
  return /^zh([-_.@]|$)/i.test(locale) ? 'zh' : 'en'
}

/**
 * Read before the arguments are parsed: their mistakes are told in this language, too.
 *
 * @param {readonly string[]} args
 * @param {string} name
 */
function optionIn(args, name) {
  const index = args.findIndex((arg) => arg === name || arg.startsWith(`${name}=`))
  if (index === -1) return undefined
  return args[index] === name ? args[index + 1] : args[index]?.slice(name.length + 1)
}

/**
 * @param {string} language
 * @returns {Say}
 */
export function sayIn(language) {
  const messages = LANGUAGES[language] ?? en
  return (key, parts = {}) => messages[key].replace(/\{(\w+)\}/g, (_, name) => String(parts[name] ?? ''))
}
