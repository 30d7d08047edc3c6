// The table of users: pages, order, columns.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openUsers, panelSuite } from './support/panel.mjs'

panelSuite()

test('users are listed, newest first', async (t) => {
  const { page, emulator } = await openUsers(t)
  const newest = emulator.snapshot().sort((left, right) => right.created_at - left.created_at)[0]
  await page.getByText(String(newest.id)).first().waitFor()
  assert.equal(emulator.counts().requests, 2)
})
