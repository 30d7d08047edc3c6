// The rows about minapp-fetch: what the right side sends is what the last column says. The left one is marked as unchecked.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { condition, line, rowsBelow, sent } from './tables.mjs'

const FETCH = '## minapp-fetch'

describe('conditions', () => {
  for (const [old, ours, where] of rowsBelow(FETCH, '### Conditions')) {
    test(old.code, () => assert.equal(JSON.stringify(condition(ours.code)), where.code))
  }
})

describe('calls', () => {
  for (const [old, ours, request] of rowsBelow(FETCH, '### Calls')) {
    test(old.code, async () => assert.equal(line(await sent(ours.code)), request.code))
  }
})
