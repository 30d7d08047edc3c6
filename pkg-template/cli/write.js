// @ts-check
import { Failure, Told } from './failure.js'

/**
 * A write that was stopped may have been carried out.
 *
 * @template T
 * @param {Promise<T>} writing
 * @param {import('./language.js').Say} say
 */
export async function write(writing, say) {
  try {
    return await writing
  } catch (error) {
    const isStopped = error instanceof Failure && error.code === 'stopped'
    throw isStopped ? new Told(error, { outcome: 'unknown', lines: [`  ${say('outcomeUnknown')}`] }) : error
  }
}
