// What is wrong with a filter, and where.
import type { WhereSyntaxError } from 'minapp-users/text'

/** In the package's words; or, of what never reaches the package, a text of the panel's own. */
export type Complaint =
  | { readonly words: string; readonly text?: undefined }
  | { readonly text: 'afterTheEnd' | 'notAnObject' | 'notJson' | 'notANumber'; readonly words?: undefined }

/** A complaint about a part of a text, in code units of UTF-16. */
export interface Complained {
  readonly from: number
  /** The same as `from` where something is missing. */
  readonly to: number
  readonly about: Complaint
}

/** The package's words without the place, which is shown in its own way. */
export function complained(error: WhereSyntaxError): Complained {
  const { message, line, column, start, end } = error
  const places = [`where: column ${column}: `, `where: line ${line}, column ${column}: `]
  const place = places.find((start) => message.startsWith(start)) ?? ''
  return { from: start, to: end, about: { words: message.slice(place.length) } }
}

/** Line and column of a place, both from 1 on. */
export function lineAndColumn(text: string, at: number): { line: number; column: number } {
  const lines = text.slice(0, at).split('\n')
  return { line: lines.length, column: lines.at(-1)!.length + 1 }
}

