// A save of one user whose answer is lost, or comes twice.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { panelSuite } from './support/panel.mjs'
import { openTom } from './support/tom.mjs'
import { choose, edit, review, save } from './support/user.mjs'

panelSuite()

test('after a lost answer a reading tells which changes are there', async (t) => {
  const { page, emulator, stored } = await openTom(t)
  await edit(page, 'level')
  await choose(page, 'level', 'Add to number')
  await page.getByRole('spinbutton').fill('1')
  const dialog = await review(page)
  emulator.setFaults([{ kind: 'reset_after', methods: ['PUT'] }])
  await dialog.getByRole('button', { name: 'Send' }).click()
  const lost = page.getByRole('dialog', { name: 'Not known to be saved' })
  await lost.getByRole('row', { name: 'level' }).getByText('Visible', { exact: true }).waitFor()
  // The browser itself sends a request again whose connection is reset: it may come twice, and counts once.
  assert.deepEqual([emulator.counts().applied.usersChanged, stored().level], [1, 4])
  await lost.getByRole('button', { name: 'Close', exact: true }).last().click()
  await page.getByText('No unsaved changes').waitFor()
})

test('a request that the browser sends twice counts once, and nobody else is blamed', async (t) => {
  const { page, emulator, stored } = await openTom(t)
  await edit(page, 'level')
  await choose(page, 'level', 'Add to number')
  await page.getByRole('spinbutton').fill('1')
  const dialog = await review(page)
  // Even within the second of `updated_at`, the value tells the second from the first.
  assert.match(await dialog.getByLabel('Query, decoded').innerText(), /\{"level":\{"\$eq":3\}\}/)
  await page.route(
    (url) => url.searchParams.has('return_total_count'),
    async (route) => {
      if (route.request().method() === 'PUT') await route.fetch()
      await route.fallback()
    },
  )
  await dialog.getByRole('button', { name: 'Send' }).click()
  const lost = page.getByRole('dialog', { name: 'Not known to be saved' })
  await lost.getByText(/the browser sent the request twice, or somebody else did the same/).waitFor()
  await lost.getByRole('row', { name: 'level' }).getByText('Visible', { exact: true }).waitFor()
  assert.deepEqual([emulator.counts().applied.updates, stored().level], [2, 4])
})

test('what a lost request did not do stays to be saved, once', async (t) => {
  const { page, emulator, stored } = await openTom(t)
  await edit(page, 'level')
  await choose(page, 'level', 'Add to number')
  await page.getByRole('spinbutton').fill('1')
  const dialog = await review(page)
  emulator.setFaults([{ kind: 'reset_before', methods: ['PUT'] }, { kind: 'status', status: 403, methods: ['GET'], times: 1 }])
  await dialog.getByRole('button', { name: 'Send' }).click()
  const lost = page.getByRole('dialog', { name: 'Not known to be saved' })
  await lost.getByText('Not allowed', { exact: true }).waitFor()
  await lost.getByRole('button', { name: 'Try again' }).click()
  await lost.getByRole('row', { name: 'level' }).getByText('Not visible').waitFor()
  emulator.setFaults([])
  await lost.getByRole('button', { name: 'Close', exact: true }).last().click()
  await save(page)
  assert.equal(stored().level, 4)
})

test('an update that goes on in the background is nothing known, either', async (t) => {
  const { page } = await openTom(t)
  await (await edit(page, 'note')).getByRole('textbox').fill('x')
  const dialog = await review(page)
  await page.route(
    (url) => url.pathname.endsWith('/user_profile/'),
    (route) =>
      route.request().method() === 'PUT'
        ? route.fulfill({ json: { status: 'ok', operation_id: 1 }, headers: { 'access-control-allow-origin': '*' } })
        : route.fallback(),
  )
  await dialog.getByRole('button', { name: 'Send' }).click()
  const lost = page.getByRole('dialog', { name: 'Not known to be saved' })
  await lost.getByRole('row', { name: 'note' }).getByText('Not visible').waitFor()
})
