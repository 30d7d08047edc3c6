// The filter's builder: groups of conditions to click together, or to type.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  applyButton,
  applyEditor,
  choose,
  chooseField,
  code,
  drawer,
  formatWhere,
  offered,
  openEditor,
  parseWhere,
  reads,
  root,
  row,
  showView,
  shows,
} from './support/filter.mjs'
import { openUsers, panelSuite } from './support/panel.mjs'

panelSuite()

const search = (filter) => `?filter=${encodeURIComponent(filter)}`
const add = (group) => group.getByRole('button', { name: 'Add condition' }).last().click()
const value = (condition) => condition.getByRole('textbox', { name: 'Value', exact: true })

/** Writes a filter as JSON and shows the builder. */
async function build(page, where) {
  await showView(page, 'JSON')
  await code(page, 'JSON').fill(JSON.stringify(where))
  await showView(page, 'Builder')
}

/** Makes the builder write the filter that it shows. */
async function touch(page) {
  const join = root(page).getByRole('radiogroup', { name: 'Join' }).first()
  const [now, other] = (await join.getByRole('radio', { name: 'All of' }).isChecked()) ? ['All of', 'Any of'] : ['Any of', 'All of']
  await join.getByText(other, { exact: true }).click()
  await join.getByText(now, { exact: true }).click()
}

const polygon = { type: 'Polygon', coordinates: [[[0, 0], [2, 0], [2, 2], [0, 0]]] }
const point = { type: 'Point', coordinates: [113.3, 23.1] }

/** Conditions, and how many rows of each sort the builder shows them in: with a form, with JSON as the value, as JSON. */
const CONDITIONS = [
  [{ level: 3 }, 'form'],
  [{ level: -0.5 }, 'form'],
  [{ level: 1e21 }, 'form'],
  [{ level: 9007199254740991 }, 'form'],
  [{ level: null }, 'value'],
  [{ nickname: 'Tom "the" \'cat\' \\ $x `y`\n' }, 'form'],
  [{ nickname: '' }, 'form'],
  [{ nickname: { $ne: '3' } }, 'form'],
  [{ vip: true }, 'form'],
  [{ vip: { $ne: false } }, 'form'],
  [{ gender: 2 }, 'form'],
  [{ gender: { $gte: 1 } }, 'form'],
  [{ gender: { $in: [0, 1] } }, 'form'],
  [{ gender: { $nin: [7] } }, 'form'],
  [{ level: { $lt: 1 } }, 'form'],
  [{ level: { $lte: 1.5 } }, 'form'],
  [{ level: { $gt: -1 } }, 'form'],
  [{ level: { $gte: 0 } }, 'form'],
  [{ level: { $range: [1, 9] } }, 'form'],
  [{ level: { $in: [1, 2, 3] } }, 'form'],
  [{ level: { $nin: [1] } }, 'form'],
  [{ level: { $in: [] } }, 'value'],
  [{ level: { $in: [1, 1] } }, 'value'],
  [{ points: { $in: [1, 'a', null, true] } }, 'value'],
  [{ city: { $in: ['a,b', 'c d'] } }, 'form'],
  [{ city: { $nin: ['', 'x'] } }, 'value'],
  [{ created_at: { $gte: 1577836800 } }, 'form'],
  [{ created_at: { $lt: 1577836800.5 } }, 'form'],
  [{ updated_at: { $range: [0, 1577836800] } }, 'form'],
  [{ birthday: { $gt: '1990-01-01T00:00:00.000000+08:00' } }, 'form'],
  [{ birthday: { $lte: '1990-01-01' } }, 'form'],
  [{ birthday: { $range: ['1990-01-01T00:00:00Z', '1999-12-31T00:00:00Z'] } }, 'form'],
  [{ nickname: { $contains: 'a' } }, 'form'],
  [{ nickname: { $contains: '' } }, 'form'],
  [{ nickname: { $regex: '^a/b\\d$' } }, 'form'],
  [{ nickname: { $regex: 'é', $options: 'i' } }, 'form'],
  [{ unionid: { $isnull: true } }, 'form'],
  [{ unionid: { $isnull: false } }, 'form'],
  [{ note: { $exists: true } }, 'form'],
  [{ note: { $exists: false } }, 'form'],
  [{ tags: { $all: ['gold', '风控'] } }, 'form'],
  [{ tags: { $in: ['gold'] } }, 'form'],
  [{ tags: { $eq: ['gold', 'new'] } }, 'value'],
  [{ tags: ['gold'] }, 'value'],
  [{ address: { $eq: { city: 'x', __proto: [1, { a: null }] } } }, 'value'],
  [{ address: { $has_key: 'city' } }, 'form'],
  [{ 'address.city': '广州' }, 'form'],
  [{ 字段: { $gte: 'z' } }, 'form'],
  [{ area: { $intersects: point } }, 'value'],
  [{ location: { $within: polygon } }, 'value'],
  [{ location: { $center: { coordinates: [113.3, 23.1], radius: 5 } } }, 'value'],
  [{ location: { $nearsphere: { geometry: point, min_distance: 1, max_distance: 500 } } }, 'value'],
  [{}, 'json'],
]

