// Choosing columns: which are shown, in which order.
import { field } from 'minapp-users'
import type { FieldInfo } from '../../../data/fields'
import { PERSON } from './useColumnNames'

/** The names without one. */
export const without = (names: readonly string[], name: string) => names.filter((other) => other !== name)

/** The names with one moved by so many places; where there is no such place, as they were. */
export function moved(names: readonly string[], name: string, by: 1 | -1): readonly string[] {
  const from = names.indexOf(name)
  if (from < 0 || from + by < 0 || from + by >= names.length) return names
  return without(names, name).toSpliced(from + by, 0, name)
}

/** The fields that are not shown. */
export function hiddenFields(fields: readonly FieldInfo[], names: readonly string[]): readonly FieldInfo[] {
  return fields.filter(({ name }) => name !== PERSON && !names.includes(name))
}

/** Why a text is no name of a field, in the package's words; nothing where it is one. */
export function whyNoField(text: string): string | undefined {
  try {
    field(text).isNull()
    return undefined
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}
