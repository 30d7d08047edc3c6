// @ts-check
// `minapp-users/export`: everyone who matches as a stream of bytes, in constant memory.

import { Export } from './export.js'
import { planOf } from './options.js'

/**
 * @param {unknown} users
 * @param {unknown} options
 * @param {unknown[]} surplus refused
 * @returns {ReadableStream<Uint8Array>}
 */
export function exportUsers(users, options, ...surplus) {
  const job = new Export(planOf(users, options, surplus))
  return new ReadableStream(
    {
      pull: (controller) => job.pull(controller),
      cancel: () => job.end(),
    },
    // Nothing is asked for before somebody reads.
    { highWaterMark: 0 },
  )
}
