// The filter as an operator uses it: the line above the table, the editor's views, the builder's rows.
import assert from 'node:assert/strict'
import { createRequire } from 'node:module'
import { join } from 'node:path'

export const { formatWhere, parseWhere } = createRequire(join(process.env.MINAPP_CONSUMER, 'caller.cjs'))('minapp-users/text')

/** The line above the table. */
export const line = (page) => page.getByRole('search').getByRole('textbox')

/** What is said under the line. */
export const said = (page) => page.getByRole('search').getByRole('status')

/** Writes into the line and presses Enter. */
export async function applyLine(page, text) {
  await line(page).fill(text)
  await line(page).press('Enter')
}

/** The filter in the address. */
export const filterInAddress = (page) => new URL(page.url()).searchParams.get('filter')

/** Waits until the address has this filter; null for none. */
export const inAddress = (page, filter) => page.waitForURL((url) => url.searchParams.get('filter') === filter)

/** Waits until the table shows these users and nobody else. */
export async function shows(page, users) {
  const ids = users.map(({ id }) => String(id)).sort()
  assert(ids.length > 0 && ids.length <= 50, `a page shows up to 50 users, and these are ${ids.length}`)
  await page.waitForFunction((expected) => {
    const shown = [...document.querySelectorAll('[data-row-key]')].map((row) => row.dataset.rowKey)
    return JSON.stringify([...new Set(shown)].sort()) === expected
  }, JSON.stringify(ids))
}

/** Waits until the first users are there. */
export const settled = (page) => page.locator('[data-row-key]').first().waitFor()

/** Opens the editor at a view. */
export async function openEditor(page, view) {
  await page.getByRole('button', { name: /^(Edit filter|编辑筛选)/ }).click()
  await page.getByRole('tablist').waitFor()
  if (view) await showView(page, view)
}

export const drawer = (page) => page.getByRole('dialog', { name: /^(Filter|筛选)$/ })

export const showView = (page, name) => page.getByRole('tab', { name: new RegExp(`^${name}`) }).click()

/** The text or the JSON in the editor. */
export const code = (page, kind) => page.getByRole('textbox', { name: `Filter as ${kind}` })

/** Reads an editor in the page. What stands in for an empty document is not of it. */
const documentIn = (editor) => {
  const copy = editor.cloneNode(true)
  for (const placeholder of copy.querySelectorAll('.cm-placeholder')) placeholder.remove()
  return [...copy.querySelectorAll('.cm-line')].map((line) => line.textContent).join('\n')
}

/** A short document as it stands in the editor. */
export const documentOf = (editor) => editor.evaluate(documentIn)

/** Waits until a short document is this one. */
export async function reads(editor, text) {
  await editor.waitFor()
  await editor.page().waitForFunction(
    ([documentIn, editor, text]) => new Function(`return (${documentIn})`)()(editor) === text,
    [String(documentIn), await editor.elementHandle(), text],
  )
}

/** The button that applies the editor's filter. */
export const applyButton = (page) => drawer(page).getByRole('button', { name: /^(Apply|应用)$/ })

/** Applies what is in the editor and gives the filter that the address then has. */
export async function applyEditor(page) {
  await applyButton(page).click()
  await drawer(page).waitFor({ state: 'detached' })
  return filterInAddress(page)
}

/** The conditions in the builder that are not inside a further group of `group`. */
export const row = (group, number) => group.getByRole('group', { name: `Condition ${number}`, exact: true }).first()

/** The outermost group. */
export const root = (page) => drawer(page).getByRole('group', { name: /^(All|Any) of these$/ }).first()

// A list that is still on its way to its place cannot be read or clicked with certainty.
const options = (page) =>
  page.locator('.ant-select-dropdown:visible:not([class*=ant-slide-up]) .ant-select-item-option')

const closed = (page) => page.locator('.ant-select-dropdown:visible').first().waitFor({ state: 'hidden' })

/** Takes an option of the list that is open, and waits until it is closed. */
async function take(page, option) {
  await options(page).filter({ hasText: option }).click()
  await closed(page)
}

const exactly = (text) => new RegExp(`^${text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}$`)

/** Chooses from a list. */
export async function choose(row, name, option) {
  await row.getByRole('combobox', { name, exact: true }).click()
  await take(row.page(), exactly(option))
}

/** Types the name of a field and takes it. */
export async function chooseField(row, name) {
  const field = row.getByRole('combobox', { name: 'Field', exact: true })
  await field.click()
  await field.fill(name)
  await take(row.page(), new RegExp(`^(${name}|Use “${name}”)$`))
}

/** Opens a list and tells what it offers. */
export async function offered(row, name) {
  const page = row.page()
  await row.getByRole('combobox', { name, exact: true }).click()
  await options(page).first().waitFor()
  const texts = await options(page).allInnerTexts()
  await row.getByRole('combobox', { name, exact: true }).click()
  await closed(page)
  return texts
}
