// Changing many users: who, what, check, confirm, run, report.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { addChange, assertOnce, begin, confirm, crowd, done, drawerOf, FIELDS, press, run, slowWritesAfter, start, tried } from './support/bulk.mjs'
import { connect, openUsers, panelSuite } from './support/panel.mjs'

panelSuite()

const open = (t, users, options = {}) => openUsers(t, { ...options, emulator: { users, fields: FIELDS, ...options.emulator } })

test('everyone who is filtered is changed exactly once, and nobody else', async (t) => {
  const { page, emulator } = await open(t, 3000, { search: '?filter=level%20%3E%3D%2010' })
  const before = new Map(emulator.snapshot().map((user) => [user.id, user]))
  const isMeant = ({ level }) => level >= 10
  const count = [...before.values()].filter(isMeant).length
  assert(count > 1000)

  await page.getByRole('button', { name: 'Change many…' }).click()
  const drawer = drawerOf(page)
  await drawer.getByText('level >= 10').waitFor()
  await press(drawer, 'Next')
  await addChange(page, drawer, 'points', 'Add to number', '7')
  await addChange(page, drawer, 'note', 'Set to', 'thanks')
  const marker = await drawer.getByLabel('Value of the marker').inputValue()
  assert.match(marker, /^panel-\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ-\w{4}$/)
  await confirm(drawer, count)
  await start(drawer, count)
  await done(drawer)
  await drawer.getByText(`${count.toLocaleString('en')} users were changed.`).waitFor()

  for (const user of emulator.snapshot()) {
    const old = before.get(user.id)
    const { points, note, last_job } = isMeant(old) ? { points: (old.points ?? 0) + 7, note: 'thanks', last_job: marker } : old
    assert.deepEqual([user.points, user.note, user.last_job], [points, note, last_job])
  }
  assert.equal(emulator.counts().applied.usersChanged, count)
  assert.equal(await page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith('bulk-job')).length), 0)
})

test('the table shows what a job has changed', async (t) => {
  const { page } = await open(t, [{ id: 1, nickname: 'Ann', last_job: null, level: 1 }], { search: '?filter=level%20%3D%201' })
  await page.getByRole('button', { name: 'Change many…' }).click()
  const drawer = drawerOf(page)
  await press(drawer, 'Next')
  await addChange(page, drawer, 'level', 'Set to', '2')
  await press(drawer, 'Next')
  await drawer.getByText('1 user would be changed').waitFor()
  await press(drawer, 'Next')
  await press(drawer, 'Change 1 user')
  await done(drawer)
  await press(drawer, 'Back to the table')
  await page.getByText('Ann').waitFor({ state: 'detached' })
})

test('those who are selected are changed, and nobody else who is filtered', async (t) => {
  const { page, emulator } = await open(t, crowd(30), { search: '?filter=level%20%3E%3D%205' })
  for (const name of ['user 17', 'user 28']) await page.getByRole('row', { name }).getByRole('checkbox').check()
  await page.getByRole('button', { name: 'Change 2 selected…' }).click()
  const drawer = drawerOf(page)
  assert(await drawer.getByRole('radio', { name: 'The 2 selected users' }).isChecked())
  await press(drawer, 'Next')
  await addChange(page, drawer, 'points', 'Add to number', '1')
  await confirm(drawer, 2)
  await start(drawer, 2)
  await done(drawer)
  assertOnce(emulator, ({ id }) => id === 17 || id === 28)
})

test('with a filter and a selection, the filter can be chosen', async (t) => {
  const { page, emulator } = await open(t, crowd(30), { search: '?filter=level%20%3E%3D%205' })
  await page.getByRole('row', { name: 'user 17' }).getByRole('checkbox').check()
  await page.getByRole('button', { name: 'Change 1 selected…' }).click()
  const drawer = drawerOf(page)
  await drawer.getByRole('radio', { name: 'Everyone who matches the filter' }).check()
  await drawer.getByText('level >= 5').waitFor()
  await press(drawer, 'Next')
  await addChange(page, drawer, 'points', 'Add to number', '1')
  await confirm(drawer, 15)
  await start(drawer, 15)
  await done(drawer)
  assertOnce(emulator, ({ level }) => level >= 5)
})

