// The filter: one line above the table, and an editor with three views of the same filter.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  applyButton,
  applyEditor,
  applyLine,
  choose,
  chooseField,
  code,
  documentOf,
  drawer,
  filterInAddress,
  inAddress,
  line,
  openEditor,
  parseWhere,
  reads,
  root,
  row,
  said,
  settled,
  showView,
  shows,
} from './support/filter.mjs'
import { openUsers, panelSuite } from './support/panel.mjs'

panelSuite()

const search = (filter, more = '') => `?filter=${encodeURIComponent(filter)}${more}`

test('a filter typed into the line shows who matches, and is in the address', async (t) => {
  const { page, emulator } = await openUsers(t, { search: '?page=3' })
  const filter = 'vip = true and level >= 9 and nickname contains "a"'
  await applyLine(page, filter)
  await inAddress(page, filter)
  assert.equal(new URL(page.url()).searchParams.get('page'), null)
  const matching = ({ vip, level, nickname }) => vip === true && level >= 9 && nickname?.includes('a')
  await shows(page, emulator.snapshot().filter(matching))
  await said(page).filter({ hasText: 'Only users who match are shown.' }).waitFor()
  assert(await line(page).evaluate((input) => input === document.activeElement))

  await page.goBack()
  await inAddress(page, null)
  assert.equal(await line(page).inputValue(), '')
  await page.goForward()
  await page.getByRole('button', { name: 'Clear the filter' }).click()
  await inAddress(page, null)
  assert.equal(await line(page).inputValue(), '')
})

test('what is typed is applied only when it is asked for', async (t) => {
  const { page, emulator } = await openUsers(t)
  await settled(page)
  const { requests } = emulator.counts()
  await line(page).fill('level >= 9')
  await said(page).filter({ hasText: 'Press Enter to apply.' }).waitFor()
  assert.equal(filterInAddress(page), null)
  assert.equal(emulator.counts().requests, requests)
  await page.getByRole('search').getByRole('button', { name: 'Apply' }).click()
  await inAddress(page, 'level >= 9')
})

test('a mistake in the line is said at its place, and nothing is asked for', async (t) => {
  const { page, emulator } = await openUsers(t)
  await settled(page)
  const { requests } = emulator.counts()
  await line(page).fill('vip = true and nickname = Tom')
  assert.equal(await line(page).getAttribute('aria-invalid'), 'false')
  await line(page).press('Enter')
  await said(page).filter({ hasText: 'Column 27: a text stands in quotes: write "Tom"' }).waitFor()
  assert.equal(await said(page).locator('mark').innerText(), 'Tom')
  assert.equal(await line(page).getAttribute('aria-invalid'), 'true')
  const selected = (input) => input.value.slice(input.selectionStart, input.selectionEnd)
  assert.equal(await line(page).evaluate(selected), 'Tom')
  assert.equal(filterInAddress(page), null)
  assert.equal(emulator.counts().requests, requests)

  await page.keyboard.type('"Tom"')
  assert.equal(await line(page).getAttribute('aria-invalid'), 'false')
  await page.keyboard.press('Enter')
  await inAddress(page, 'vip = true and nickname = "Tom"')
})

test('a link shows who matches its filter, and says what is wrong with it', async (t) => {
  const filter = 'gender = 2 and (city = "Shenzhen" or tags has all ("gold", "beta"))'
  const { page, emulator } = await openUsers(t, { search: search(filter, '&size=100') })
  const matching = ({ gender, city, tags }) =>
    gender === 2 && (city === 'Shenzhen' || ['gold', 'beta'].every((tag) => tags?.includes(tag)))
  await shows(page, emulator.snapshot().filter(matching))
  assert.equal(await line(page).inputValue(), filter)

  const broken = await openUsers(t, { search: search('level >= ') })
  await said(broken.page).filter({ hasText: /^level >=\s+Column 10: expected a value after >=/ }).waitFor()
  await broken.page.getByRole('button', { name: 'Code' }).and(broken.page.locator(':disabled')).waitFor()
  await openEditor(broken.page)
  await reads(code(broken.page, 'text'), 'level >= ')
})

