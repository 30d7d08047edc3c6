// Which field a refusal is about, in the server's words or the package's.
import { MinappError } from 'minapp-users'

/** What the server said, without the frame around it; the package's own words where it did not get so far. */
export function wordsOf(error: unknown): string {
  if (!MinappError.is(error)) return error instanceof Error ? error.message : String(error)
  return messageIn(error.body) ?? error.message
}

function messageIn(body: string | undefined): string | undefined {
  try {
    const { error_msg, message, error_message } = JSON.parse(body ?? '') as Record<string, unknown>
    return [error_msg, message, error_message].find((words) => typeof words === 'string')
  } catch {
    // Not JSON, or cut off after 500 characters.
    return undefined
  }
}

/** The field that is named first; of two that begin alike, the longer one. Nothing where none is. */
export function fieldNamed(words: string, fields: readonly string[]): string | undefined {
  const places = fields
    .map((name) => ({ name, at: placeOf(words, name) }))
    .filter(({ at }) => at >= 0)
    .sort((left, right) => left.at - right.at || right.name.length - left.name.length)
  return places[0]?.name
}

/** Where a name stands as a word of its own. */
function placeOf(words: string, name: string): number {
  for (let at = words.indexOf(name); at >= 0; at = words.indexOf(name, at + 1)) {
    const around = (words[at - 1] ?? ' ') + (words[at + name.length] ?? ' ')
    if (!/[\p{L}\p{N}_]/u.test(around)) return at
  }
  return -1
}
