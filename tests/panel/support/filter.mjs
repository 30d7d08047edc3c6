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

/** The filter in the address, once it is what `isRight` says. */
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

/** A short document as it stands in the editor. */
export const documentOf = async (editor) => (await editor.locator('.cm-line').allInnerTexts()).map(unfilled).join('\n')

// A line without text holds a line's end of its own.
const unfilled = (text) => text.replace(/\n$/, '')

/** Waits until a short document is this one. */
export async function reads(editor, text) {
  await editor.and(editor.page().locator('.cm-content')).waitFor()
  const element = await editor.elementHandle()
  await editor.page().waitForFunction(
    ([element, text]) =>
      [...element.querySelectorAll('.cm-line')].map((line) => line.textContent.replace(/\n$/, '')).join('\n') === text,
    [element, text],
  )
}

/** The button that applies the editor's filter. */
export const applyButton = (page) => drawer(page).getByRole('button', { name: /^(Apply|应\s?用)$/ })

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

const options = (page) => page.locator('.ant-select-dropdown:visible .ant-select-item-option')

/** Chooses from a list. */
export async function choose(row, name, option) {
  const page = row.page()
  await row.getByRole('combobox', { name, exact: true }).click()
  await options(page).filter({ hasText: new RegExp(`^${option.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}$`) }).click()
  await options(page).first().waitFor({ state: 'detached' }).catch(() => undefined)
}

/** Types the name of a field and takes it. */
export async function chooseField(row, name) {
  const field = row.getByRole('combobox', { name: 'Field', exact: true })
  await field.click()
  await field.fill(name)
  await options(row.page()).filter({ hasText: new RegExp(`^(${name}|Use “${name}”)$`) }).click()
}
