// @ts-check
// `--set level=3 --increment points=1 --unset note` as the update of the library.

import { usage } from './failure.js'
import { assignment } from './values.js'

/** @typedef {import('./language.js').Key} Key */

/** The options, each with what it takes. Those that take items gather the items of several. */
const KINDS = /** @type {const} */ ({
  set: { takes: 'value', key: 'optSet' },
  increment: { takes: 'value', key: 'optIncrement' },
  unset: { takes: 'nothing', key: 'optUnset' },
  append: { takes: 'items', key: 'optAppend' },
  appendUnique: { takes: 'items', key: 'optAppendUnique' },
  remove: { takes: 'items', key: 'optRemove' },
  merge: { takes: 'value', key: 'optMerge' },
  pop: { takes: 'nothing', key: 'optPop' },
  shift: { takes: 'nothing', key: 'optShift' },
})

/** @typedef {keyof typeof KINDS} Kind */

/** @param {string} kind */
const optionOf = (kind) => `--${kind.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`

/**
 * The texts of an option that may be given several times.
 *
 * @param {string} text
 * @param {string[]} [earlier]
 */
export const gathered = (text, earlier = []) => [...earlier, text]

/**
 * Adds the options to a command.
 *
 * @param {import('commander').Command} command
 * @param {import('./language.js').Say} say
 */
export function takesChanges(command, say) {
  for (const [kind, { takes, key }] of Object.entries(KINDS)) {
    const flags = `${optionOf(kind)} <${takes === 'nothing' ? 'field' : 'field=value'}>`
    command.option(flags, say(key), gathered)
  }
}

/**
 * @param {Partial<Record<Kind, string[]>>} options
 * @returns {Promise<Record<string, any>>}
 */
export async function changes(options) {
  const library = await import('../src/index.js')
  /** @type {Map<string, { kind: Kind, operand: unknown }>} */
  const fields = new Map()
  for (const [name, { takes }] of Object.entries(KINDS)) {
    const kind = /** @type {Kind} */ (name)
    for (const text of options[kind] ?? []) {
      const [field, operand] = takes === 'nothing' ? [text, undefined] : assignment(optionOf(kind), text)
      const earlier = fields.get(field)
      if (earlier && !(takes === 'items' && earlier.kind === kind)) throw usage('changedTwice', { field })
      const items = takes === 'items' ? [earlier?.operand ?? [], operand].flat() : operand
      fields.set(field, { kind, operand: items })
    }
  }
  if (fields.size === 0) throw usage('noChange')
  const made = [...fields].map(([field, { kind, operand }]) => [field, kind === 'set' ? operand : library[kind](operand)])
  return Object.fromEntries(made)
}
