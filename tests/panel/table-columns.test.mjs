// The columns of the table: which there are, how each kind of value is shown, and how close the rows are.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { connect, openUsers, panelSuite } from './support/panel.mjs'
import { cell, heads, newest, openColumns, showColumns, until, untilShown } from './support/table.mjs'

panelSuite()

const USUAL = ['User', 'ID', 'Gender', 'City', 'Created', 'Updated']
const PIXEL = 'data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7'

test('columns are what every app has and the first fields of this one', async (t) => {
  const { page } = await openUsers(t, { emulator: { users: [{ id: 1, zeal: 1, able: true, box: {}, calm: 'x', dry: ['y'] }] } })
  await until(() => heads(page), [...USUAL, 'able', 'calm', 'dry'])
})

test('columns are found, shown, moved, hidden, remembered for the server, and reset', async (t) => {
  const { page, emulator } = await openUsers(t)
  const first = [...USUAL, 'balance', 'birthday', 'level']
  await until(() => heads(page), first)
  const dialog = await openColumns(page)
  const search = dialog.getByRole('searchbox', { name: 'Find a field, or type a new name' })

  await search.fill('updat')
  await until(() => dialog.getByRole('checkbox').count(), 1)
  await dialog.getByRole('checkbox', { name: 'Updated' }).press('Space')
  await until(() => heads(page), first.filter((head) => head !== 'Updated'))
  const updated = dialog.getByRole('checkbox', { name: 'Updated', checked: false })
  assert.equal(await updated.evaluate((box) => box === document.activeElement), true, 'in the other list, it has the focus')
  await search.fill('TAG')
  await dialog.getByRole('checkbox', { name: 'tags' }).check()
  await search.fill('')

  // The keyboard moves a column several places, as the button keeps the focus; further than to the end it does not go.
  await dialog.getByRole('button', { name: 'Move City down' }).focus()
  for (const _ of 'twice') await page.keyboard.press('Enter')
  await dialog.getByRole('status').filter({ hasText: 'City is shown, 8 of 8.' }).waitFor({ state: 'attached' })
  await dialog.getByRole('button', { name: 'Move City up' }).press('Enter')
  const chosen = ['User', 'ID', 'Gender', 'Created', 'balance', 'birthday', 'level', 'City', 'tags']
  await until(() => heads(page), chosen)

  await page.reload()
  await connect(page, emulator.url)
  await until(() => heads(page), chosen)
  await openColumns(page)
  await dialog.getByRole('button', { name: 'Reset' }).click()
  await until(() => heads(page), first)
})

test('columns of one server are not those of another', async (t) => {
  const { page } = await openUsers(t)
  await showColumns(page, ['Country'])
  await until(async () => (await heads(page)).at(-1), 'Country')
  const { emulator: other } = await openUsers(t)
  await page.reload()
  await connect(page, other.url)
  await until(async () => (await heads(page)).at(-1), 'level')
})

test('a field that nobody has, or one inside of an object, can be typed', async (t) => {
  const { page } = await openUsers(t, { emulator: { users: [{ id: 1, address: { city: '广州' } }] } })
  const dialog = await openColumns(page)
  const search = dialog.getByRole('searchbox')
  for (const name of ['loyalty', 'address.city']) {
    await search.fill(name)
    await dialog.getByRole('button', { name: `Show a column “${name}”` }).click()
  }
  await search.fill('$or')
  await dialog.getByRole('alert').filter({ hasText: '$or' }).waitFor()
  await page.keyboard.press('Escape')
  await until(() => heads(page), [...USUAL, 'loyalty', 'address.city'])
  assert.equal(await (await cell(page, 1, 'loyalty')).getByRole('img').getAttribute('aria-label'), 'Not there')
  assert.equal(await (await cell(page, 1, 'address.city')).innerText(), '广州')
})