test('the check sends no write, and shows users and requests as they would be', async (t) => {
  const { page, emulator } = await open(t, crowd(2500))
  await page.getByRole('button', { name: 'Change many…' }).click()
  const drawer = drawerOf(page)
  await drawer.getByText('Everyone in the app is meant').waitFor()
  await press(drawer, 'Next')
  await addChange(page, drawer, 'points', 'Add to number', '5')
  const marker = await drawer.getByLabel('Value of the marker').inputValue()
  await press(drawer, 'Next')
  await drawer.getByText('2,500 users would be changed').waitFor()
  await drawer.getByText('by 3 requests. None has been sent.').waitFor()
  const items = drawer.getByRole('listitem').filter({ hasText: 'User ' })
  assert.equal(await items.count(), 5)
  assert.match(await items.first().textContent(), /^User 2500 · user 2500points: before 0 → , after 5 \(5 added\)last_job: before nothing → , after “panel-/)
  await drawer.getByText('Request 1', { exact: true }).click()
  const shown = await drawer.locator('pre').first().innerText()
  assert.match(shown, /^PUT \/oserve\/v2\.6\/miniapp\/user_profile\/\?where=/)
  assert(shown.endsWith(`{"points":{"$incr_by":5},"last_job":"${marker}"}`))
  assert.equal(emulator.counts().writes, 0)
})

test('a large number has to be typed exactly', async (t) => {
  const { page, emulator } = await open(t, crowd(1200))
  const drawer = await begin(page)
  await press(drawer, 'Next')
  await drawer.getByText('1,200 users would be changed').waitFor()
  await press(drawer, 'Next')
  const startButton = drawer.getByRole('button', { name: 'Change 1,200 users' })
  const typed = drawer.getByLabel('Type 1200 to confirm')
  for (const wrong of ['', '120', '12000', '1,200', 'yes']) {
    await typed.fill(wrong)
    await typed.press('Enter')
    assert(await startButton.isDisabled(), wrong)
  }
  assert.equal(emulator.counts().writes, 0)
  await typed.fill('1200')
  await typed.press('Enter')
  await done(drawer)
  assertOnce(emulator)
})

test('up to a hundred need no typing', async (t) => {
  const { page } = await open(t, crowd(100))
  const drawer = await begin(page)
  await press(drawer, 'Next')
  await drawer.getByText('100 users would be changed').waitFor()
  await press(drawer, 'Next')
  assert.equal(await drawer.getByRole('textbox').count(), 0)
  assert(await drawer.getByRole('button', { name: 'Change 100 users' }).isEnabled())
})

test('what is missing, and what the package refuses, is said at its place', async (t) => {
  const { page, emulator } = await open(t, crowd(3))
  await page.getByRole('button', { name: 'Change many…' }).click()
  const drawer = drawerOf(page)
  await press(drawer, 'Next')
  await press(drawer, 'Next')
  await drawer.getByText('Add at least one change.').waitFor()
  await addChange(page, drawer, 'points', 'Add to number', '1')
  const marker = drawer.getByRole('group', { name: 'Marker' })
  await marker.getByLabel('Field of the marker').fill('points')
  await marker.getByLabel('Value of the marker').fill('9')
  await press(drawer, 'Next')
  await drawer.getByRole('alert').filter({ hasText: 'marker.field: expected a field that the update does not change' }).waitFor({ state: 'attached' })
  await marker.getByLabel('Field of the marker').fill('')
  await press(drawer, 'Next')
  await drawer.getByText('Name a field and a value for the marker, or switch it off.').waitFor()
  const { requests } = emulator.counts()
  await marker.getByLabel('Field of the marker').fill('nickname')
  await press(drawer, 'Next')
  await drawer.getByRole('alert').filter({ hasText: 'expected one of the app' }).waitFor({ state: 'attached' })
  assert.equal(emulator.counts().requests, requests)
})

test('a selection that no request can name is refused before anything is sent', async (t) => {
  const { page, emulator } = await open(t, crowd(1000, 100_000_000_000_000), { search: '?size=1000' })
  await page.getByRole('checkbox', { name: 'Select everyone on this page' }).check()
  const drawer = await begin(page)
  const { requests } = emulator.counts()
  await press(drawer, 'Next')
  await drawer.getByText('The request would be too long. Pick fewer users, or describe them by a shorter filter.').waitFor()
  assert.equal(emulator.counts().requests, requests)
})

