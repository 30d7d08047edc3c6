// A text as a JSON value that is sent as it was typed.

/** What may be wrong with a value that is JSON; the names are those of messages. */
export const FOUND = { inexact: true, isChange: true, notList: true }

/** The value, or what is wrong: one of {@link FOUND}, or the parser's words. */
export function readJson(text: string, kind?: 'array'): { value?: unknown; problem?: string } {
  let value
  try {
    value = JSON.parse(text) as unknown
  } catch (error) {
    return { problem: error instanceof Error ? error.message : String(error) }
  }
  const found = problemOf(value, kind)
  return found ? { problem: found } : { value }
}

function problemOf(value: unknown, kind: 'array' | undefined): keyof typeof FOUND | undefined {
  if (!isExact(value)) return 'inexact'
  // On the wire `{"$incr_by": 1}` is no value but a change; there is an operation to choose for that.
  if (isObject(value) && Object.keys(value).some((key) => key.startsWith('$'))) return 'isChange'
  return kind === 'array' && !Array.isArray(value) ? 'notList' : undefined
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null

/** Whether no integer in it has lost digits when it was read: JavaScript keeps those up to 2^53 - 1. */
export function isExact(value: unknown): boolean {
  if (isObject(value)) return Object.values(value).every(isExact)
  return !Number.isInteger(value) || Number.isSafeInteger(value)
}
