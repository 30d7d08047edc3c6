// What an example's comment states, compared with what came out while it runs.
import assert from 'node:assert/strict'

/** The value is what `text` says: a string itself, anything else as an expression. */
export function stated(value, text) {
  assert.deepEqual(value, typeof value === 'string' ? text : new Function(`return (${text})`)())
}