test('each kind of value is shown in its own way', async (t) => {
  const user = {
    id: 700123,
    nickname: '小明',
    gender: 2,
    city: '',
    created_at: 1700000000,
    updated_at: null,
    birthday: '1990-05-06T00:00:00.000000+08:00',
    seen: '2024-01-01T16:30:00.000000Z',
    vip: true,
    balance: 1234567.25,
    tags: ['a', 'b', 'c', 'd'],
    none: [],
    place: { city: '广州', number: 3 },
    // Ant Design's table would make rows inside of the row of these.
    children: [{ id: 5 }],
    note: 'a long note '.repeat(40),
  }
  const { page } = await openUsers(t, { emulator: { users: [user] } })
  const names = ['birthday', 'seen', 'vip', 'balance', 'tags', 'none', 'place', 'children', 'note']
  await until(async () => (await heads(page)).length, USUAL.length + 3)
  await showColumns(page, names.filter((name) => !['balance', 'birthday', 'children'].includes(name)))
  const shown = (head) => cell(page, user.id, head)
  const text = async (head) => (await (await shown(head)).innerText()).trim()

  assert.equal(await text('ID'), '700123')
  assert.equal(await text('Gender'), 'Female')
  assert.equal(await text('vip'), 'Yes')
  assert.equal(await text('balance'), '1234567.25')
  assert.equal(await text('place'), '{"city":"广州","number":3}')
  assert.deepEqual((await text('tags')).match(/\S+/g), ['a', 'b', '+2'])
  assert.equal(await text('children'), '{"id":5}')
  assert.equal(await page.getByRole('row').nth(1).getByRole('button').count(), 0, 'there is nothing to expand')
  for (const head of ['ID', 'balance']) assert.equal(await (await shown(head)).evaluate((td) => getComputedStyle(td).textAlign), 'end')

  const nothing = async (head) => (await shown(head)).getByRole('img').getAttribute('aria-label')
  assert.deepEqual([await nothing('Updated'), await nothing('City'), await nothing('none')], ['Null', 'Empty text', 'Empty list'])

  // The browser of the tests is in Shanghai, 8 hours ahead.
  const time = async (head) => (await shown(head)).locator('time').evaluate((time) => [time.innerText, time.dateTime, time.title])
  const created = '2023-11-14T22:13:20.000Z'
  assert.deepEqual(await time('Created'), ['2023-11-15 06:13:20', created, created])
  assert.deepEqual(await time('birthday'), ['1990-05-06', user.birthday, user.birthday])
  assert.deepEqual(await time('seen'), ['2024-01-02 00:30:00', user.seen, user.seen])

  const note = await (await shown('note')).evaluate((td) => [td.scrollWidth > td.clientWidth, td.clientHeight < 60])
  assert.deepEqual(note, [true, true])
})

test('pictures come with no word of where from, and a broken one leaves the initial', async (t) => {
  const users = [
    { id: 3, nickname: 'anna', avatar: PIXEL },
    { id: 2, nickname: '小明', avatar: 'https://media.example.invalid/broken.jpg' },
    { id: 1, nickname: null, avatar: null },
  ]
  const { page } = await openUsers(t, { emulator: { users } })
  const picture = (await cell(page, 3, 'User')).locator('img')
  assert.deepEqual(
    await picture.evaluate(({ src, referrerPolicy, loading, alt }) => [src, referrerPolicy, loading, alt]),
    [PIXEL, 'no-referrer', 'lazy', ''],
  )
  const broken = await cell(page, 2, 'User')
  await broken.locator('img').waitFor({ state: 'detached' })
  assert.deepEqual((await broken.innerText()).match(/\S+/g), ['小', '小明'])
  assert.equal((await (await cell(page, 1, 'User')).innerText()).trim(), 'User 1')
})

test('rows are as close as was chosen, after a reload, too', async (t) => {
  const { page, emulator } = await openUsers(t)
  await untilShown(page, newest(emulator).slice(0, 50))
  const height = () => page.getByRole('row').nth(1).evaluate((row) => row.getBoundingClientRect().height)
  const heights = []
  for (const name of ['Compact', 'Middle', 'Comfortable']) {
    await page.getByRole('button', { name: 'Density' }).press('Enter')
    await page.getByRole('menuitem', { name }).click()
    await page.getByRole('menu').waitFor({ state: 'hidden' })
    heights.push(await height())
  }
  assert.deepEqual(heights, heights.toSorted((left, right) => left - right))
  assert.equal(new Set(heights).size, 3)
  await page.reload()
  await connect(page, emulator.url)
  await until(height, heights[2])
})
