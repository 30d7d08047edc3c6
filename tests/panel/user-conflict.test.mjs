// A save of one user while somebody else is faster.
import assert from 'node:assert/strict'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { test } from 'node:test'
import { panelSuite } from './support/panel.mjs'
import { ID, openTom } from './support/tom.mjs'
import { changeSilently, choose, edit, review, save, typeItems, untilSaved } from './support/user.mjs'

const { UsersClient } = createRequire(join(process.env.MINAPP_CONSUMER, 'caller.cjs'))('minapp-users')

panelSuite()

/** Another one who works on the same users. */
const other = (emulator) => new UsersClient({ auth: { token: 'of-another-one' }, baseUrl: emulator.url })

test('what somebody else wrote before the review is compared: mine is kept, or theirs is taken, field by field', async (t) => {
  const { page, emulator, stored } = await openTom(t)
  await (await edit(page, 'note')).getByRole('textbox').fill('mine')
  await edit(page, 'level')
  await choose(page, 'level', 'Add to number')
  await page.getByRole('spinbutton').fill('1')
  await other(emulator).update(ID, { note: 'theirs', level: 7 })
  await page.getByRole('button', { name: 'Review and save…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Somebody else was faster' })
  const note = dialog.getByRole('group', { name: 'note', exact: true })
  assert.deepEqual(await note.locator('dd').allInnerTexts(), ['old', 'theirs', 'mine'])
  const goOn = dialog.getByRole('button', { name: 'Look at the request' })
  await note.getByRole('radio', { name: 'Take theirs' }).check()
  assert(await goOn.isDisabled())
  await dialog.getByRole('group', { name: 'level', exact: true }).getByRole('radio', { name: 'Keep mine' }).check()
  await goOn.click()
  await page.getByRole('dialog').getByRole('button', { name: 'Send' }).click()
  await untilSaved(page)
  assert.deepEqual([stored().note, stored().level], ['theirs', 8])
})

test('what somebody else writes between the review and the save is not overwritten', async (t) => {
  const { page, emulator, stored } = await openTom(t)
  await (await edit(page, 'note')).getByRole('textbox').fill('mine')
  const dialog = await review(page)
  await other(emulator).update(ID, { note: 'theirs' })
  await dialog.getByRole('button', { name: 'Send' }).click()
  const conflict = page.getByRole('dialog', { name: 'Somebody else was faster' })
  await conflict.getByRole('radio', { name: 'Keep mine' }).check()
  assert.equal(stored().note, 'theirs')
  await conflict.getByRole('button', { name: 'Look at the request' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Send' }).click()
  await untilSaved(page)
  assert.equal(stored().note, 'mine')
})

test('nor within one second, which leaves updated_at as it was', async (t) => {
  const { page, emulator, stored } = await openTom(t)
  const editor = await edit(page, 'tags')
  await typeItems(page, 'tags', ['mine'])
  await (await edit(page, 'points')).getByRole('spinbutton').fill('1')
  const dialog = await review(page)
  changeSilently(emulator, ID, { tags: ['theirs'], points: 4 })
  await dialog.getByRole('button', { name: 'Send' }).click()
  const conflict = page.getByRole('dialog', { name: 'Somebody else was faster' })
  for (const name of ['tags', 'points']) {
    await conflict.getByRole('group', { name, exact: true }).getByRole('radio', { name: 'Take theirs' }).check()
  }
  assert.deepEqual([stored().tags, stored().points], [['theirs'], 4])
  await conflict.getByRole('button', { name: 'Look at the request' }).click()
  await page.getByText('No unsaved changes').waitFor()
  await editor.getByText('theirs').waitFor()
})

test('a change of another field alone makes one look again, and nothing more', async (t) => {
  const { page, emulator, stored } = await openTom(t)
  await edit(page, 'level')
  await choose(page, 'level', 'Add to number')
  await page.getByRole('spinbutton').fill('5')
  const dialog = await review(page)
  await other(emulator).update(ID, { vip: true })
  await dialog.getByRole('button', { name: 'Send' }).click()
  const conflict = page.getByRole('dialog', { name: 'Somebody else was faster' })
  await conflict.getByText(/meanwhile: vip\. Nothing was written/).waitFor()
  assert.equal(stored().level, 3)
  await conflict.getByRole('button', { name: 'Look at the request' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Send' }).click()
  await untilSaved(page)
  assert.deepEqual([stored().level, stored().vip], [8, true])
})

test('an object, which the server does not compare, is read until its second is over', async (t) => {
  const { page, emulator } = await openTom(t, { changes: { updated_at: Math.floor(Date.now() / 1000) } })
  await (await edit(page, 'address')).getByRole('textbox').fill('{"city": "mine"}')
  const isRead = (response) => response.request().method() === 'GET' && response.url().includes(`/${ID}/`)
  const first = page.waitForResponse(isRead)
  await page.getByRole('button', { name: 'Review and save…' }).click()
  await (await first).finished()
  changeSilently(emulator, ID, { address: { city: 'theirs' } })
  const conflict = page.getByRole('dialog', { name: 'Somebody else was faster' })
  await conflict.getByText('{"city":"theirs"}').waitFor()
})

test('a user without updated_at is saved, and what nothing guards is said', async (t) => {
  const { page, stored } = await openTom(t, { changes: { updated_at: null, note: null } })
  await (await edit(page, 'note')).getByRole('textbox').fill('x')
  await (await edit(page, 'address')).getByRole('textbox').fill('{"city": "y"}')
  const dialog = await review(page)
  await dialog.getByText(/writes into address just now would be overwritten/).waitFor()
  assert.match(await dialog.getByLabel('Query, decoded').innerText(), /\{"updated_at":\{"\$isnull":true\}\},\{"note":\{"\$isnull":true\}\}/)
  await dialog.getByRole('button', { name: 'Send' }).click()
  await untilSaved(page)
  assert.deepEqual([stored().note, stored().address], ['x', { city: 'y' }])
})

test('a user that is deleted meanwhile is told', async (t) => {
  const { page, emulator } = await openTom(t)
  await (await edit(page, 'note')).getByRole('textbox').fill('x')
  const dialog = await review(page)
  emulator.remove([ID])
  await dialog.getByRole('button', { name: 'Send' }).click()
  await page.getByRole('dialog', { name: 'Not saved' }).getByText('There is no such user').waitFor()
})
