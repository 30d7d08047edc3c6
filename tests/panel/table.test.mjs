// The table of users: pages, order, count, links, and what there is to see when there is nobody to show.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { connect, openUsers, panelSuite } from './support/panel.mjs'
import { address, newest, ordered, shownIds, sortButton, until, untilShown } from './support/table.mjs'

panelSuite()

const isIdle = (button) => button.getAttribute('aria-disabled').then((value) => value === 'true')
const direction = (page, head) => page.getByRole('columnheader', { name: head }).getAttribute('aria-sort')
const status = (page, text) => page.getByRole('status').filter({ hasText: text }).waitFor()

test('users are listed newest first, with one request', async (t) => {
  const { page, emulator } = await openUsers(t)
  await untilShown(page, newest(emulator).slice(0, 50))
  await status(page, /^1–50$/)
  assert.equal(await direction(page, 'Created'), 'descending')
  // The first was to see that the server answers.
  assert.equal(emulator.counts().requests, 2)
})

test('pages follow each other to the last one, whose size can be chosen', async (t) => {
  const { page, emulator } = await openUsers(t, { emulator: { users: 130 } })
  const users = newest(emulator)
  const next = page.getByRole('button', { name: 'Next page' })
  const previous = page.getByRole('button', { name: 'Previous page' })
  await untilShown(page, users.slice(0, 50))
  assert.equal(await isIdle(previous), true)

  await next.click()
  await untilShown(page, users.slice(50, 100))
  assert.deepEqual(address(page), { page: '2' })
  await status(page, /^51–100$/)
  await next.click()
  await untilShown(page, users.slice(100))
  await status(page, /^101–130$/)
  assert.equal(await isIdle(next), true)
  assert.equal(await next.evaluate((button) => button === document.activeElement), true)
  await previous.click()
  await untilShown(page, users.slice(50, 100))

  await page.getByRole('combobox', { name: 'Users on a page' }).click()
  await page.getByRole('option', { name: '20 a page' }).or(page.getByTitle('20 a page')).last().click()
  await untilShown(page, users.slice(0, 20))
  assert.deepEqual(address(page), { size: '20' })
})

test('a head orders up, then down, then as the server does, from the first page on', async (t) => {
  const { page, emulator } = await openUsers(t, { search: '?page=2' })
  const users = emulator.snapshot()
  await untilShown(page, newest(emulator).slice(50, 100))

  await sortButton(page, 'ID').click()
  await untilShown(page, ordered(users, 'id').slice(0, 50))
  assert.deepEqual(address(page), { sort: 'id' })
  assert.deepEqual([await direction(page, 'ID'), await direction(page, 'Created')], ['ascending', null])
  await sortButton(page, 'ID').click()
  await untilShown(page, ordered(users, 'id', true).slice(0, 50))
  assert.deepEqual([address(page), await direction(page, 'ID')], [{ sort: '-id' }, 'descending'])
  await sortButton(page, 'ID').click()
  await untilShown(page, newest(emulator).slice(0, 50))
  assert.deepEqual([address(page), await direction(page, 'Created')], [{}, 'descending'])

  await sortButton(page, 'Created').click()
  await untilShown(page, ordered(users, 'created_at').slice(0, 50))
  assert.deepEqual(address(page), { sort: 'created_at' })
})

test('users with the same value follow each other by id, so that each is on one page', async (t) => {
  const { page, emulator } = await openUsers(t, { emulator: { users: 100 } })
  const asked = page.waitForRequest((request) => new URL(request.url()).searchParams.get('order_by') === 'updated_at,id')
  await sortButton(page, 'Updated').click()
  await asked
  await untilShown(page, ordered(emulator.snapshot(), 'updated_at').slice(0, 50))
})

test('a field that the server cannot order by offers no order', async (t) => {
  const { page } = await openUsers(t)
  await sortButton(page, 'ID').waitFor()
  for (const head of ['Gender', 'City']) assert.equal(await sortButton(page, head).count(), 0)
})

test('a link to an order that the server does not have leads back to one that it has', async (t) => {
  const { page, emulator } = await openUsers(t, { search: '?sort=-gender' })
  await page.getByText('The server cannot order users by gender.').waitFor()
  assert.equal(emulator.counts().requests, 1)
  await page.getByRole('button', { name: 'Back to the usual order' }).click()
  await untilShown(page, newest(emulator).slice(0, 50))
})

test('a count is told on request, leads to any page, and is forgotten with the filter', async (t) => {
  const { page, emulator } = await openUsers(t, { search: '?filter=level %3E= 3&size=20' })
  const users = newest(emulator).filter(({ level }) => level >= 3)
  await untilShown(page, users.slice(0, 20))
  const { requests } = emulator.counts()
  await page.getByRole('button', { name: 'Count' }).click()
  await status(page, `1–20 of ${users.length}`)
  assert.equal(emulator.counts().requests, requests + 1)

  const number = page.getByRole('spinbutton')
  await number.fill('7')
  await number.press('Enter')
  await untilShown(page, users.slice(120, 140))
  await status(page, `121–140 of ${users.length}`)
  assert.equal(address(page).page, '7')

  await page.evaluate(() => {
    history.pushState(null, '', '?size=20')
    dispatchEvent(new PopStateEvent('popstate'))
  })
  await untilShown(page, newest(emulator).slice(0, 20))
  await status(page, /^1–20$/)
  assert.equal(await number.count(), 0)
})

