// What is filtered, as a file: its contents, its way to the disk, and what is left when it fails.
import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { test } from 'node:test'
import { parse } from 'csv-parse/sync'
import { openUsers, panelSuite } from './support/panel.mjs'

panelSuite()

/** Opens the dialog. `streamed` lets files be written to the page's own storage, which has real files; else there is no such way. */
async function openDialog(t, { streamed = false, ...options } = {}) {
  const { page, emulator } = await openUsers(t, options)
  await page.evaluate((streamed) => {
    if (!streamed) return void delete window.showSaveFilePicker
    window.showSaveFilePicker = async ({ suggestedName }) => {
      const folder = await navigator.storage.getDirectory()
      return folder.getFileHandle(suggestedName, { create: true })
    }
  }, streamed)
  await page.getByRole('button', { name: /Export…/ }).click()
  const dialog = page.getByRole('dialog', { name: 'Export users' })
  await dialog.getByText(/^\d[\d,]* users?\./).waitFor()
  return { page, emulator, dialog }
}

const press = (place, name) => place.getByRole('button', { name, exact: true }).click()
/** By keyboard: a radio that looks like a button is drawn by its label. */
const choose = (place, name) => place.getByRole('radio', { name, exact: true }).press(' ')

/** Presses the button, and gives the downloaded text. */
async function downloaded(page, dialog) {
  const download = page.waitForEvent('download')
  await press(dialog, 'Export')
  const file = await download
  const text = await readFile(await file.path(), 'utf8')
  return { name: file.suggestedFilename(), text }
}

/** The files of the page's own storage. */
const files = (page) =>
  page.evaluate(async () => {
    const found = {}
    for await (const [name, handle] of await navigator.storage.getDirectory()) {
      if (handle.kind === 'file') found[name] = await (await handle.getFile()).text()
    }
    return found
  })

/** As the users' API answers them: groups are of the first version alone. */
const known = (emulator, isWanted = () => true) =>
  emulator.snapshot().filter(isWanted).map(({ user_group, ...user }) => user)
const byId = (one, other) => Number(one.id) - Number(other.id)
const iso = (seconds) => new Date(seconds * 1000).toISOString().replace('.000', '')

/** A value as the cell that stands for it, objects aside. */
const cell = (value) => (value === null || value === undefined ? '' : typeof value === 'object' ? JSON.parse(JSON.stringify(value)) : String(value))

test('all fields of everyone, as a CSV', async (t) => {
  const { page, emulator, dialog } = await openDialog(t, { emulator: { users: 300 } })
  await dialog.getByText('300 users. Everyone is exported.').waitFor()
  await dialog.getByText('held in memory').waitFor()
  await choose(dialog, 'All fields')
  await dialog.getByRole('checkbox', { name: 'Guard against formulas' }).uncheck()
  const { name, text } = await downloaded(page, dialog)
  await dialog.getByRole('status').getByText(/^300 users, [\d.]+ kB$/).waitFor()
  assert.match(name, /^users-\d{4}-\d\d-\d\d\.csv$/)
  assert(text.startsWith('\ufeff'), 'a byte order mark for Excel')
  const rows = parse(text, { bom: true, columns: true }).sort(byId)
  const users = known(emulator).sort(byId)
  const names = [...new Set(users.flatMap((user) => Object.keys(user)))]
  assert.deepEqual(Object.keys(rows[0]).sort(), names.sort())
  for (const [at, user] of users.entries()) {
    const expected = { ...user, created_at: iso(user.created_at), updated_at: iso(user.updated_at) }
    for (const name of names) {
      const value = cell(expected[name])
      const found = rows[at][name]
      if (typeof value === 'object') assert.deepEqual(JSON.parse(found), value, `${name} of ${user.id}`)
      else assert.equal(found, value, `${name} of ${user.id}`)
    }
  }
})

test('who is filtered, in the order of the table, as NDJSON', async (t) => {
  const { page, emulator, dialog } = await openDialog(t, {
    emulator: { users: 300 },
    search: '?filter=level%20%3E%3D%2020&sort=-level',
  })
  const isWanted = (user) => user.level >= 20
  const count = known(emulator, isWanted).length
  assert(count > 5 && count < 295)
  await dialog.getByText(`${count} users. level >= 20`).waitFor()
  await choose(dialog, 'NDJSON')
  await choose(dialog, 'All fields')
  await choose(dialog, 'Unix seconds')
  assert.equal(await dialog.getByRole('checkbox').count(), 0)
  assert.equal(await dialog.getByRole('radiogroup', { name: 'Order' }).getByRole('radio', { name: 'As in the table' }).isChecked(), true)
  const { name, text } = await downloaded(page, dialog)
  assert(name.endsWith('.ndjson'))
  const users = text.trimEnd().split('\n').map((line) => JSON.parse(line))
  assert.deepEqual([...users].sort(byId), known(emulator, isWanted).sort(byId))
  const levels = users.map(({ level }) => level)
  assert.deepEqual(levels, [...levels].sort((one, other) => other - one))
})

