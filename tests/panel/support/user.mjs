// What the tests of one user do with the drawer, as an operator would.

/** The group of a field; a dialog may have one of the same name. */
export const fieldOf = (page, name) => page.getByRole('tabpanel').getByRole('group', { name, exact: true })

/** Opens the editor of a field. @returns its group */
export async function edit(page, name) {
  await page.getByRole('button', { name: `Change ${name}`, exact: true }).click()
  return fieldOf(page, name)
}

/** Chooses what is done to a field whose editor is open. */
export async function choose(page, name, operation) {
  const box = page.getByRole('combobox', { name: `Change of ${name}`, exact: true })
  await box.click()
  // Other lists may still be on their way out.
  const list = page.locator(`[id="${await box.getAttribute('aria-controls')}"]`)
  await page.locator('.ant-select-dropdown', { has: list }).getByTitle(operation, { exact: true }).click()
}

/** Types items into a list of texts. */
export async function typeItems(page, name, items) {
  const input = page.getByRole('combobox', { name: `Value for ${name}`, exact: true })
  for (const item of items) {
    await input.fill(item)
    await input.press('Enter')
  }
}

/** Goes on to the review. @returns its dialog */
export async function review(page) {
  await page.getByRole('button', { name: 'Review and save…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Review the request' })
  await dialog.getByRole('button', { name: 'Send' }).waitFor()
  return dialog
}

/** Waits until it is said that something was saved. */
export const untilSaved = (page) => page.locator('.ant-message').getByText(/^(Saved|已保存)$/).first().waitFor()

/** Sends what is reviewed, and waits until it is saved. */
export async function save(page) {
  await (await review(page)).getByRole('button', { name: 'Send' }).click()
  await untilSaved(page)
  await page.getByText('No unsaved changes').waitFor()
}

/** Changes a stored user and leaves `updated_at` as it is, as a second change in one second does. */
export function changeSilently(emulator, id, changes) {
  const stored = emulator.snapshot().find((user) => user.id === id)
  emulator.remove([id])
  emulator.insert([{ ...stored, ...changes }])
}
