// One user: what is shown, how custom fields are changed, and how one leaves.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openUsers, panelSuite } from './support/panel.mjs'
import { ANN, FIELDS, ID, openTom, TOM } from './support/tom.mjs'
import { choose, edit, fieldOf, review, save, typeItems, untilSaved } from './support/user.mjs'

panelSuite()

test('a link opens a user with all fields, those that nobody filled as a dash', async (t) => {
  const { page } = await openTom(t)
  assert.match(await fieldOf(page, 'note').innerText(), /old/)
  assert.match(await fieldOf(page, 'points').innerText(), /—/)
  await page.getByRole('tab', { name: 'Profile' }).click()
  const profile = page.getByRole('tabpanel', { name: 'Profile' })
  const row = (name) => profile.getByRole('row', { name })
  assert.match(await row('created_at').innerText(), /2018-11-16 18:33:07.*2018-11-16T10:33:07\.000Z/s)
  assert.match(await row('gender').innerText(), /Male \(1\)/)
  assert.match(await row('country').innerText(), /—/)
  await page.getByRole('tab', { name: 'Account' }).click()
  const account = page.getByRole('tabpanel', { name: 'Account' })
  assert.match(await account.getByRole('row', { name: '_username' }).innerText(), /tom/)
  await account.getByText('Verified', { exact: true }).waitFor()
  await page.getByRole('tab', { name: 'JSON' }).click()
  const json = JSON.parse(await page.getByLabel('The user as JSON').innerText())
  assert.deepEqual(json, TOM)
})

test('a user that is not there, and a server that fails, are told; reading again helps', async (t) => {
  const { page, emulator } = await openUsers(t, { search: '?user=404404', emulator: { users: [TOM], fields: FIELDS } })
  await page.getByText('There is no such user').waitFor()
  emulator.insert([{ id: 404404, nickname: 'Late' }])
  emulator.setFaults([{ kind: 'status', status: 403, path: '/404404/' }])
  await page.getByRole('button', { name: 'Try again' }).click()
  await page.getByText('Not allowed', { exact: true }).waitFor()
  emulator.setFaults([])
  await page.getByRole('button', { name: 'Read again' }).click()
  await page.getByRole('heading', { name: 'Late' }).waitFor()
})

test('every kind of change arrives as it was chosen, several in one save', async (t) => {
  const { page, emulator, stored } = await openTom(t)
  await (await edit(page, 'note')).getByRole('textbox').fill('new')
  await edit(page, 'level')
  await choose(page, 'level', 'Add to number')
  await page.getByRole('spinbutton', { name: 'Value for level' }).fill('-2')
  await edit(page, 'tags')
  await choose(page, 'tags', 'Append')
  await typeItems(page, 'tags', ['a', 'd'])
  await edit(page, 'more')
  await choose(page, 'more', 'Append if missing')
  await typeItems(page, 'more', ['x', 'w'])
  await edit(page, 'scores')
  await choose(page, 'scores', 'Append')
  await page.getByRole('textbox', { name: 'Value for scores' }).fill('[3]')
  await edit(page, 'address')
  await choose(page, 'address', 'Merge keys')
  await page.getByRole('textbox', { name: 'Value for address' }).fill('{"number": 6}')
  await (await edit(page, 'home')).getByRole('textbox').fill('{"street": "x"}')
  await (await edit(page, 'place')).getByRole('textbox').fill('{"type": "Point", "coordinates": [1, 2]}')
  await (await edit(page, 'vip')).getByText('Yes').click()
  await edit(page, 'points')
  await page.getByRole('spinbutton', { name: 'Value for points' }).fill('9')
  await page.getByRole('combobox', { name: 'Field to change' }).fill('hidden')
  await page.getByRole('button', { name: 'Add', exact: true }).click()
  await fieldOf(page, 'hidden').getByRole('textbox').fill('found')
  await page.getByText('11 unsaved changes').first().waitFor()
  const before = emulator.counts().writes
  await save(page)
  assert.equal(emulator.counts().writes, before + 1)
  const { updated_at, ...rest } = stored()
  assert(updated_at > TOM.updated_at)
  const { updated_at: _, ...tom } = TOM
  assert.deepEqual(rest, {
    ...tom,
    note: 'new',
    level: 1,
    tags: ['a', 'b', 'c', 'a', 'd'],
    more: ['x', 'y', 'z', 'w'],
    scores: [1, 2, 3],
    address: { city: '广州', number: 6 },
    home: { street: 'x' },
    place: { type: 'Point', coordinates: [1, 2] },
    vip: true,
    points: 9,
    hidden: 'found',
  })
  // What was read again is shown.
  await fieldOf(page, 'note').getByText('new').waitFor()

  await edit(page, 'note')
  await choose(page, 'note', 'Clear')
  await edit(page, 'tags')
  await choose(page, 'tags', 'Remove items')
  await typeItems(page, 'tags', ['a'])
  await edit(page, 'more')
  await choose(page, 'more', 'Remove last item')
  await edit(page, 'scores')
  await choose(page, 'scores', 'Remove first item')
  const birthday = await edit(page, 'birthday')
  await birthday.getByRole('textbox').fill('2001-02-03 04:05:06')
  await birthday.getByRole('textbox').press('Enter')
  await save(page)
  const after = stored()
  assert(!('note' in after))
  assert.deepEqual(after.tags, ['b', 'c', 'd'])
  assert.deepEqual(after.more, ['x', 'y', 'z'])
  assert.deepEqual(after.scores, [2, 3])
  assert.equal(after.birthday, '2001-02-03T04:05:06+08:00')
})