test('every condition that JSON can say survives the builder', async (t) => {
  const { page } = await openUsers(t)
  await openEditor(page)
  const all = CONDITIONS.map(([condition]) => condition)
  await build(page, { $or: all })
  await row(root(page), all.length).waitFor()
  for (const [at, [condition, sort]] of CONDITIONS.entries()) {
    const one = row(root(page), at + 1)
    const editors = await one.locator('.cm-content').count()
    const fields = await one.getByRole('combobox', { name: 'Field' }).count()
    const shown = fields === 0 ? 'json' : editors === 0 ? 'form' : 'value'
    assert.equal(shown, sort, JSON.stringify(condition))
  }
  await touch(page)
  const written = parseWhere(await applyEditor(page)).toJSON()
  assert.deepEqual(
    written.$or.map((part) => formatWhere(part)),
    all.map((part) => formatWhere(part)),
  )
})

const FILTERS = [
  [{}, ''],
  [{ level: { $gt: 1, $lt: 5 } }, 'level > 1 and level < 5'],
  [{ level: 1, vip: true }, 'level = 1 and vip = true'],
  [{ level: 1, $or: [{ vip: true }, { vip: false, gender: 1 }] }, 'level = 1 and (vip = true or (vip = false and gender = 1))'],
  [{ $and: [{ $and: [{ vip: true }, { level: 1 }] }, { level: 2 }] }, '(vip = true and level = 1) and level = 2'],
  [{ $or: [{ vip: true }] }, 'vip = true'],
  [{ nickname: { $regex: 'a', $options: 'i', $contains: 'b' } }, 'nickname matches /a/i and nickname contains "b"'],
  [{ $and: [{ $or: [{}, { vip: true }] }, { level: 1 }] }, '({} or vip = true) and level = 1'],
]

test('groups of any form survive the builder', async (t) => {
  const { page } = await openUsers(t)
  await openEditor(page)
  for (const [where, text] of FILTERS) {
    await build(page, where)
    await touch(page)
    await showView(page, 'Text')
    await reads(code(page, 'text'), text)
  }
  // What is nested deeper than a page is wide is JSON to edit.
  let deep = { $or: [{ level: 1 }, { vip: true }] }
  for (let at = 0; at < 10; at += 1) deep = { [at % 2 ? '$or' : '$and']: [deep, { points: at }] }
  await build(page, deep)
  await touch(page)
  assert.equal(await drawer(page).locator('.cm-content:visible').count(), 1)
  assert.equal(await applyEditor(page), formatWhere(deep))
})

