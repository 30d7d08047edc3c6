// Values that an operator types: what would be sent as something else is told, and not sent.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openUsers, panelSuite } from './support/panel.mjs'
import { choose, edit, fieldOf, save } from './support/user.mjs'

panelSuite()

const USER = { id: 7_000_001, created_at: 1_600_000_000, updated_at: 1_600_000_000, nickname: 'Tom', address: { number: 5 } }

const open = (t, user = USER) =>
  openUsers(t, { emulator: { users: [user], fields: { address: 'object', note: 'string' } }, search: `?user=${USER.id}` })

for (const [what, text, told] of [
  ['an integer beyond 2^53', '{ "number": 9007199254740993 }', 'This number has more digits than can be sent exactly.'],
  ['one within a list', '{ "numbers": [1, [12345678901234567890]] }', 'This number has more digits than can be sent exactly.'],
  ['a change in place of a value', '{ "$incr_by": 1 }', 'A key with $ first would be a change, not a value: choose it as the operation.'],
]) {
  test(`${what} is no value of an object, and nothing is sent`, async (t) => {
    const { page, emulator } = await open(t)
    const field = await edit(page, 'address')
    const input = field.getByRole('textbox', { name: 'Value for address' })
    await input.fill(text)
    await field.getByText(told, { exact: false }).waitFor()
    assert.equal(await input.getAttribute('aria-invalid'), 'true')
    await page.getByRole('button', { name: 'Review and save…' }).click()
    assert.equal(await page.getByRole('dialog', { name: 'Review the request' }).count(), 0)
    assert.equal(emulator.counts().writes, 0)
    // What is exact goes.
    await input.fill('{ "number": 9007199254740991 }')
    await save(page)
    assert.deepEqual(emulator.snapshot()[0].address, { number: 9_007_199_254_740_991 })
  })
}

test('a stored object whose digits were lost on the way is not offered to be set again', async (t) => {
  const { page, emulator } = await open(t, { ...USER, address: { number: 2 ** 60, street: 'old' } })
  const field = await edit(page, 'address')
  assert.equal(await field.getByRole('textbox', { name: 'Value for address' }).inputValue(), '')
  await choose(page, 'address', 'Merge keys')
  await fieldOf(page, 'address').getByRole('textbox', { name: 'Value for address' }).fill('{ "street": "new" }')
  await save(page)
  assert.deepEqual(emulator.snapshot()[0].address, { number: 2 ** 60, street: 'new' })
})