test('a list that is set keeps its items, and changes are undone one by one and all at once', async (t) => {
  const { page, stored } = await openTom(t)
  await edit(page, 'tags')
  await typeItems(page, 'tags', ['d'])
  await (await edit(page, 'note')).getByRole('textbox').fill('x')
  await edit(page, 'level')
  // An editor that was only opened changes nothing.
  await page.getByText('2 unsaved changes').first().waitFor()
  assert.equal(await fieldOf(page, 'level').getByText('Changed').count(), 0)
  const undo = page.getByRole('button', { name: 'Undo the change of note' })
  await undo.click()
  assert(await page.getByRole('button', { name: 'Change note' }).evaluate((button) => button === document.activeElement))
  await save(page)
  assert.deepEqual([stored().tags, stored().note], [['a', 'b', 'c', 'd'], 'old'])
  await (await edit(page, 'note')).getByRole('textbox').fill('y')
  await page.getByRole('button', { name: 'Undo all' }).click()
  await page.getByText('No unsaved changes').waitFor()
  assert.equal(await fieldOf(page, 'note').getByRole('textbox').count(), 0)
})

test('the request that is shown is the one that is sent', async (t) => {
  const { page } = await openTom(t)
  await (await edit(page, 'note')).getByRole('textbox').fill('“新” & 100%')
  const dialog = await review(page)
  const shown = async (label) => dialog.getByLabel(label, { exact: true }).innerText()
  await dialog.getByText('As it is on the wire').click()
  const [line, query, body, url, headers] = await Promise.all(['Request', 'Query, decoded', 'Body', 'URL', 'Headers'].map(shown))
  const sending = page.waitForRequest((request) => request.method() === 'PUT')
  await dialog.getByRole('button', { name: 'Send' }).click()
  const sent = await sending
  const address = new URL(sent.url())
  assert.equal(url, sent.url())
  assert.equal(line, `PUT ${address.origin}${address.pathname}`)
  assert.equal(query, [...address.searchParams].map(([name, value]) => `${name} = ${value}`).join('\n'))
  assert.deepEqual(JSON.parse(address.searchParams.get('where')), {
    $and: [{ id: { $eq: ID } }, { updated_at: { $eq: TOM.updated_at } }, { note: { $eq: 'old' } }],
  })
  assert.equal(address.searchParams.get('limit'), '1')
  assert.deepEqual(JSON.parse(body), JSON.parse(sent.postData()))
  const own = await sent.allHeaders()
  for (const [name, value] of headers.split('\n').map((header) => header.split(': '))) {
    assert.equal(value.replace('$MINAPP_TOKEN', 'a-token-of-tests'), own[name])
  }
  assert.match(headers, /authorization: Bearer \$MINAPP_TOKEN/)
})