const PRESENCE = ['is null', 'exists']
const ORDER = ['less than', 'at most', 'greater than', 'at least', 'between']
const TEXT = ['equals', 'does not equal', 'contains', 'matches', 'is one of', 'is none of', ...PRESENCE]
const MOMENT = ['before', 'at or before', 'after', 'at or after', 'between', 'equals', 'does not equal', ...PRESENCE]
const OFFERED = {
  nickname: TEXT,
  avatar: TEXT,
  level: ['equals', 'does not equal', ...ORDER, 'is one of', 'is none of', ...PRESENCE],
  created_at: MOMENT,
  birthday: MOMENT,
  vip: ['equals', 'does not equal', ...PRESENCE],
  gender: ['equals', 'does not equal', 'is one of', 'is none of', ...PRESENCE],
  tags: ['has any of', 'has none of', 'has all of', 'equals', 'does not equal', ...PRESENCE],
  address: ['has the key', 'equals', 'does not equal', ...PRESENCE],
  location: ['lies in the area', 'lies in the circle', 'lies near', 'includes the point', ...PRESENCE],
}

test('the operators offered are those of the field', async (t) => {
  const { page } = await openUsers(t)
  await openEditor(page)
  await add(root(page))
  const condition = row(root(page), 1)
  for (const [field, operators] of Object.entries(OFFERED)) {
    await chooseField(condition, field)
    assert.deepEqual(await offered(condition, 'Operator'), operators, field)
  }
  // Of a path nobody knows the type: whatever there is, and the type of the value is asked for.
  await chooseField(condition, 'address.city')
  await choose(condition, 'Operator', 'has all of')
  await condition.getByRole('combobox', { name: 'Type of value' }).waitFor()
})

test('nested groups are built with the mouse', async (t) => {
  const { page, emulator } = await openUsers(t)
  await openEditor(page)
  await add(root(page))
  await chooseField(row(root(page), 1), 'vip')
  await choose(row(root(page), 1), 'Value', 'Yes')
  await root(page).getByRole('button', { name: 'Add group' }).click()
  const inner = root(page).getByRole('group', { name: 'Any of these' })
  await chooseField(row(inner, 1), 'level')
  await choose(row(inner, 1), 'Operator', 'at least')
  await value(row(inner, 1)).fill('30')
  await add(inner)
  await chooseField(row(inner, 2), 'tags')
  await choose(row(inner, 2), 'Operator', 'has all of')
  const tags = row(inner, 2).getByRole('combobox', { name: 'Values; press Enter after each' })
  await tags.click()
  for (const tag of ['gold', '风控']) {
    await page.keyboard.type(tag)
    await page.keyboard.press('Enter')
  }
  await page.keyboard.press('Tab')
  assert.equal(await applyEditor(page), 'vip = true and (level >= 30 or tags has all ("gold", "风控"))')
  const matching = ({ vip, level, tags }) =>
    vip === true && (level >= 30 || ['gold', '风控'].every((tag) => tags?.includes(tag)))
  await shows(page, emulator.snapshot().filter(matching))

  // Unwrapped, joined otherwise, put into a group, removed.
  await openEditor(page)
  await root(page).getByRole('button', { name: 'Unwrap group' }).click()
  await drawer(page).getByText('vip = true and level >= 30 and tags has all').waitFor()
  await root(page).getByText('Any of', { exact: true }).click()
  await drawer(page).getByText('vip = true or level >= 30 or tags has all').waitFor()
  await row(root(page), 2).getByRole('button', { name: 'Put into a group' }).click()
  const wrapped = root(page).getByRole('group', { name: 'Any of these' })
  await add(wrapped)
  await chooseField(row(wrapped, 2), 'gender')
  await choose(row(wrapped, 2), 'Value', 'Female')
  await wrapped.getByText('All of', { exact: true }).click()
  const whole = 'vip = true or (level >= 30 and gender = 2) or tags has all ("gold", "风控")'
  await drawer(page).getByText(whole, { exact: true }).waitFor()
  await row(root(page), 1).getByRole('button', { name: 'Remove' }).click()
  await drawer(page).getByText('(level >= 30 and gender = 2) or tags has all ("gold", "风控")', { exact: true }).waitFor()
  await root(page).getByRole('button', { name: 'Remove group' }).click()
  assert.equal(await applyEditor(page), 'tags has all ("gold", "风控")')
})