test('without a marker the drawer says what that means, the more so where an update adds', async (t) => {
  const { page, emulator } = await open(t, crowd(50))
  await page.getByRole('button', { name: 'Change many…' }).click()
  const drawer = drawerOf(page)
  await press(drawer, 'Next')
  await addChange(page, drawer, 'note', 'Set to', 'x')
  await drawer.getByRole('switch', { name: 'Mark who was changed' }).click()
  await drawer.getByText('does no harm to this update').waitFor()
  await addChange(page, drawer, 'points', 'Add to number', '1')
  await drawer.getByText('sent twice, it adds twice').waitFor()
  await confirm(drawer, 50)
  await start(drawer, 50)
  await done(drawer)
  assertOnce(emulator)
  assert(emulator.snapshot().every(({ note, last_job }) => note === 'x' && last_job === null))
})

test('a paused job sends nothing, and goes on where it was', async (t) => {
  const faults = [slowWritesAfter(4, 1500)]
  const { page, emulator } = await open(t, crowd(12_000), { emulator: { faults } })
  const drawer = await run(page, 12_000)
  await tried(drawer, 4000, 12_000)
  await press(drawer, 'Pause')
  await drawer.getByText('Paused: nothing is being sent.').waitFor()
  const { writes, inFlight } = emulator.counts()
  assert.equal(inFlight, 0)
  assert(writes < 12, `${writes} writes`)
  // A job that was not paused would have sent the next write long before these answers.
  await page.evaluate((url) => Promise.allSettled([fetch(url), fetch(url)]), emulator.url)
  assert.equal(emulator.counts().writes, writes)
  emulator.setFaults([])
  await press(drawer, 'Go on')
  await done(drawer)
  assertOnce(emulator)
  assert.equal(emulator.counts().applied.usersChanged, 12_000)
})

test('a cancelled job says where things stand, and can be gone on with', async (t) => {
  const faults = [slowWritesAfter(4, 1500)]
  const { page, emulator } = await open(t, crowd(12_000), { emulator: { faults } })
  const drawer = await run(page, 12_000)
  await tried(drawer, 4000, 12_000)
  await press(drawer, 'Cancel the job…')
  await press(page.getByRole('dialog', { name: 'Cancel the job?' }), 'Cancel the job')
  await drawer.getByText('The job was cancelled').waitFor()
  const changed = emulator.snapshot().filter(({ points }) => points === 1).length
  assert(changed > 0 && changed < 12_000)
  await drawer.getByText(`${changed.toLocaleString('en')} users were changed.`).waitFor()
  await drawer.getByText(`${(12_000 - changed).toLocaleString('en')} users were not tried.`).waitFor()
  emulator.setFaults([])
  await press(drawer, 'Go on')
  await done(drawer)
  assertOnce(emulator)
})

test('a job that ends while one is asked whether to cancel it is done, and says so', async (t) => {
  const { page, emulator } = await open(t, crowd(2000), [slowWritesAfter(1, 1500)])
  const drawer = await run(page, 2000)
  await press(drawer, 'Cancel the job…')
  const question = page.getByRole('dialog', { name: 'Cancel the job?' })
  await question.waitFor()
  await drawer.getByText('The job is done').waitFor()
  await press(question, 'Cancel the job')
  await question.waitFor({ state: 'hidden' })
  await drawer.getByText('2,000 users were changed.').waitFor()
  assert.equal(await drawer.getByRole('button', { name: 'Wait no longer' }).count(), 0)
  assertOnce(emulator)
})

test('who was refused is a table, and a file', async (t) => {
  // A field of several types: some values cannot be added to.
  const users = crowd(1500).map((user) => (user.id % 500 === 250 ? { ...user, points: 'many' } : user))
  const { page, emulator } = await openUsers(t, { emulator: { users } })
  const drawer = await run(page, 1500)
  await done(drawer)
  await drawer.getByText('The server refused to change 3 users, who stay as before.').waitFor()
  const table = drawer.getByRole('table').filter({ hasText: '$incr_by' })
  for (const id of ['250', '750', '1250']) await table.getByRole('row', { name: new RegExp(`^${id} 14 points: \\$incr_by needs a number`) }).waitFor()
  const [file] = await Promise.all([page.waitForEvent('download'), press(drawer, 'download Download as CSV')])
  assert.match(file.suggestedFilename(), /^panel-.*\.csv$/)
  const lines = (await text(file)).split('\r\n')
  assert.equal(lines[0], '\uFEFFid,code,message')
  assert.deepEqual(lines.slice(1, 4).map((line) => line.split(',').slice(0, 2).join()), ['250,14', '750,14', '1250,14'])
  assert.equal(emulator.snapshot().filter(({ points }) => points === 1).length, 1497)
})