test('the columns of the table are those of the file, unless others are chosen', async (t) => {
  const { page, dialog } = await openDialog(t, { emulator: { users: 60 } })
  const shown = dialog.getByRole('radiogroup', { name: 'Columns' }).getByRole('radio', { name: 'As in the table' })
  assert.equal(await shown.isChecked(), true)
  const { text } = await downloaded(page, dialog)
  const [header, ...rows] = parse(text, { bom: true })
  assert.equal(rows.length, 60)
  assert.equal(header[0], 'nickname')
  await press(dialog, 'Another export')
  await choose(dialog, 'Chosen ones')
  const picked = await dialog.getByRole('list', { name: 'Chosen ones' }).getByRole('listitem').allInnerTexts()
  assert.deepEqual(picked, header)
})

test('columns are chosen, and ordered, by keyboard', async (t) => {
  const users = [
    { id: 1, nickname: '=1+1', address: { city: '深圳' }, created_at: 1542858732 },
    { id: 2, nickname: 'a "b", c', address: { city: '北京', street: 7 }, created_at: 1542858733 },
  ]
  const { page, dialog } = await openDialog(t, { emulator: { users } })
  await choose(dialog, 'Chosen ones')
  // The table's own are there to begin with.
  const remove = dialog.getByRole('button', { name: /^Remove / })
  await remove.first().focus()
  for (let left = await remove.count(); left > 0; left -= 1) await page.keyboard.press('Enter')
  await remove.first().waitFor({ state: 'detached' })
  assert.equal(await dialog.getByRole('combobox', { name: /^Add a column/ }).evaluate((input) => input === document.activeElement), true)
  await press(dialog, 'Export')
  await dialog.getByText('Choose at least one column.').waitFor()
  const add = dialog.getByRole('combobox', { name: /^Add a column/ })
  for (const name of ['id', 'nickname', 'address.city', 'created_at']) {
    await add.fill(name)
    await add.press('Enter')
    await dialog.getByRole('button', { name: `Remove ${name}` }).waitFor()
  }
  await add.fill('no field!')
  await add.press('Enter')
  await dialog.getByRole('alert').filter({ hasText: 'no field!' }).waitFor()
  await add.fill('')
  const up = dialog.getByRole('button', { name: 'Move address.city up' })
  await up.focus()
  await up.press('Enter')
  await dialog.getByText('address.city is column 2 of 4').waitFor({ state: 'attached' })
  await up.press('Enter')
  await dialog.getByText('address.city is column 1 of 4').waitFor({ state: 'attached' })
  assert.equal(await up.evaluate((button) => button === document.activeElement), true)
  await dialog.getByRole('button', { name: 'Remove created_at' }).press('Enter')
  await choose(dialog, 'Newest first')
  const { text } = await downloaded(page, dialog)
  assert.equal(text, '\ufeffaddress.city,id,nickname\r\n北京,2,"a ""b"", c"\r\n深圳,1,\'=1+1\r\n')
  // The same choices once more, but for programs.
  await press(dialog, 'Another export')
  await dialog.getByRole('checkbox', { name: 'Guard against formulas' }).uncheck()
  await dialog.getByRole('checkbox', { name: /^For Excel/ }).uncheck()
  assert.equal((await downloaded(page, dialog)).text, 'address.city,id,nickname\r\n北京,2,"a ""b"", c"\r\n深圳,1,=1+1\r\n')
})

test('where the browser can, a file is streamed to the disk', async (t) => {
  const { page, emulator, dialog } = await openDialog(t, { streamed: true, emulator: { users: 2500 } })
  assert.equal(await dialog.getByText('held in memory').count(), 0)
  await choose(dialog, 'JSON')
  await choose(dialog, 'All fields')
  await choose(dialog, 'Unix seconds')
  await press(dialog, 'Export')
  await dialog.getByText(/^2,500 users, [\d.]+ MB$/).waitFor()
  const [[name, text], ...others] = Object.entries(await files(page))
  assert.deepEqual(others, [])
  assert(name.endsWith('.json'))
  await dialog.getByText(name).waitFor()
  assert.deepEqual(JSON.parse(text).sort(byId), known(emulator).sort(byId))
})

