// @ts-check
// What is typed, as the values that it stands for.

import { usage } from './failure.js'

/**
 * A number, if the text is the one way to write it; any other text stays text, for the library to refuse as it was typed.
 *
 * @param {string} text
 */
export function numeric(text) {
  const number = Number(text)
  return String(number) === text ? number : text
}

/** @param {string} text */
export const names = (text) => text.split(',').map((name) => name.trim())

/**
 * `field=value`, the value JSON or text.
 *
 * @param {string} option
 * @param {string} text
 * @returns {[string, unknown]}
 */
export function assignment(option, text) {
  const index = text.indexOf('=')
  if (index < 1) throw usage('notAssignment', { option, text })
  return [text.slice(0, index), value(option, text.slice(index + 1))]
}

/** Strings, and the numbers outside of them. */
const TOKENS = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g

/**
 * JSON where it is JSON, and else the text itself: `3`, `true`, `["gold"]`, `"3"`; `gold`, `007`.
 *
 * @param {string} option
 * @param {string} text
 * @returns {unknown}
 */
function value(option, text) {
  let json
  try {
    json = JSON.parse(text)
  } catch {
    if (/^\s*[[{"]/.test(text)) throw usage('notJson', { option, text })
    return text
  }
  for (const [token] of text.matchAll(TOKENS)) {
    if (token.startsWith('"')) continue
    const isKept = /^-?\d+$/.test(token) ? Number.isSafeInteger(Number(token)) : Number.isFinite(Number(token))
    if (!isKept) throw usage('roundedNumber', { option, text: token })
  }
  return json
}
