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

/** Strings, with the colon that makes one a name, and the numbers outside of them. */
const TOKENS = /"(?:[^"\\]|\\.)*"(?:\s*:)?|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g

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
  let names = 0
  for (const [token] of text.matchAll(TOKENS)) {
    if (token.startsWith('"')) names += token.endsWith(':') ? 1 : 0
    else if (isRounded(Number(token))) throw usage('roundedNumber', { option, text: token })
  }
  if (names > members(json)) throw usage('nameTwice', { option, text })
  return json
}

/** Whether JavaScript cannot tell it from its neighbours, however it is written: `9007199254740993.0`. @param {number} number */
function isRounded(number) {
  return !Number.isFinite(number) || (Number.isInteger(number) && !Number.isSafeInteger(number))
}

/** How many members its objects have: fewer than there are names, if one is there twice. @param {unknown} json @returns {number} */
function members(json) {
  if (typeof json !== 'object' || json === null) return 0
  const inner = Object.values(json)
  return inner.reduce((sum, value) => sum + members(value), Array.isArray(json) ? 0 : inner.length)
}