test('the three views and the line follow each other', async (t) => {
  const { page, emulator } = await openUsers(t)
  await openEditor(page)
  await drawer(page).getByText('Nothing is filtered').waitFor()

  // From the builder.
  await page.getByRole('button', { name: 'Add condition' }).click()
  const first = row(root(page), 1)
  await chooseField(first, 'level')
  await choose(first, 'Operator', 'at least')
  await first.getByRole('textbox', { name: 'Value' }).fill('9')
  await showView(page, 'Text')
  await reads(code(page, 'text'), 'level >= 9')
  await showView(page, 'JSON')
  await reads(code(page, 'JSON'), '{\n  "level": {\n    "$gte": 9\n  }\n}')

  // From the JSON.
  await code(page, 'JSON').fill('{"level": {"$gt": 8, "$lt": 11}, "vip": true}')
  await showView(page, 'Text')
  await reads(code(page, 'text'), 'level > 8 and level < 11 and vip = true')
  await showView(page, 'Builder')
  assert.deepEqual(await root(page).getByRole('group').evaluateAll((rows) => rows.map((row) => row.ariaLabel)), [
    'Condition 1',
    'Condition 2',
    'Condition 3',
  ])

  // From the text.
  await showView(page, 'Text')
  await code(page, 'text').fill('gender = 1 or level in (1, 2)')
  await showView(page, 'JSON')
  const json = JSON.parse(await documentOf(code(page, 'JSON')))
  assert.deepEqual(json, { $or: [{ gender: { $eq: 1 } }, { level: { $in: [1, 2] } }] })
  await showView(page, 'Builder')
  await drawer(page).getByRole('group', { name: 'Any of these' }).waitFor()
  await drawer(page).getByText('Male', { exact: true }).waitFor()

  // From the line, which shows what the editor has before it is applied.
  await page.keyboard.press('Escape')
  await drawer(page).waitFor({ state: 'detached' })
  assert.equal(filterInAddress(page), null)
  assert.equal(await line(page).inputValue(), 'gender = 1 or level in (1, 2)')
  await line(page).fill('level = 7 and vip = true')
  await openEditor(page, 'JSON')
  const typed = JSON.parse(await documentOf(code(page, 'JSON')))
  assert.deepEqual(typed, { $and: [{ level: { $eq: 7 } }, { vip: { $eq: true } }] })
  assert.equal(await applyEditor(page), 'level = 7 and vip = true')
  await shows(page, emulator.snapshot().filter(({ level, vip }) => level === 7 && vip === true))
})

test('a wrong text stays while other views show the last filter that was right', async (t) => {
  const { page } = await openUsers(t, { search: search('level = 3') })
  await openEditor(page, 'Text')
  await code(page, 'text').fill('level = 3 or')
  await drawer(page).getByText('Column 13: expected a condition after or, got the end').waitFor()
  assert(await applyButton(page).isDisabled())
  await drawer(page).getByRole('status').filter({ hasText: 'The text has a mistake.' }).waitFor()

  await showView(page, 'JSON')
  await drawer(page).getByRole('alert').filter({ hasText: 'What you see is the last filter that was right' }).waitFor()
  assert.deepEqual(JSON.parse(await documentOf(code(page, 'JSON'))), { level: { $eq: 3 } })
  assert(await applyButton(page).isDisabled())
  await showView(page, 'Builder')
  await row(root(page), 1).getByText('level').waitFor()
  await drawer(page).getByRole('button', { name: 'Go there' }).click()
  await reads(code(page, 'text'), 'level = 3 or')

  // It stays while the editor is closed, too, and the line shows it.
  await page.keyboard.press('Escape')
  await drawer(page).waitFor({ state: 'detached' })
  assert.equal(await line(page).inputValue(), 'level = 3 or')
  assert.equal(filterInAddress(page), 'level = 3')
  await openEditor(page)
  await reads(code(page, 'text'), 'level = 3 or')

  // An edit elsewhere takes its place.
  await showView(page, 'JSON')
  await code(page, 'JSON').fill('{"level": 4}')
  await showView(page, 'Text')
  await reads(code(page, 'text'), 'level = 4')
  assert.equal(await applyEditor(page), 'level = 4')
})

test('wrong JSON and a row that is not complete stay, and are dropped on request', async (t) => {
  const { page } = await openUsers(t, { search: search('level = 3') })
  await openEditor(page, 'JSON')
  await code(page, 'JSON').fill('{"level": ')
  await showView(page, 'Text')
  await reads(code(page, 'text'), 'level = 3')
  await drawer(page).getByRole('button', { name: 'Discard the mistake' }).click()
  await showView(page, 'JSON')
  assert.deepEqual(JSON.parse(await documentOf(code(page, 'JSON'))), { level: { $eq: 3 } })
  assert(await applyButton(page).isEnabled())

  await showView(page, 'Builder')
  await page.getByRole('button', { name: 'Add condition' }).click()
  await row(root(page), 2).getByText('Choose a field.').waitFor()
  assert(await applyButton(page).isDisabled())
  await drawer(page).getByRole('status').filter({ hasText: 'Not every condition in the builder' }).waitFor()
  await showView(page, 'Text')
  await reads(code(page, 'text'), 'level = 3')
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Edit filter (has a mistake)' }).click()
  await row(root(page), 2).getByText('Choose a field.').waitFor()
  await drawer(page).getByRole('button', { name: 'Discard changes' }).click()
  assert.equal(await row(root(page), 2).count(), 0)
  assert.equal(await applyEditor(page), 'level = 3')
})

