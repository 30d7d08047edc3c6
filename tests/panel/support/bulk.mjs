// Going through the drawer that changes many users, as an operator does.
import assert from 'node:assert/strict'

export const FIELDS = { last_job: 'string', level: 'integer', note: 'string', points: 'integer', tags: 'array', vip: 'boolean' }

/** Users whose `points` count how often a job has changed them by 1. */
export const crowd = (count, from = 1) =>
  Array.from({ length: count }, (_, at) => ({
    id: from + at,
    created_at: 1_500_000_000 + at,
    nickname: `user ${from + at}`,
    level: (from + at) % 10,
    points: 0,
    last_job: null,
  }))

/** What every test of a job is about: everyone who was meant, exactly once. */
export function assertOnce(emulator, isMeant = () => true) {
  const wrong = emulator.snapshot().filter((user) => user.points !== (isMeant(user) ? 1 : 0))
  assert.deepEqual(wrong.slice(0, 5), [])
}

export const drawerOf = (page) => page.getByRole('dialog').first()

const button = (place, name) => place.getByRole('button', { name, exact: true })
export const press = (place, name) => button(place, name).click()

/** Opens the drawer, and says that `points` are to be incremented by 1. */
export async function begin(page, { marker = true } = {}) {
  await page.getByRole('button', { name: /Change (many|\d+ selected)/ }).click()
  const drawer = drawerOf(page)
  await press(drawer, 'Next')
  await addChange(page, drawer, 'points', 'Add to number', '1')
  if (!marker) await drawer.getByRole('switch', { name: 'Mark who was changed' }).click()
  return drawer
}

export async function addChange(page, drawer, field, operation, value) {
  const name = drawer.getByRole('combobox', { name: 'Field to change' })
  await name.fill(field)
  await name.press('Enter')
  const change = drawer.getByRole('group', { name: field, exact: true })
  // The usual one is there already.
  if (operation !== 'Set to') {
    await change.getByRole('combobox', { name: `Change of ${field}` }).click()
    await page.getByTitle(operation, { exact: true }).click()
    await change.getByTitle(operation, { exact: true }).waitFor()
  }
  await drawer.getByLabel(`Value for ${field}`).fill(value)
}

/** From the changes to the question, which is answered as it asks to be. */
export async function confirm(drawer, count) {
  await press(drawer, 'Next')
  await drawer.getByText(`${count.toLocaleString('en')} users would be changed`).waitFor()
  await press(drawer, 'Next')
  if (count > 100) await drawer.getByLabel(`Type ${count} to confirm`).fill(String(count))
}

export const start = (drawer, count) => press(drawer, `Change ${count.toLocaleString('en')} users`)

/** The whole way to a job that is on. */
export async function run(page, count, options) {
  const drawer = await begin(page, options)
  await confirm(drawer, count)
  await start(drawer, count)
  return drawer
}

export const done = (drawer) => drawer.getByText('The job is done').waitFor()

/** Waits until so many were tried, as the page says. */
export const tried = (drawer, count, matched) =>
  drawer.getByText(`${count.toLocaleString('en')} of ${matched.toLocaleString('en')}`, { exact: true }).waitFor()

/** Every write but the first few takes long; unless told otherwise, far longer than any test. */
export const slowWritesAfter = (few, latencyMs = 600_000) => ({
  kind: 'latency',
  latencyMs,
  methods: ['PUT'],
  schedule: Array.from({ length: 50 }, (_, at) => few + 1 + at),
})
