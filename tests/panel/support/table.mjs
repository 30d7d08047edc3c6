// What the table of users shows, and how an operator uses it.
import assert from 'node:assert/strict'

/** The ids of the users in the table, from above. Of a long page, only those in view are there. */
export const shownIds = (page) =>
  page.getByRole('table').getByRole('link').evaluateAll((links) => links.map(({ href }) => Number(new URL(href).searchParams.get('user'))))

/** Waits until `read` gives `expected`; in the end, what it gives instead is told. */
export async function until(read, expected) {
  const deadline = Date.now() + 10_000
  for (;;) {
    try {
      return assert.deepEqual(await read(), expected)
    } catch (error) {
      if (Date.now() > deadline) throw error
      await new Promise(setImmediate)
    }
  }
}

/** Waits until the table shows these users, in this order. */
export const untilShown = (page, users) => until(() => shownIds(page), users.map(({ id }) => id))

/** The heads of the columns without the boxes' one. */
export const heads = async (page) => (await page.getByRole('columnheader').allInnerTexts()).slice(1).map((text) => text.trim())

/** The cell of a user in a column. */
export async function cell(page, id, head) {
  const row = page.getByRole('row').filter({ has: page.locator(`#user-${id}`) })
  return row.getByRole('cell').or(row.getByRole('rowheader')).nth((await heads(page)).indexOf(head) + 1)
}

/** The button in the head of a column. */
export const sortButton = (page, head) => page.getByRole('columnheader', { name: head }).getByRole('button')

/** What the address says of the table. */
export const address = (page) => Object.fromEntries(new URL(page.url()).searchParams)

/** Users by a field, then by id. Who has no value comes last when descending, as on the server. */
export function ordered(users, field, descending = false) {
  const sign = descending ? -1 : 1
  const value = (user) => user[field] ?? -Infinity
  return users.toSorted((left, right) => sign * (value(left) - value(right)) || left.id - right.id)
}

/** As the server lists users unless told otherwise. */
export const newest = (emulator) => ordered(emulator.snapshot(), 'created_at', true)

/** Opens the choice of columns. */
export async function openColumns(page) {
  await page.getByRole('button', { name: /^(Columns|列设置)$/ }).click()
  return page.getByRole('dialog')
}

/** Shows further columns. */
export async function showColumns(page, names) {
  const dialog = await openColumns(page)
  for (const name of names) await dialog.getByRole('checkbox', { name }).check()
  await page.keyboard.press('Escape')
  await dialog.waitFor({ state: 'hidden' })
}