test('a place that nobody chose exports nothing', async (t) => {
  const { page, emulator, dialog } = await openDialog(t, { streamed: true, emulator: { users: 60 } })
  await page.evaluate(() => {
    window.showSaveFilePicker = async () => {
      throw new DOMException('the operator thought better of it', 'AbortError')
    }
  })
  const { requests } = emulator.counts()
  await press(dialog, 'Export')
  await dialog.getByRole('button', { name: 'Export', exact: true }).waitFor()
  assert.equal(emulator.counts().requests, requests)
})

/** An export that stops in the middle: the third page never comes. */
async function hanging(t, options) {
  const opened = await openDialog(t, { emulator: { users: 4000 }, ...options })
  await choose(opened.dialog, 'NDJSON')
  await choose(opened.dialog, 'Newest first')
  // The count and two pages, in whichever order.
  opened.emulator.setFaults([{ kind: 'hang', schedule: [4, 5, 6, 7, 8] }])
  await press(opened.dialog, 'Export')
  const bar = opened.dialog.getByRole('progressbar', { name: 'Progress of the export' })
  await bar.and(opened.page.locator('[aria-valuenow="50"]')).waitFor()
  return opened
}

test('progress is seen and heard, and cancelling leaves nothing', async (t) => {
  const { page, dialog } = await hanging(t, { streamed: true })
  await dialog.getByRole('status').getByText('50 percent exported').waitFor({ state: 'attached' })
  await dialog.getByText(/^2,000 of 4,000 users · [\d.]+ (kB|MB) · [\d,]+ users a second · about \d+ (sec|min) left$/).waitFor()
  const ended = page.waitForEvent('requestfailed')
  await press(dialog, 'Cancel the export')
  await ended
  await dialog.getByText('The export was cancelled').waitFor()
  await dialog.getByText('No whole file was written.').waitFor()
  assert.deepEqual(await files(page), {})
})

test('leaving while it runs is asked about', async (t) => {
  const { page, dialog } = await hanging(t, { streamed: true })
  const question = page.getByRole('dialog', { name: 'Stop the export?' })
  await page.keyboard.press('Escape')
  await press(question, 'Go on exporting')
  await question.waitFor({ state: 'hidden' })
  const asked = page.waitForEvent('dialog')
  void page.close({ runBeforeUnload: true })
  const browsers = await asked
  assert.equal(browsers.type(), 'beforeunload')
  await browsers.dismiss()
  await dialog.getByRole('button', { name: 'Close' }).first().click()
  await press(question, 'Stop')
  await dialog.waitFor({ state: 'detached' })
  await page.waitForFunction(async () => {
    const folder = await navigator.storage.getDirectory()
    for await (const name of folder.keys()) return name === undefined
    return true
  })
})

test('a failure in the middle says that there is no whole file, and can be tried again', async (t) => {
  const { page, emulator, dialog } = await openDialog(t, { streamed: true, emulator: { users: 3000 } })
  await choose(dialog, 'NDJSON')
  await choose(dialog, 'Newest first')
  emulator.setFaults([{ kind: 'status', status: 403, schedule: [4, 5, 6] }])
  await press(dialog, 'Export')
  await dialog.getByText('No whole file was written.').waitFor()
  await dialog.getByRole('alert').filter({ hasText: 'Not allowed' }).waitFor()
  assert.deepEqual(await files(page), {})
  emulator.setFaults([])
  await press(dialog, 'Try again')
  await dialog.getByText(/^3,000 users, /).waitFor()
  const [text] = Object.values(await files(page))
  assert.equal(text.trimEnd().split('\n').length, 3000)
})

test('a full disk is told as such', async (t) => {
  const { page, dialog } = await openDialog(t, { streamed: true, emulator: { users: 60 } })
  await page.evaluate(() => {
    const refuse = () => {
      throw new DOMException('full', 'QuotaExceededError')
    }
    window.showSaveFilePicker = async ({ suggestedName }) => ({
      name: suggestedName,
      createWritable: async () => new WritableStream({ write: refuse }),
      getFile: async () => new Blob(),
      remove: async () => void (window.isRemoved = true),
    })
  })
  await press(dialog, 'Export')
  await dialog.getByRole('alert').filter({ hasText: 'There is no space left' }).waitFor()
  await dialog.getByText('No whole file was written.').waitFor()
  assert.equal(await page.evaluate(() => window.isRemoved), true)
})