test('a value that is refused is told at its field: by the server, for the stored value, and by the package', async (t) => {
  const { page, stored } = await openTom(t, { changes: { points: 9007199254740991 } })
  await (await edit(page, 'note')).getByRole('textbox').fill('x')
  const level = await edit(page, 'level')
  await level.getByRole('spinbutton').fill('1.5')
  await (await review(page)).getByRole('button', { name: 'Send' }).click()
  await level.getByRole('alert').getByText(/^level: expected an integer/).waitFor()
  assert.equal(await level.getByRole('spinbutton').getAttribute('aria-invalid'), 'true')
  assert.equal(await fieldOf(page, 'note').getByRole('alert').count(), 0)
  assert.equal(stored().note, 'old')

  await page.getByRole('button', { name: 'Undo the change of level' }).click()
  const points = await edit(page, 'points')
  await choose(page, 'points', 'Add to number')
  await points.getByRole('spinbutton').fill('1')
  await (await review(page)).getByRole('button', { name: 'Send' }).click()
  await points.getByRole('alert').getByText('points: $incr_by leaves the range of integers (code 2)').waitFor()

  await page.getByRole('button', { name: 'Undo the change of points' }).click()
  await page.getByRole('combobox', { name: 'Field to change' }).fill('no such field')
  await page.getByRole('combobox', { name: 'Field to change' }).press('Enter')
  const wrong = fieldOf(page, 'no such field')
  await page.getByRole('button', { name: 'Review and save…' }).click()
  // Nothing typed, nothing to save.
  await page.getByRole('dialog', { name: 'Review the request' }).getByRole('button', { name: 'Back' }).click()
  await wrong.getByRole('textbox').fill('x')
  await page.getByRole('button', { name: 'Review and save…' }).click()
  await wrong.getByRole('alert').getByText(/is not a field name/).waitFor()

  const tags = await edit(page, 'tags')
  await choose(page, 'tags', 'Append')
  await page.getByRole('button', { name: 'Review and save…' }).click()
  await tags.getByRole('alert').getByText('A value is missing.').waitFor()
})

test('a number beyond what is exact, and text that is not JSON, are not sent', async (t) => {
  const { page, emulator } = await openTom(t)
  const level = await edit(page, 'level')
  await level.getByRole('spinbutton').fill('9007199254740993')
  await level.getByText('This number has more digits than can be sent exactly.').waitFor()
  const address = await edit(page, 'address')
  await address.getByRole('textbox').fill('{"city":')
  await address.getByText(/This is not JSON yet/).waitFor()
  await page.getByRole('button', { name: 'Review and save…' }).click()
  for (const group of [level, address]) await group.getByRole('alert').getByText('A value is missing.').waitFor()
  assert.equal(emulator.counts().writes, 0)
})

test('leaving with unsaved changes asks, and without closes at once; the focus returns', async (t) => {
  const { page } = await openUsers(t, { emulator: { users: [TOM, ANN], fields: FIELDS } })
  const opener = page.getByRole('table').getByRole('link', { name: 'Tom' })
  const open = async () => {
    await opener.focus()
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Tom' }).waitFor()
  }
  const drawer = page.getByRole('heading', { name: 'Tom' })
  await open()
  await page.keyboard.press('Escape')
  await drawer.waitFor({ state: 'detached' })
  assert(await opener.evaluate((button) => button === document.activeElement))

  await open()
  await (await edit(page, 'note')).getByRole('textbox').fill('x')
  const question = page.getByRole('dialog', { name: 'Leave without saving?' })
  await page.keyboard.press('Escape')
  await question.getByRole('button', { name: 'Stay' }).click()
  await question.waitFor({ state: 'detached' })
  assert.equal(await fieldOf(page, 'note').getByRole('textbox').inputValue(), 'x')
  const goBack = () => page.evaluate(() => history.back())
  await goBack()
  await question.getByRole('button', { name: 'Stay' }).click()
  await question.waitFor({ state: 'detached' })
  assert.match(page.url(), /user=88888/)
  assert.equal(await fieldOf(page, 'note').getByRole('textbox').inputValue(), 'x')

  const asked = page.waitForEvent('dialog')
  await page.close({ runBeforeUnload: true })
  const unload = await asked
  assert.equal(unload.type(), 'beforeunload')
  await unload.dismiss()

  await goBack()
  await question.getByRole('button', { name: 'Leave' }).click()
  await drawer.waitFor({ state: 'detached' })
  assert.doesNotMatch(page.url(), /user=/)

  await open()
  await (await edit(page, 'note')).getByRole('textbox').fill('x')
  await page.getByRole('button', { name: 'Close' }).click()
  await question.getByRole('button', { name: 'Leave' }).click()
  await drawer.waitFor({ state: 'detached' })
  assert.doesNotMatch(page.url(), /user=/)
})

