// @ts-check
// `--where`: the short form or the wire's JSON, as the library reads them.

import { Told } from './failure.js'

/**
 * @param {string | undefined} text
 * @returns {Promise<any>}
 */
export async function condition(text) {
  if (text === undefined) return undefined
  const { parseWhere } = await import('../text/index.js')
  try {
    return parseWhere(text)
  } catch (error) {
    throw new Told(error, { option: '--where' })
  }
}
