// Saved filters: kept in the browser under a name.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { applyLine, inAddress, line, said, shows } from './support/filter.mjs'
import { connect, openUsers, panelSuite, startEmulator } from './support/panel.mjs'

panelSuite()

const dialog = (page) => page.getByRole('dialog', { name: 'Saved filters' })
const open = async (page) => {
  await page.getByRole('button', { name: 'Saved' }).click()
  await dialog(page).waitFor()
}
const close = async (page) => {
  await page.keyboard.press('Escape')
  await dialog(page).waitFor({ state: 'detached' })
}
const save = async (page, name) => {
  await dialog(page).getByRole('textbox', { name: 'Save the current filter as' }).fill(name)
  await page.keyboard.press('Enter')
}
const names = (page) => dialog(page).getByRole('listitem').locator('.filter-saved-name').allInnerTexts()

test('a saved filter is there after a reload, and is applied, renamed and deleted', async (t) => {
  const { page, emulator } = await openUsers(t)
  await open(page)
  await dialog(page).getByText('There is no filter to save: everyone is shown.').waitFor()
  await dialog(page).getByText('No filters are saved for this connection.').waitFor()
  await close(page)

  const filter = 'level >= 45 and note != "it\'s"'
  await applyLine(page, filter)
  await inAddress(page, filter)
  await open(page)
  await save(page, '  Gold 会员 ')
  await dialog(page).getByRole('status').filter({ hasText: 'The filter “Gold 会员” was saved.' }).waitFor()
  const kept = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]))
  assert(kept.includes('Gold 会员'))
  assert(!kept.includes('a-token-of-tests'))

  await page.goto(page.url().replace(/\?.*/, ''))
  await connect(page, emulator.url)
  await open(page)
  await dialog(page).getByRole('button', { name: 'Gold 会员', exact: true }).click()
  await dialog(page).waitFor({ state: 'detached' })
  await inAddress(page, filter)
  assert.equal(await line(page).inputValue(), filter)
  await shows(page, emulator.snapshot().filter(({ level, note }) => level >= 45 && note !== "it's"))

  await open(page)
  await dialog(page).getByRole('button', { name: 'Rename: Gold 会员' }).click()
  await dialog(page).getByRole('textbox', { name: 'New name of “Gold 会员”' }).fill('Gold')
  await page.keyboard.press('Enter')
  await dialog(page).getByRole('status').filter({ hasText: 'now named “Gold”' }).waitFor()
  assert.deepEqual(await names(page), ['Gold'])
  await dialog(page).getByRole('button', { name: 'Delete: Gold' }).click()
  await page.getByRole('tooltip').getByRole('button', { name: 'Delete' }).click()
  await dialog(page).getByText('No filters are saved for this connection.').waitFor()
})

test('a name that is taken is replaced only when somebody says so', async (t) => {
  const { page } = await openUsers(t)
  await applyLine(page, 'level = 1')
  await open(page)
  await save(page, 'a')
  await save(page, 'b')
  await dialog(page).getByRole('status').filter({ hasText: '“b”' }).waitFor()
  await dialog(page).getByRole('button', { name: 'Rename: b' }).click()
  await dialog(page).getByRole('textbox', { name: 'New name of “b”' }).fill('a')
  await dialog(page).getByText('Another filter has this name.').waitFor()
  await page.keyboard.press('Enter')
  await page.keyboard.press('Escape')
  assert.deepEqual(await names(page), ['a', 'b'])
  await close(page)

  await applyLine(page, 'level = 2')
  await inAddress(page, 'level = 2')
  const replace = page.getByRole('dialog', { name: 'There is a filter “a” already. Replace it?' })
  const first = dialog(page).getByRole('listitem').first().locator('code')
  await open(page)
  await save(page, 'a')
  await replace.getByRole('button', { name: 'Cancel' }).click()
  await replace.waitFor({ state: 'detached' })
  assert.equal(await first.innerText(), 'level = 1')
  await save(page, 'a')
  await replace.getByRole('button', { name: 'Replace' }).click()
  await first.filter({ hasText: 'level = 2' }).waitFor()
  assert.deepEqual(await names(page), ['a', 'b'])
})

test('another connection has filters of its own, and a storage with something else in it is no harm', async (t) => {
  const { page, emulator } = await openUsers(t)
  await applyLine(page, 'level = 1')
  await open(page)
  await save(page, 'mine')
  await dialog(page).getByRole('status').filter({ hasText: 'saved' }).waitFor()
  await close(page)
  const other = await startEmulator({ users: 10 })
  t.after(() => other.close())
  await page.getByRole('button', { name: 'Disconnect' }).click()
  await connect(page, other.url)
  await open(page)
  await dialog(page).getByText('No filters are saved for this connection.').waitFor()

  await page.evaluate(() => {
    for (const name of Object.keys(localStorage)) {
      if (name.startsWith('filters ')) localStorage.setItem(name, '[1, null, {"name": "half"}, {"name": "whole", "filter": "id = 1"}]')
    }
  })
  await page.reload()
  await connect(page, emulator.url)
  await open(page)
  assert.deepEqual(await names(page), ['whole'])
})

test('a saved filter that cannot be read is said to be wrong, and never means everyone', async (t) => {
  const { page, emulator } = await openUsers(t)
  await applyLine(page, 'level = 1')
  await open(page)
  await save(page, 'mine')
  await dialog(page).getByRole('status').filter({ hasText: 'saved' }).waitFor()
  // As a panel of another version may have left it.
  await page.evaluate(() => {
    const name = Object.keys(localStorage).find((name) => name.startsWith('filters '))
    localStorage.setItem(name, JSON.stringify([{ name: 'of another version', filter: 'level ~~ 1' }]))
  })
  await page.reload()
  await connect(page, emulator.url)
  await open(page)
  await dialog(page).getByRole('button', { name: 'of another version', exact: true }).click()
  await dialog(page).waitFor({ state: 'detached' })
  await inAddress(page, 'level ~~ 1')
  await said(page).filter({ hasText: /^level ~~ 1\s*Column 7: / }).waitFor()
  assert.equal(await page.getByRole('table').getByRole('link').count(), 0)
})