/** Goes on by Tab to the control with this name. */
async function tabTo(page, name) {
  const focused = () =>
    page.evaluate(() => document.activeElement?.ariaLabel || document.activeElement?.textContent.trim() || '')
  for (let at = 0; at < 30; at += 1) {
    if ((await focused()) === name) return
    await page.keyboard.press('Tab')
  }
  assert.fail(`Tab never comes to ${name}`)
}

test('nested groups are built with the keyboard alone', async (t) => {
  const { page, emulator } = await openUsers(t)
  const press = (...keys) => keys.reduce((before, key) => before.then(() => page.keyboard.press(key)), Promise.resolve())
  const isFocused = (name) => page.waitForFunction((name) => document.activeElement?.ariaLabel === name, name)
  await page.getByRole('button', { name: 'Edit filter' }).focus()
  await press('Enter')
  await drawer(page).waitFor()
  await tabTo(page, 'Add condition')
  await press('Enter')
  // Where a condition is added, the keyboard goes on in it.
  await isFocused('Field')
  await page.keyboard.type('gend')
  await press('Enter')
  await tabTo(page, 'Value')
  await press('ArrowDown', 'ArrowDown', 'ArrowDown', 'Enter')
  await tabTo(page, 'Add group')
  await press('Enter')
  await isFocused('Field')
  await page.keyboard.type('level')
  await press('Enter')
  await tabTo(page, 'Operator')
  await page.keyboard.press('Enter')
  await press('ArrowDown', 'ArrowDown', 'ArrowDown', 'ArrowDown', 'Enter')
  await tabTo(page, 'Value')
  await page.keyboard.type('40')
  await tabTo(page, 'Add condition')
  await press('Enter')
  await isFocused('Field')
  await page.keyboard.type('address.city')
  await press('Enter')
  await tabTo(page, 'Value')
  await page.keyboard.type('广州')
  await drawer(page).getByText('gender = 2 and (level > 40 or address.city = "广州")', { exact: true }).waitFor()

  // Where one is removed, it goes on in the group.
  await tabTo(page, 'Remove')
  await press('Enter')
  await page.waitForFunction(() => document.activeElement?.textContent.includes('Add condition'))
  await tabTo(page, 'Apply')
  await press('Enter')
  await drawer(page).waitFor({ state: 'detached' })
  await shows(page, emulator.snapshot().filter(({ gender, level }) => gender === 2 && level > 40))
})

test('what is missing is told in its row and is not applied', async (t) => {
  const { page } = await openUsers(t)
  await openEditor(page)
  await add(root(page))
  const condition = row(root(page), 1)
  const told = async (text) => {
    await condition.getByText(text, { exact: true }).waitFor()
    assert(await applyButton(page).isDisabled())
  }
  await told('Choose a field.')
  await chooseField(condition, 'level')
  await told('Enter a value.')
  await choose(condition, 'Operator', 'between')
  await condition.getByRole('textbox', { name: 'From' }).fill('1')
  await told('Enter a value.')
  await condition.getByRole('textbox', { name: 'To' }).fill('2')
  assert(await applyButton(page).isEnabled())
  await choose(condition, 'Operator', 'is one of')
  await condition.getByRole('button', { name: 'Remove' }).click()
  await root(page).getByRole('button', { name: 'Add group' }).click()
  const inner = root(page).getByRole('group', { name: 'Any of these' })
  await row(inner, 1).getByRole('button', { name: 'Remove' }).click()
  await inner.getByText('This group is empty: add a condition or remove it.').waitFor()
  assert(await applyButton(page).isDisabled())

  // An empty text is a value only when somebody says so.
  await add(inner)
  await chooseField(row(inner, 1), 'note')
  await row(inner, 1).getByText('Enter a value.').waitFor()
  await row(inner, 1).getByRole('button', { name: 'Match empty text' }).click()
  assert.equal(await applyEditor(page), 'note = ""')
})

