// The rows of the table: selecting and opening them, long pages, narrow windows, and the frame around.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openPanel, openUsers, panelSuite } from './support/panel.mjs'
import { address, newest, ordered, shownIds, sortButton, until, untilShown } from './support/table.mjs'

panelSuite()

const selected = (page, count) => page.getByRole('status').filter({ hasText: `${count} selected` }).waitFor()
const focused = (page) => page.evaluate(() => document.activeElement.id)

test('users are selected across pages, and that opens nobody', async (t) => {
  const { page, emulator } = await openUsers(t, { search: '?size=20' })
  const users = newest(emulator)
  await untilShown(page, users.slice(0, 20))
  const boxes = page.getByRole('table').getByRole('checkbox')
  await boxes.nth(1).check()
  // Beside the box, still in its cell.
  await page.getByRole('row').nth(2).getByRole('cell').first().click({ position: { x: 3, y: 3 } })
  await selected(page, 2)
  await page.getByRole('button', { name: 'Change 2 selected…' }).waitFor()
  await page.getByRole('button', { name: 'Next page' }).click()
  await untilShown(page, users.slice(20, 40))
  await page.getByRole('checkbox', { name: 'Select everyone on this page' }).check()
  await selected(page, 22)
  await page.getByRole('button', { name: 'Previous page' }).click()
  await untilShown(page, users.slice(0, 20))
  const checked = () => boxes.evaluateAll((all) => all.slice(1).filter(({ checked }) => checked).length)
  await until(checked, 2)
  assert.equal(address(page).user, undefined)

  await page.getByRole('button', { name: 'Clear', exact: true }).click()
  await until(checked, 0)
  await page.getByRole('button', { name: 'Change many…' }).waitFor()
})

test('a click on a row opens its user, and going back closes it', async (t) => {
  const { page, emulator } = await openUsers(t)
  const [{ id }] = newest(emulator)
  await page.getByRole('row').nth(1).getByRole('cell').nth(3).click()
  await page.getByRole('dialog').waitFor()
  assert.deepEqual(address(page), { user: String(id) })
  assert.equal(await page.title(), `User ${id} · ${new URL(emulator.url).host}`)
  await page.goBack()
  await page.getByRole('dialog').waitFor({ state: 'hidden' })
  assert.equal(await page.title(), `Users · ${new URL(emulator.url).host}`)
  await until(() => focused(page), `user-${id}`)
})

test('the keyboard opens a user, and comes back to where it was', async (t) => {
  const { page, emulator } = await openUsers(t, { search: '?sort=id' })
  const users = ordered(emulator.snapshot(), 'id')
  await untilShown(page, users.slice(0, 50))
  await page.getByRole('table').getByRole('checkbox').nth(1).focus()
  for (const key of ['Tab', 'Tab', 'Tab']) await page.keyboard.press(key)
  assert.equal(await focused(page), `user-${users[1].id}`)
  await page.keyboard.press('Enter')
  await page.getByRole('dialog').waitFor()
  assert.deepEqual(address(page), { sort: 'id', user: String(users[1].id) })
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'hidden' })
  await until(() => focused(page), `user-${users[1].id}`)
})

test('a user can be opened in another tab, over the same page of the table', async (t) => {
  const { page, emulator } = await openUsers(t, { search: '?sort=id&page=2' })
  const users = ordered(emulator.snapshot(), 'id').slice(50, 100)
  await untilShown(page, users)
  const link = page.getByRole('table').getByRole('link').first()
  const [tab] = await Promise.all([page.context().waitForEvent('page'), link.click({ modifiers: ['Control'] })])
  await tab.waitForURL(/user=/)
  assert.deepEqual(address(tab), { sort: 'id', page: '2', user: String(users[0].id) })
  assert.deepEqual(address(page), { sort: 'id', page: '2' })
})

