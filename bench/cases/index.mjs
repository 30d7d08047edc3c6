// Every case, in the order of the report.

import emulator from './emulator.mjs'
import exporting from './export.mjs'
import get from './get.mjs'
import { importInNode, importInPage } from './import.mjs'
import { list, list1000 } from './list.mjs'
import panel from './panel.mjs'
import parallel from './parallel.mjs'
import readAll from './read-all.mjs'
import size from './size.mjs'
import steady from './steady.mjs'
import updateAll from './update-all.mjs'
import where from './where.mjs'

/**
 * @typedef {object} Case
 * @property {string} name
 * @property {string} what
 * @property {number} seconds how long a full run takes, about, in each environment
 * @property {number} rounds
 * @property {('node' | 'chromium' | 'outside')[]} [environments] where it runs: in a process of Node and in a page, or
 * outside of both; both by default
 * @property {{ users: number, quickUsers?: number, latencyMs?: number } | null} server the emulator that it runs against
 * @property {(context: any) => Promise<{ figures: Figure[], times?: unknown }>} run
 *
 * @typedef {object} Figure
 * @property {string} what
 * @property {string} unit
 * @property {number} value
 * @property {number} [low] the lower end of the middle half
 * @property {number} [high]
 * @property {{ atMost?: number, atLeast?: number }} [goal]
 */

/** @type {Case[]} */
export const cases = [get, list, list1000, where, readAll, exporting, updateAll, importInNode, importInPage, parallel, steady, size, emulator, panel]