test('what the package refuses is told at its control', async (t) => {
  const { page } = await openUsers(t)
  await openEditor(page)
  await add(root(page))
  const condition = row(root(page), 1)
  const isWrong = async (control, words) => {
    await condition.getByText(words).waitFor()
    assert.equal(await control.getAttribute('aria-invalid'), 'true')
    const described = (await control.getAttribute('aria-describedby')).split(' ')
    assert(described.includes(await condition.locator('.filter-problems').getAttribute('id')))
    assert(await applyButton(page).isDisabled())
  }
  const field = condition.getByRole('combobox', { name: 'Field' })
  await chooseField(condition, 'two words')
  await value(condition).fill('x')
  await isWrong(field, /"two words" is not a field name/)
  await chooseField(condition, 'level')
  assert.equal(await field.getAttribute('aria-invalid'), 'false')
  await value(condition).fill('12a')
  await isWrong(value(condition), 'This is not a number.')
  await value(condition).fill('9007199254740993')
  await isWrong(value(condition), /JavaScript would round 9007199254740993/)
  await value(condition).fill('9007199254740991')
  await drawer(page).getByText('level = 9007199254740991').waitFor()
  await choose(condition, 'Operator', 'between')
  await condition.getByRole('textbox', { name: 'To' }).fill('1e400')
  await isWrong(condition.getByRole('textbox', { name: 'To' }), /JavaScript would round 1e400/)
  assert.equal(await condition.getByRole('textbox', { name: 'From' }).getAttribute('aria-invalid'), 'false')
  await chooseField(condition, 'address')
  await value(condition).fill('1st')
  await isWrong(value(condition), /expected a letter followed by letters, digits and _/)

  // In JSON, only what is wrong in it is underlined.
  await chooseField(condition, 'location')
  await choose(condition, 'Operator', 'lies in the circle')
  await value(condition).fill('{"coordinates": [200, 0], "radius": 1}')
  await isWrong(value(condition), /expected \[longitude, latitude\]/)
  assert.equal((await condition.locator('.cm-lintRange-error').allInnerTexts()).join(''), '[200, 0]')
  await value(condition).fill('{"coordinates": ')
  await isWrong(value(condition), /This is not JSON/)
  await value(condition).fill('1}}, "vip": {"$eq": true')
  await isWrong(value(condition), /This is not JSON/)
})

test('a part without a form is JSON to edit', async (t) => {
  const { page } = await openUsers(t, { search: search('{} or vip = true') })
  await openEditor(page)
  const part = row(root(page), 1)
  const json = part.getByRole('textbox', { name: 'Condition as JSON' })
  await reads(json, '{}')
  await json.fill('{"level": {"$gte": true}}')
  await part.getByText(/level\.\$gte: expected a number/).waitFor()
  assert.equal(await part.locator('.cm-lintRange-error').innerText(), 'true')
  assert(await applyButton(page).isDisabled())
  await json.fill('')
  await part.getByText('Enter a value.').waitFor()
  await json.fill('{"level": 59, "gender": 2}')
  assert.equal(await applyEditor(page), '(level = 59 and gender = 2) or vip = true')
})

