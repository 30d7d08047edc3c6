// Runs a case where it is loaded: in Node or in a page.
import { cases } from '../cases/index.mjs'
import { interleave } from '../measure.mjs'

/**
 * @typedef {object} Task
 * @property {string} name of the case
 * @property {number} rounds
 * @property {boolean} quick
 * @property {string} [url] of its server
 * @property {number} [users] in its server
 */

/** @param {Task} task @param {any} tools what differs between Node and a page */
export function runCase(task, { libraries, clock, heap, heapNow, progress }) {
  const found = cases.find(({ name }) => name === task.name)
  const { rounds } = task
  const onRound = (round) => progress(round === 0 ? 'warming up' : `round ${round} of ${rounds}`)
  const bound = (subjects, options) => interleave(subjects, { rounds, clock, onRound, ...options })
  return found.run({ ...task, libraries, heap, heapNow, progress, interleave: bound })
}