test('of a long page, only the rows in view are in the document, and they are a table still', async (t) => {
  const { page, emulator } = await openUsers(t, { search: '?size=1000&sort=id' })
  const users = ordered(emulator.snapshot(), 'id')
  const table = page.getByRole('table', { name: 'Users' })
  await until(async () => (await shownIds(page))[0], users[0].id)
  assert.equal(await table.getAttribute('aria-rowcount'), '1001')

  const rows = () =>
    table.getByRole('row').evaluateAll((all) =>
      all.map((row) => ({
        index: Number(row.getAttribute('aria-rowindex')),
        roles: [...row.children].map((cell) => cell.getAttribute('role')).join(' '),
      })),
    )
  const [head, ...body] = await rows()
  const columns = head.roles.split(' ').length
  assert.deepEqual(head, { index: 1, roles: Array(columns).fill('columnheader').join(' ') })
  assert.ok(body.length > 5 && body.length < 40, `${body.length} rows`)
  for (const [place, row] of body.entries()) {
    assert.deepEqual(row, { index: place + 2, roles: `cell rowheader${' cell'.repeat(columns - 2)}` })
  }
  assert.equal(await page.getByRole('table').count(), 1)

  await table.hover()
  await page.mouse.wheel(0, 1_000_000)
  await until(async () => (await shownIds(page)).at(-1), users.at(-1).id)
  assert.equal((await rows()).at(-1).index, 1001)
  assert.ok((await rows()).length < 40)
})

test('neither typing a filter nor opening a user draws the rows again', async (t) => {
  const { page, emulator } = await openUsers(t, { search: '?size=1000' })
  await until(async () => (await shownIds(page))[0], newest(emulator)[0].id)
  // None of the pictures can be had; each leaves an initial, in its own time.
  await until(() => page.getByRole('table').locator('img').count(), 0)
  // A row that is drawn reads its birthday, which no one else does; a row that changes is in the document.
  await page.evaluate(() => {
    const parse = Date.parse
    globalThis.drawn = { read: 0, changed: 0 }
    Date.parse = (text) => {
      if (/T00:00:00\.0{6}/.test(text)) globalThis.drawn.read += 1
      return parse(text)
    }
    const watch = new MutationObserver((changes) => (globalThis.drawn.changed += changes.length))
    // The rows alone: beside them, scroll bars come and go.
    const rows = document.querySelector('[role="table"] div[role="rowgroup"]')
    watch.observe(rows, { subtree: true, childList: true, characterData: true, attributes: true })
  })
  const drawn = () => page.evaluate(() => globalThis.drawn)
  await page.getByRole('searchbox').or(page.getByRole('textbox')).first().click()
  await page.keyboard.type('level')
  assert.deepEqual(await drawn(), { read: 0, changed: 0 })

  await page.evaluate((id) => document.getElementById(id).click(), `user-${newest(emulator)[0].id}`)
  await page.getByRole('dialog').waitFor()
  assert.deepEqual(await drawn(), { read: 0, changed: 0 })
  await page.goBack()
  await page.getByRole('dialog').waitFor({ state: 'hidden' })

  await sortButton(page, 'ID').click()
  await until(async () => (await shownIds(page))[0], ordered(emulator.snapshot(), 'id')[0].id)
  const { read, changed } = await drawn()
  assert.ok(read > 5 && changed > 5, 'what is watched tells of rows that are drawn')
})

test('the heads and, where there is room, the names stay in view', async (t) => {
  for (const width of [1280, 390]) {
    const { page } = await openUsers(t, { width, height: 700 })
    const link = page.getByRole('table').getByRole('link').first()
    await link.waitFor()
    const places = () =>
      page.getByRole('table').evaluate((table) => {
        const { top, left } = table.querySelector('thead th:nth-child(2)').getBoundingClientRect()
        return { top, left, name: table.querySelector('tbody a').getBoundingClientRect() }
      })
    const before = await places()
    await page.getByRole('table').evaluate((table) => table.parentElement.scrollTo(60, 200))
    await until(async () => (await places()).name.y, before.name.y - 200)
    const after = await places()
    assert.equal(after.top, before.top)
    const moved = width === 1280 ? 0 : 60
    assert.deepEqual([before.left - after.left, before.name.x - after.name.x], [moved, moved])
    const overflow = await page.evaluate(() => document.scrollingElement.scrollWidth - innerWidth)
    assert.equal(overflow, 0, `the page is ${overflow} px wider than its window of ${width} px`)
    const bottom = await page.getByRole('button', { name: 'Next page' }).evaluate((button) => button.getBoundingClientRect().bottom)
    assert.ok(bottom <= 700, 'what is below the table is in view')
  }
})

test('the first Tab leads past the frame', async (t) => {
  const page = await openPanel(t, { search: '?page=2' })
  await page.getByRole('main').waitFor()
  await page.keyboard.press('Tab')
  const skip = page.getByRole('link', { name: 'Skip to the content' })
  assert.equal(await skip.evaluate((link) => link === document.activeElement), true)
  await page.keyboard.press('Enter')
  assert.equal(await page.evaluate(() => document.activeElement.tagName), 'MAIN')
  assert.deepEqual([address(page), new URL(page.url()).hash], [{ page: '2' }, ''])
})