test('moments are chosen in the local zone', async (t) => {
  const { page, emulator } = await openUsers(t, { search: search('created_at >= 1577836800') })
  await openEditor(page)
  const created = row(root(page), 1)
  assert.equal(await value(created).inputValue(), '2020-01-01 08:00:00')
  await value(created).fill('2021-03-04 05:06:07')
  await value(created).press('Enter')
  const seconds = Date.parse('2021-03-04T05:06:07+08:00') / 1000
  await drawer(page).getByText(`created_at >= ${seconds}`, { exact: true }).waitFor()
  await add(root(page))
  const born = row(root(page), 2)
  await chooseField(born, 'birthday')
  await choose(born, 'Operator', 'between')
  for (const [end, day] of [['From', '1990-01-01 00:00:00'], ['To', '1992-12-31 00:00:00']]) {
    await born.getByRole('textbox', { name: end }).fill(day)
    await born.getByRole('textbox', { name: end }).press('Enter')
  }
  await page.keyboard.press('Tab')
  const range = '"1990-01-01T00:00:00+08:00" and "1992-12-31T00:00:00+08:00"'
  assert.equal(await applyEditor(page), `created_at >= ${seconds} and birthday between ${range}`)
  const matching = ({ created_at, birthday }) =>
    created_at >= seconds && birthday >= '1990-01-01' && birthday <= '1992-12-31T00:00:00.000000+08:00'
  await shows(page, emulator.snapshot().filter(matching))
})

test('a column of a spreadsheet becomes a list', async (t) => {
  const { page, emulator } = await openUsers(t)
  await openEditor(page)
  await add(root(page))
  const condition = row(root(page), 1)
  await chooseField(condition, 'id')
  await choose(condition, 'Operator', 'is one of')
  const some = emulator.snapshot().filter((_, at) => at % 100 === 7)
  const values = condition.getByRole('combobox', { name: 'Values; press Enter after each' })
  await values.evaluate((input, text) => {
    const clipboardData = new DataTransfer()
    clipboardData.setData('text', text)
    input.focus()
    input.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
    document.execCommand('insertText', false, text.replaceAll('\n', ' '))
  }, some.map(({ id }) => id).join('\n'))
  assert.equal(await applyEditor(page), `id in (${some.map(({ id }) => id).join(', ')})`)
  await shows(page, some)
})

test('a pattern ignores case only when it is told to', async (t) => {
  const { page, emulator } = await openUsers(t)
  await openEditor(page)
  await add(root(page))
  const condition = row(root(page), 1)
  await chooseField(condition, 'nickname')
  await choose(condition, 'Operator', 'matches')
  await value(condition).fill('^L.*a')
  await drawer(page).getByText('nickname matches /^L.*a/', { exact: true }).waitFor()
  await condition.getByRole('checkbox', { name: 'Ignore case' }).check()
  assert.equal(await applyEditor(page), 'nickname matches /^L.*a/i')
  await shows(page, emulator.snapshot().filter(({ nickname }) => /^L.*a/i.test(nickname ?? '')))
})

test('another field or operator keeps the values that still have a place', async (t) => {
  const { page } = await openUsers(t, { search: search('level = 3') })
  await openEditor(page)
  const condition = row(root(page), 1)
  const asText = (text) => drawer(page).getByText(text, { exact: true }).waitFor()
  await choose(condition, 'Operator', 'is one of')
  await asText('level in (3)')
  await choose(condition, 'Operator', 'at most')
  await asText('level <= 3')
  await chooseField(condition, 'points')
  await asText('points <= 3')
  await chooseField(condition, 'nickname')
  await asText('nickname = "3"')
  await chooseField(condition, 'some.path')
  await asText('some.path = "3"')
  await choose(condition, 'Type of value', 'Number')
  await asText('some.path = 3')
  await choose(condition, 'Type of value', 'JSON')
  await value(condition).fill('[3, 4]')
  await asText('some.path = [3,4]')
  await choose(condition, 'Type of value', 'Number')
  await asText('some.path = 3')
  await chooseField(condition, 'vip')
  await condition.getByText('Enter a value.').waitFor()
})