test('Escape closes what is on top: a list, then the review, and not the drawer below', async (t) => {
  const { page } = await openTom(t)
  await edit(page, 'level')
  await page.getByRole('combobox', { name: 'Change of level' }).click()
  await page.locator('.ant-select-dropdown:not(.ant-select-dropdown-hidden)').waitFor()
  await page.keyboard.press('Escape')
  await page.locator('.ant-select-dropdown:not(.ant-select-dropdown-hidden)').waitFor({ state: 'detached' })
  assert(await page.getByRole('heading', { name: 'Tom' }).isVisible())
  await page.getByRole('spinbutton', { name: 'Value for level' }).fill('4')
  const dialog = await review(page)
  await page.keyboard.press('Escape')
  await dialog.waitFor({ state: 'detached' })
  await page.waitForFunction(() => document.activeElement?.textContent === 'Review and save…')
  assert(await page.getByRole('heading', { name: 'Tom' }).isVisible())
  assert.equal(await page.getByRole('dialog', { name: 'Leave without saving?' }).count(), 0)
})

test('a field is changed by the keyboard alone', async (t) => {
  const { page, stored } = await openTom(t)
  const focused = () => page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent)
  const tabTo = async (name) => {
    for (let count = 0; count < 60 && (await focused()) !== name; count++) await page.keyboard.press('Tab')
    assert.equal(await focused(), name)
  }
  await tabTo('Change note')
  await page.keyboard.press('Enter')
  await page.waitForFunction(() => document.activeElement?.getAttribute('aria-label') === 'Value for note')
  await page.keyboard.press('ControlOrMeta+a')
  await page.keyboard.type('typed')
  await tabTo('Review and save…')
  await page.keyboard.press('Enter')
  await page.getByRole('dialog').getByRole('button', { name: 'Send' }).waitFor()
  await tabTo('Send')
  await page.keyboard.press('Enter')
  await untilSaved(page)
  assert.equal(stored().note, 'typed')
  // The button that was pressed is disabled by now.
  await page.waitForFunction(() => document.activeElement?.getAttribute('role') === 'tab')
})

test('the table behind is read again after a save', async (t) => {
  const { page } = await openTom(t)
  await (await edit(page, 'note')).getByRole('textbox').fill('x')
  const dialog = await review(page)
  const table = page.waitForResponse((response) => /user_profile\/\?/.test(response.url()) && response.request().method() === 'GET')
  await dialog.getByRole('button', { name: 'Send' }).click()
  assert.equal((await (await table).json()).objects.find(({ id }) => id === ID).note, 'x')
})

test('in Chinese on a telephone everything is there, and nothing sticks out', async (t) => {
  const { page, emulator } = await openUsers(t, {
    search: `?user=${ID}`,
    language: 'zh',
    width: 390,
    height: 800,
    emulator: { users: [TOM, ANN], fields: FIELDS },
  })
  await page.getByRole('button', { name: '修改 note' }).click()
  await fieldOf(page, 'note').getByRole('textbox').fill('手机')
  const fits = async () => assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 390)
  await fits()
  await page.getByRole('button', { name: '检查并保存…' }).click()
  const dialog = page.getByRole('dialog', { name: '确认请求' })
  await dialog.getByRole('button', { name: /^发送$/ }).waitFor()
  const { x, width } = await dialog.boundingBox()
  assert(x >= 0 && x + width <= 390)
  await fits()
  await dialog.getByRole('button', { name: /^发送$/ }).click()
  await untilSaved(page)
  assert.equal(emulator.snapshot().find(({ id }) => id === ID).note, '手机')
})