test('what became of a job is still there after a reload, until it was seen', async (t) => {
  const users = crowd(20).map((user) => (user.id === 7 ? { ...user, points: 'many' } : user))
  const { page, emulator } = await openUsers(t, { emulator: { users } })
  await done(await run(page, 20))
  await page.reload()
  await connect(page, emulator.url)
  await page.getByText(/has ended, and not everyone was changed/).waitFor()
  await press(page, 'See what became of it…')
  await drawerOf(page).getByRole('row', { name: /^7 14/ }).waitFor()
  await press(drawerOf(page), 'Back to the table')
  await drawerOf(page).waitFor({ state: 'detached' })
  assert.equal(await page.getByText('Unfinished changes of many users').count(), 0)
})

test('when more users match than were agreed to, nothing is changed, and one can count again', async (t) => {
  const { page, emulator } = await open(t, crowd(1000))
  const drawer = await begin(page)
  await confirm(drawer, 1000)
  emulator.insert(crowd(5, 5001))
  await start(drawer, 1000)
  await drawer.getByText('More users match than expected').waitFor()
  await drawer.getByText('More users match now than were agreed to: 1,000.').waitFor()
  assert.equal(emulator.counts().writes, 0)
  await press(drawer, 'Count again')
  await drawer.getByText('1,005 users would be changed').waitFor()
  await press(drawer, 'Next')
  await drawer.getByLabel('Type 1005 to confirm').fill('1005')
  await start(drawer, 1005)
  await done(drawer)
  assertOnce(emulator)
})

test('it works by keyboard, in Chinese, on a narrow screen', async (t) => {
  const { page, emulator } = await open(t, crowd(150), { language: 'zh', width: 390, height: 800 })
  const opener = page.getByRole('button', { name: '批量修改…' })
  await opener.focus()
  await page.keyboard.press('Enter')
  const drawer = drawerOf(page)
  const heading = (name) => drawer.getByRole('heading', { name }).and(page.locator(':focus')).waitFor()
  const tabTo = async (target) => {
    for (let left = 60; left > 0; left -= 1) {
      if (await target.evaluate((element) => element === document.activeElement)) return
      await page.keyboard.press('Tab')
    }
    assert.fail('not reached by Tab')
  }
  const next = async () => {
    await tabTo(drawer.getByRole('button', { name: '下一步' }))
    await page.keyboard.press('Enter')
  }
  await drawer.getByText('将影响应用内的全部用户').waitFor()
  await next()
  await heading('第 2 / 6 步：修改内容')
  await tabTo(drawer.getByRole('combobox', { name: '要修改的字段' }))
  await page.keyboard.type('points')
  await page.keyboard.press('Enter')
  await tabTo(drawer.getByLabel('points 的值'))
  await page.keyboard.type('1')
  await next()
  await heading('第 3 / 6 步：检查')
  await drawer.getByText('将修改 150 人').waitFor()
  await next()
  await heading('第 4 / 6 步：确认')
  await tabTo(drawer.getByLabel('请输入 150 以确认'))
  await page.keyboard.type('150')
  await page.keyboard.press('Enter')
  await drawer.getByText('任务已完成').waitFor()
  await drawer.getByText('已修改 150 人。').waitFor()
  await heading('第 6 / 6 步：结果')
  const width = await page.evaluate(() => Math.max(document.documentElement.scrollWidth, ...[...document.querySelectorAll('[role=dialog] *')].map((element) => element.getBoundingClientRect().right)))
  assert(width <= 390, `${width} px`)
  await page.keyboard.press('Escape')
  await drawer.waitFor({ state: 'detached' })
  await opener.and(page.locator(':focus')).waitFor()
  assertOnce(emulator)
})

/** What a download holds. */
async function text(download) {
  const parts = []
  for await (const part of await download.createReadStream()) parts.push(part)
  return Buffer.concat(parts).toString('utf8')
}
