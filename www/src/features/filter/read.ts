// A text, in the short form or the wire's JSON, as a condition.
import { parseTree } from 'jsonc-parser'
import type { Where } from 'minapp-users'
import { readCondition } from '../users/address'
import { type Complained, complained } from './complaint'
import { isJson } from './json'

/** A condition, `undefined` for everyone; or what is wrong with what should say one. */
export type Reading =
  | { readonly where: Where | undefined; readonly complaint?: undefined }
  | { readonly where?: undefined; readonly complaint: Complained }

/** Reads the short form. */
export function readText(text: string): Reading {
  const { where, error } = readCondition(text)
  return error ? { complaint: complained(error) } : { where }
}

/** Reads JSON. The package reads it as a part of its short form, and so tells the place of every mistake. */
export function readJson(text: string): Reading {
  if (text.trim() === '') return { where: undefined }
  return notOneObject(text) ?? readText(text)
}

/** What the short form allows and JSON does not: other conditions than an object, or more than one. */
function notOneObject(text: string): Reading | undefined {
  const root = parseTree(text)
  const start = text.search(/\S/)
  const end = root ? root.offset + root.length : text.length
  if (text[start] !== '{') {
    return { complaint: { from: start, to: Math.max(end, start + 1), about: { text: 'notAnObject' } } }
  }
  const rest = text.slice(end)
  if (rest.trim() === '' || !isJson(text.slice(0, end))) return undefined
  const from = end + rest.search(/\S/)
  return { complaint: { from, to: text.trimEnd().length, about: { text: 'afterTheEnd' } } }
}