const MISTAKES = [
  // view, what is typed, what is underlined, what is said
  ['Text', 'level >= 3 and nickname has key 5', '5', /^Column 33: /],
  ['Text', 'level >= 9007199254740993', '9007199254740993', /^Column 10: JavaScript would round 9007199254740993/],
  ['Text', 'vip = true\nand created_at > "2020"', '"2020"', /^Line 2, column 18: created_at: expected a number of unix/],
  ['Text', 'level >= ', undefined, /^Column 10: expected a value after >=, got the end$/],
  ['JSON', '{"level": 3,}', '}', /^Column 13: expected a name in quotes/],
  ['JSON', '{"$or": [{"vip": true}, {"level": {"$gte": 3, "$lt": true}}]}', 'true', /\$or\[1\]\.level\.\$lt: expected/],
  ['JSON', '{"level": {"$foo": 1}}', '"$foo"', /"\$foo" is not an operator/],
  ['JSON', '{"a": 1, "a": 2}', '"a"', /stands twice/],
  ['JSON', '{"id": {"$in": [1, 9007199254740993]}}', '9007199254740993', /JavaScript would round/],
  ['JSON', 'level = 3', 'level = 3', /^Column 1: expected one object/],
  ['JSON', '[{"level": 3}]', '[{"level": 3}]', /^Column 1: expected one object/],
  ['JSON', '{"level": 3} and {"vip": true}', 'and {"vip": true}', /^Column 14: nothing may follow the closing }/],
  ['JSON', '{"level": 3', '{', /the { is never closed/],
]

test('a mistake in the text or the JSON is underlined at its place, and said', async (t) => {
  const { page } = await openUsers(t)
  await openEditor(page)
  for (const [view, typed, underlined, words] of MISTAKES) {
    await showView(page, view)
    const editor = code(page, view === 'Text' ? 'text' : view)
    await editor.fill(typed)
    const panel = page.getByRole('tabpanel', { name: view })
    await panel.getByRole('status').filter({ hasText: words }).waitFor()
    // What is missing has no text to underline: a mark stands in its place.
    const marks = panel.locator(underlined === undefined ? '.cm-lintPoint' : '.cm-lintRange-error')
    await marks.first().waitFor()
    assert.equal((await marks.allInnerTexts()).join(''), underlined ?? '', typed)
    assert.equal(await editor.getAttribute('aria-invalid'), 'true')
    assert.equal(await editor.getAttribute('aria-describedby'), await panel.getByRole('status').getAttribute('id'))
    assert(await applyButton(page).isDisabled())
    await editor.fill('')
    await marks.first().waitFor({ state: 'detached' })
    assert(await applyButton(page).isEnabled())
  }
})

test('matches are counted when somebody asks, and only then', async (t) => {
  const { page, emulator } = await openUsers(t)
  await settled(page)
  await openEditor(page, 'Text')
  const { requests } = emulator.counts()
  await code(page, 'text').fill('vip = true')
  assert.equal(emulator.counts().requests, requests)
  await drawer(page).getByRole('button', { name: 'Count matches' }).click()
  const vips = emulator.snapshot().filter(({ vip }) => vip === true).length
  await drawer(page).getByText(`${vips} users match`, { exact: true }).waitFor()
  assert.equal(emulator.counts().requests, requests + 1)
  await code(page, 'text').fill('vip = false')
  await drawer(page).getByText(`${vips} users match`).waitFor({ state: 'detached' })

  emulator.setFaults([{ kind: 'status', status: 403 }])
  await drawer(page).getByRole('button', { name: 'Count matches' }).click()
  await drawer(page).getByRole('alert').filter({ hasText: 'Not allowed' }).waitFor()
})

test('an editor keeps no Tab for itself, applies by Ctrl and Enter, and gives the focus back', async (t) => {
  const { page } = await openUsers(t)
  await page.getByRole('button', { name: 'Edit filter' }).focus()
  await page.keyboard.press('Enter')
  await showView(page, 'Text')
  await code(page, 'text').focus()
  await page.keyboard.type('level = 3')
  await page.keyboard.press('Tab')
  assert(!(await code(page, 'text').evaluate((editor) => editor.contains(document.activeElement))))
  await page.keyboard.press('Shift+Tab')
  assert(await code(page, 'text').evaluate((editor) => editor.contains(document.activeElement)))
  await page.keyboard.press('Control+Enter')
  await inAddress(page, 'level = 3')
  await page.waitForFunction(() => document.activeElement?.textContent === 'Edit filter')

  for (const name of ['Saved', 'Code', 'How to write a filter']) {
    await page.getByRole('button', { name }).focus()
    await page.keyboard.press('Enter')
    await page.getByRole('dialog').waitFor()
    await page.keyboard.press('Escape')
    await page.waitForFunction(
      (name) => [document.activeElement?.textContent, document.activeElement?.ariaLabel].includes(name),
      name,
    )
  }
})

