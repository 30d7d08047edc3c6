// What is typed, and the JSON that it stands for.
import { isJson, parsed } from '../json'
import { type Operator, shapeOf, type Type, typesOf } from './operators'
import type { Entry } from './tree'

/** The JSON of what was typed, as it will stand in the condition; nothing where it is not of the type. */
export function toJson(entry: string, type: Type): string | undefined {
  switch (type) {
    case 'text':
      return JSON.stringify(entry)
    case 'number':
      // Kept as it is typed: whether JavaScript can hold the number is the package's to say.
      return typeof parsed(entry) === 'number' ? entry : undefined
    case 'boolean':
      return entry
    case 'json':
      return isJson(entry) ? entry : undefined
  }
}

/** The entries that say `operand`, in the first type that can. */
export function fromOperand(operator: Operator, operand: unknown): { type: Type; entries: readonly Entry[] } {
  const items = shapeOf(operator) === 'one' ? [operand] : Array.isArray(operand) ? operand : []
  for (const type of typesOf(operator)) {
    if (type === 'json') break
    const entries = items.map((item) => entryOf(item, type))
    if (entries.includes(undefined) || !fits(operator, entries)) continue
    return { type, entries }
  }
  return { type: 'json', entries: [JSON.stringify(operand)] }
}

function fits(operator: Operator, entries: readonly Entry[]): boolean {
  switch (shapeOf(operator)) {
    case 'one':
      return true
    case 'two':
      return entries.length === 2
    case 'many':
      // A list is shown as tags, where an empty one is a list not yet begun, and each stands once and is not empty.
      return entries.length > 0 && new Set(entries).size === entries.length && !entries.includes('')
  }
}

function entryOf(value: unknown, type: Type): Entry {
  if (type === 'text') return typeof value === 'string' ? value : undefined
  if (type === 'number') return typeof value === 'number' ? JSON.stringify(value) : undefined
  return typeof value === 'boolean' ? String(value) : undefined
}