test('a link shows the same anew, and the browser goes back and forth', async (t) => {
  const { page, emulator } = await openUsers(t, { search: '?filter=level %3E= 3&sort=updated_at&size=20' })
  const users = ordered(emulator.snapshot().filter(({ level }) => level >= 3), 'updated_at')
  await untilShown(page, users.slice(0, 20))
  await page.getByRole('button', { name: 'Next page' }).click()
  await untilShown(page, users.slice(20, 40))
  assert.equal(await page.title(), `level >= 3 · page 2 · ${new URL(emulator.url).host}`)
  await sortButton(page, 'ID').click()
  await untilShown(page, users.toSorted((left, right) => left.id - right.id).slice(0, 20))

  await page.goBack()
  await untilShown(page, users.slice(20, 40))
  await page.goBack()
  await untilShown(page, users.slice(0, 20))
  await page.goForward()
  await untilShown(page, users.slice(20, 40))
  await page.reload()
  await connect(page, emulator.url)
  await untilShown(page, users.slice(20, 40))
})

test('the rows stay while the next are read', async (t) => {
  const { page, emulator } = await openUsers(t)
  const users = newest(emulator)
  await untilShown(page, users.slice(0, 50))
  let release
  const held = new Promise((resolve) => (release = resolve))
  await page.route(`${emulator.url}/**`, async (route) => {
    await held
    await route.continue()
  })
  await page.getByRole('button', { name: 'Next page' }).click()
  await page.locator('[aria-busy="true"]').waitFor()
  assert.deepEqual(await shownIds(page), users.slice(0, 50).map(({ id }) => id))
  release()
  await untilShown(page, users.slice(50, 100))
  await page.locator('[aria-busy="true"]').waitFor({ state: 'detached' })
})

test('refreshing reads again what others changed', async (t) => {
  const { page, emulator } = await openUsers(t)
  const [first, ...others] = newest(emulator)
  await untilShown(page, [first, ...others].slice(0, 50))
  await page.getByRole('button', { name: 'Count' }).click()
  await status(page, '1–50 of 1,000')
  emulator.remove([first.id])
  await page.getByRole('button', { name: 'Refresh' }).click()
  await untilShown(page, others.slice(0, 50))
  await status(page, '1–50 of 999')
})

test('nobody at all, nobody who matches and nobody on a page are told apart', async (t) => {
  const { page, emulator } = await openUsers(t, { search: '?filter=level %3E 1000' })
  await page.getByText('Nobody matches the filter.').waitFor()
  await page.getByRole('table').getByRole('button', { name: 'Clear the filter' }).click()
  await untilShown(page, newest(emulator).slice(0, 50))
  assert.deepEqual(address(page), {})

  const { page: beyond } = await openUsers(t, { search: '?page=900' })
  await beyond.getByText('There is nobody on page 900.').waitFor()
  await beyond.getByRole('button', { name: 'To the first page' }).click()
  await status(beyond, /^1–50$/)

  const { page: empty } = await openUsers(t, { emulator: { users: [] } })
  await empty.getByText('This app has no users yet.').waitFor()
})

test('a failure is told, keeps the rows, and can be tried again', async (t) => {
  const { page, emulator } = await openUsers(t)
  const users = newest(emulator)
  await untilShown(page, users.slice(0, 50))
  emulator.setFaults([{ kind: 'status', status: 403 }])
  await page.getByRole('button', { name: 'Next page' }).click()
  const alert = page.getByRole('alert').filter({ hasText: 'Not allowed' })
  await alert.waitFor()
  await untilShown(page, users.slice(0, 50))
  emulator.setFaults([])
  await alert.getByRole('button', { name: 'Try again' }).click()
  await untilShown(page, users.slice(50, 100))
  await alert.waitFor({ state: 'detached' })

  emulator.setFaults([{ kind: 'status', status: 403 }])
  await page.getByRole('button', { name: 'Count' }).click()
  await alert.waitFor()
  emulator.setFaults([])
  await alert.getByRole('button', { name: 'Try again' }).click()
  await status(page, '51–100 of 1,000')
})

test('where the first page fails, the table says so', async (t) => {
  const faults = [{ kind: 'status', status: 403, schedule: [2] }]
  const { page, emulator } = await openUsers(t, { emulator: { faults } })
  await page.getByRole('table').getByRole('alert').getByRole('button', { name: 'Try again' }).click()
  await untilShown(page, newest(emulator).slice(0, 50))
})

test('a filter that is none is told, and the server is not asked', async (t) => {
  const { page, emulator } = await openUsers(t, { search: '?filter=level %3E' })
  const alert = page.getByRole('table').getByRole('alert')
  await alert.getByText('where: column 8: expected a value after >, got the end').waitFor()
  assert.deepEqual(await shownIds(page), [])
  assert.equal(await page.getByRole('button', { name: 'Count' }).count(), 0)
  assert.equal(emulator.counts().requests, 1)
  await alert.getByRole('button', { name: 'Clear the filter' }).click()
  await untilShown(page, newest(emulator).slice(0, 50))
})

test('in Chinese, the table speaks Chinese', async (t) => {
  const { page } = await openUsers(t, { language: 'zh', scheme: 'dark', emulator: { users: [{ id: 1, gender: 2 }] } })
  await status(page, '第 1–1 条')
  await page.getByRole('cell', { name: '女' }).waitFor()
  await page.getByRole('columnheader', { name: '创建时间' }).waitFor()
  await until(() => page.evaluate(() => document.documentElement.style.colorScheme), 'dark')
})