test('each example of the help is a filter', async (t) => {
  const { page } = await openUsers(t)
  await page.getByRole('button', { name: 'How to write a filter' }).click()
  await page.getByRole('dialog').getByRole('table').waitFor()
  const examples = await page.getByRole('dialog').getByRole('table').locator('code').allInnerTexts()
  assert(examples.length > 15)
  for (const example of examples) parseWhere(example)
  await page.keyboard.press('Escape')
  await openEditor(page, 'Text')
  assert.deepEqual(await drawer(page).getByRole('table').locator('code').allInnerTexts(), examples)
})

test('a field that nobody shown has is found all the same', async (t) => {
  const { page } = await openUsers(t, { search: search('id = 5') })
  await openEditor(page)
  await page.getByRole('button', { name: 'Add condition' }).click()
  await row(root(page), 2).getByRole('combobox', { name: 'Field' }).fill('birth')
  await page.locator('.ant-select-item-option[title=birthday]').waitFor()
})

test('Chinese', async (t) => {
  const { page, emulator } = await openUsers(t, { language: 'zh' })
  await line(page).fill('level >=')
  await line(page).press('Enter')
  await said(page).filter({ hasText: '第 9 列：' }).waitFor()
  await line(page).fill('')
  await openEditor(page, '可视化')
  await page.getByRole('button', { name: '添加条件', exact: true }).click()
  const first = drawer(page).getByRole('group', { name: '条件 1' })
  await first.getByText('请选择字段。').waitFor()
  await first.getByRole('combobox', { name: '字段' }).fill('gender')
  await page.keyboard.press('Enter')
  await choose(first, '值', '女')
  await page.getByRole('button', { name: '添加条件', exact: true }).click()
  const second = drawer(page).getByRole('group', { name: '条件 2' })
  await second.getByRole('combobox', { name: '字段' }).fill('level')
  await page.keyboard.press('Enter')
  await choose(second, '运算符', '大于等于')
  await second.getByRole('textbox', { name: '值' }).fill('30')
  assert.equal(await applyEditor(page), 'gender = 2 and level >= 30')
  await shows(page, emulator.snapshot().filter(({ gender, level }) => gender === 2 && level >= 30))
})

test('on a phone everything fits and can be used', async (t) => {
  const { page } = await openUsers(t, { width: 390, height: 844 })
  const fits = async () => {
    const wide = await page.evaluate(() =>
      [...document.querySelectorAll('[role=search], [role=search] *, [role=dialog], [role=dialog] *')]
        .filter((element) => element.getBoundingClientRect().right > innerWidth + 1 && !element.closest('.unseen, svg'))
        .map((element) => element.className || element.tagName),
    )
    assert.deepEqual(wide, [])
  }
  await fits()
  await openEditor(page)
  await page.getByRole('button', { name: 'Add condition' }).click()
  const first = row(root(page), 1)
  await chooseField(first, 'birthday')
  await choose(first, 'Operator', 'between')
  await page.getByRole('button', { name: 'Add group' }).click()
  const inner = root(page).getByRole('group', { name: 'Any of these' })
  await inner.getByRole('button', { name: 'Add group' }).click()
  await inner.getByRole('group', { name: 'All of these' }).getByRole('combobox', { name: 'Field' }).waitFor()
  await fits()
  await drawer(page).getByRole('button', { name: 'Discard changes' }).click()
  await showView(page, 'Text')
  await code(page, 'text').fill(`nickname in (${Array.from({ length: 40 }, (_, at) => `"name ${at}"`).join(', ')})`)
  await fits()
  await showView(page, 'Builder')
  await fits()
  await applyEditor(page)
  await fits()
})

test('the editor is dark where the page is', async (t) => {
  const { page } = await openUsers(t, { scheme: 'dark' })
  await openEditor(page, 'JSON')
  const lightness = (property) =>
    page.locator('.cm-editor:visible').evaluate((editor, property) => {
      const [red, green, blue] = getComputedStyle(editor)[property].match(/\d+/g).map(Number)
      return red + green + blue
    }, property)
  assert(await lightness('backgroundColor') < 200)
  assert(await lightness('color') > 500)
})

test('CodeMirror is not asked for before an editor is opened', async (t) => {
  const { page } = await openUsers(t)
  const editorsFiles = () =>
    page.evaluate(() => performance.getEntriesByType('resource').filter(({ name }) => name.includes('CodeMirror')).length)
  assert.equal(await editorsFiles(), 0)
  await openEditor(page, 'Text')
  await code(page, 'text').waitFor()
  assert(await editorsFiles() > 0)
})
