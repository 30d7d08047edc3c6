// Changing many users while things go wrong: each user is changed exactly once, or the page says of whom nobody knows.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { assertOnce, begin, confirm, crowd, done, drawerOf, FIELDS, press, run, slowWritesAfter, start, tried } from './support/bulk.mjs'
import { connect, openPanel, openUsers, panelSuite, startEmulator } from './support/panel.mjs'
import { startProxy } from './support/proxy.mjs'
import { until } from './support/table.mjs'

panelSuite()

const open = (t, users, faults = []) => openUsers(t, { emulator: { users, fields: FIELDS, faults } })

const storedJobs = (page) =>
  page.evaluate(() => Object.entries(localStorage).filter(([key]) => key.startsWith('bulk-job/')).map(([key, text]) => key + text))

/** Loads the page anew in the middle of a job, as an operator who insists. */
async function reload(page, emulator) {
  const asked = []
  page.on('dialog', (dialog) => {
    asked.push(dialog.type())
    void dialog.accept()
  })
  await page.reload()
  emulator.setFaults([])
  await connect(page, emulator.url)
  return asked
}

async function resume(page) {
  await press(page, 'Resume…')
  const drawer = drawerOf(page)
  await drawer.getByText('Paused: nothing is being sent.').waitFor()
  return drawer
}

test('a job that a reload has cut off is resumed, and changes everyone exactly once', async (t) => {
  const { page, emulator } = await open(t, crowd(6000), [slowWritesAfter(2)])
  const drawer = await run(page, 6000)
  await tried(drawer, 2000, 6000)
  const [stored] = await storedJobs(page)
  assert(stored.includes('"$incr_by":1') && !stored.includes('a-token-of-tests'))

  assert.deepEqual(await reload(page, emulator), ['beforeunload'])
  await page.getByText(/is unfinished: 2,000 of 6,000 users were tried/).waitFor()
  const resumed = await resume(page)
  await tried(resumed, 2000, 6000)
  assert.equal(await page.getByText('Unfinished changes of many users').count(), 0)
  await press(resumed, 'Go on')
  await done(resumed)
  await resumed.getByText('6,000 users were changed.').waitFor()
  assertOnce(emulator)
  assert.deepEqual(await storedJobs(page), [])
})

test('without a marker, a crash leaves in doubt what was in flight, and sends none of it again', async (t) => {
  const { page: crashing, emulator } = await open(t, crowd(6000), [slowWritesAfter(2)])
  await tried(await run(crashing, 6000, { marker: false }), 2000, 6000)
  await until(() => emulator.counts().inFlight, 4)
  const address = crashing.url()
  // Unlike a reload, it leaves the page no moment to save anything more.
  const crashed = crashing.waitForEvent('crash')
  await crashing.goto('chrome://crash').catch(() => {})
  await crashed
  const page = await crashing.context().newPage()
  await page.goto(address)
  emulator.setFaults([])
  await connect(page, emulator.url)
  const resumed = await resume(page)
  await press(resumed, 'Go on')
  await done(resumed)
  await resumed.getByText('2,000 users were changed.').waitFor()
  await resumed.getByText('Nobody knows of 4,000 users whether they were changed.').waitFor()
  const doubts = resumed.getByRole('table').filter({ hasText: 'First id' })
  assert.equal(await doubts.getByRole('row', { name: / 1000$/ }).count(), 4)
  const [file] = await Promise.all([page.waitForEvent('download'), press(resumed, 'download Download as CSV')])
  const lines = []
  for await (const part of await file.createReadStream()) lines.push(...part.toString().split('\r\n'))
  assert.equal(lines.filter((line) => /^\d+\.\.\d+,unknown,1000 users: nobody knows/.test(line)).length, 4)
  assert(emulator.snapshot().every(({ points }) => points <= 1))
})

test('a job survives a storm of 429', async (t) => {
  const { page, emulator } = await open(t, crowd(3000), [{ kind: 'rate_limit', methods: ['PUT'], retryAfter: 0 }])
  const drawer = await run(page, 3000)
  await drawer.getByRole('alert').filter({ hasText: 'Too many requests' }).waitFor()
  await drawer.getByText('Next try in').waitFor()
  // It asks again by itself, and meets the storm again.
  const { writes } = emulator.counts()
  await until(() => emulator.counts().writes > writes, true)
  await drawer.getByText('Waiting to try again.').waitFor()
  emulator.setFaults([])
  await done(drawer)
  assertOnce(emulator)
})

test('a server that goes away in the middle and comes back changes everyone exactly once', async (t) => {
  const emulator = await startEmulator({ users: crowd(8000), fields: FIELDS, faults: [slowWritesAfter(3, 1000)] })
  t.after(() => emulator.close())
  const proxy = await startProxy(emulator.url)
  t.after(() => proxy.close())
  const page = await openPanel(t)
  await connect(page, proxy.url)
  const drawer = await run(page, 8000)
  await tried(drawer, 3000, 8000)
  await proxy.down()
  await drawer.getByRole('alert').filter({ hasText: 'The server cannot be reached' }).waitFor()
  await drawer.getByText('it finds out what became of what was sent').waitFor()
  emulator.setFaults([])
  await proxy.up()
  await press(drawer, 'Try again now')
  await done(drawer)
  await drawer.getByText('8,000 users were changed.').waitFor()
  assertOnce(emulator)
})

test('with a marker, connections that break before the answer change nobody twice', async (t) => {
  const { page, emulator } = await open(t, crowd(3000), [{ kind: 'reset_after', methods: ['PUT'], times: 5 }])
  const drawer = await run(page, 3000)
  await done(drawer)
  assertOnce(emulator)
  // Chromium itself sends again what was lost on a connection that it kept: whom nobody told of was marked by then.
  assert.equal(emulator.counts().applied.usersChanged, 3000)
})

test('with a marker, answers that arrive broken are found out about', async (t) => {
  const { page, emulator } = await open(t, crowd(3000), [{ kind: 'truncate', methods: ['PUT'], times: 3 }])
  const drawer = await run(page, 3000)
  await done(drawer)
  await drawer.getByText('3,000 users were changed.').waitFor()
  assertOnce(emulator)
})

test('without a marker, answers that arrive broken are told as doubts, and not sent again', async (t) => {
  const { page, emulator } = await open(t, crowd(4000), [{ kind: 'truncate', methods: ['PUT'], times: 2 }])
  const drawer = await run(page, 4000, { marker: false })
  await done(drawer)
  await drawer.getByText('2,000 users were changed.').waitFor()
  await drawer.getByText('Nobody knows of 2,000 users whether they were changed.').waitFor()
  assertOnce(emulator)
})

test('a job that is on in one tab is refused in another', async (t) => {
  const { page, emulator } = await open(t, crowd(6000))
  const drawer = await begin(page)
  await confirm(drawer, 6000)
  emulator.setFaults([{ kind: 'rate_limit', methods: ['PUT'], retryAfter: 600 }])
  await start(drawer, 6000)
  await drawer.getByText('Waiting to try again.').waitFor()
  const other = await page.context().newPage()
  await other.goto(page.url())
  await connect(other, emulator.url)
  const second = await resume(other)
  await press(second, 'Go on')
  await second.getByText('This job is running in another tab').waitFor()
  emulator.setFaults([])
  await press(drawer, 'Try again now')
  await done(drawer)
  await press(second, 'Go on')
  await second.getByText('There is no such job any more').waitFor()
  assertOnce(emulator)
  assert.equal(emulator.counts().applied.usersChanged, 6000)
})

test('a token that expires pauses the job until one connects again, here', async (t) => {
  const { page, emulator } = await open(t, crowd(3000))
  const drawer = await begin(page)
  await confirm(drawer, 3000)
  emulator.setFaults([{ kind: 'status', status: 401 }])
  await start(drawer, 3000)
  await drawer.getByText('The job is paused, and nothing is lost. Connect again, then go on').waitFor()
  await drawer.getByText('Paused: nothing is being sent.').waitFor()
  emulator.setFaults([])
  await press(drawer, 'Connect again…')
  const signIn = page.getByRole('dialog').filter({ has: page.getByRole('textbox', { name: 'Token' }) })
  await signIn.getByRole('textbox', { name: 'Token' }).fill('another-token')
  await press(signIn, 'Connect')
  await signIn.waitFor({ state: 'hidden' })
  await press(drawer, 'Go on')
  await done(drawer)
  assertOnce(emulator)
})

test('a token that expires pauses the job until one connects again, later', async (t) => {
  const { page, emulator } = await open(t, crowd(3000))
  const drawer = await begin(page)
  await confirm(drawer, 3000)
  emulator.setFaults([{ kind: 'status', status: 401, methods: ['PUT'] }])
  await start(drawer, 3000)
  await drawer.getByText('Paused: nothing is being sent.').waitFor()
  await press(drawer, 'Close')
  await drawer.waitFor({ state: 'detached' })
  await press(page, 'Disconnect')
  emulator.setFaults([])
  await connect(page, emulator.url, 'another-token')
  const resumed = await resume(page)
  await press(resumed, 'Go on')
  await done(resumed)
  assertOnce(emulator)
})

test('a job of one app does not go on with the users of another', async (t) => {
  const { page, emulator } = await open(t, crowd(6000), [slowWritesAfter(2)])
  await tried(await run(page, 6000), 2000, 6000)
  // The same address, and a token of another app.
  emulator.remove(emulator.snapshot().map(({ id }) => id))
  emulator.insert(crowd(500, 1_000_001))
  await reload(page, emulator)
  emulator.resetCounts()
  const resumed = await resume(page)
  await press(resumed, 'Go on')
  await resumed.getByText('This job is of another app').waitFor()
  assert.equal(emulator.counts().writes, 0)
  assert(emulator.snapshot().every(({ points, last_job }) => points === 0 && last_job === null))
})

test('disconnecting in the middle stops the job, which can be resumed', async (t) => {
  const { page, emulator } = await open(t, crowd(12_000), [slowWritesAfter(4, 1500)])
  const drawer = await run(page, 12_000)
  await tried(drawer, 4000, 12_000)
  await until(() => emulator.counts().inFlight, 4)
  // The drawer covers the button; a shortcut of the browser or of a screen reader reaches it all the same.
  await page.getByRole('button', { name: 'Disconnect', includeHidden: true }).evaluate((button) => button.click())
  await drawer.waitFor({ state: 'detached' })
  await connect(page, emulator.url)
  // What was in flight is waited for, and nothing more was sent.
  await page.getByText('is unfinished: 8,000 of 12,000 users were tried').waitFor()
  assert.equal(emulator.counts().writes, 8)
  emulator.setFaults([])
  const resumed = await resume(page)
  await press(resumed, 'Go on')
  await done(resumed)
  assertOnce(emulator)
  assert.equal(emulator.counts().applied.usersChanged, 12_000)
})

test('closing asks, pauses, and leaves the job above the table, where it can be forgotten', async (t) => {
  const { page, emulator } = await open(t, crowd(12_000), [slowWritesAfter(4, 1500)])
  const drawer = await run(page, 12_000)
  await tried(drawer, 4000, 12_000)
  await page.keyboard.press('Escape')
  const question = page.getByRole('dialog', { name: 'Pause the job and close?' })
  await press(question, 'Pause and close')
  await drawer.waitFor({ state: 'detached' })
  const changed = emulator.snapshot().filter(({ points }) => points === 1).length
  await page.getByText(`is unfinished: ${changed.toLocaleString('en')} of 12,000 users were tried`).waitFor()
  await press(page, 'Forget this job…')
  const forget = page.getByRole('dialog', { name: 'Forget this job?' })
  await forget.getByText(/leaves out who is marked/).waitFor()
  await press(forget, 'Forget the job')
  await page.getByText('Unfinished changes of many users').waitFor({ state: 'detached' })
  assert.deepEqual(await storedJobs(page), [])
})

test('answers that never come need not be waited for', async (t) => {
  const { page, emulator } = await open(t, crowd(6000), [slowWritesAfter(2)])
  const drawer = await run(page, 6000)
  await tried(drawer, 2000, 6000)
  await press(drawer, 'Pause')
  await press(drawer, 'Wait no longer')
  await drawer.getByText('Paused: nothing is being sent.').waitFor()
  emulator.setFaults([])
  await press(drawer, 'Go on')
  await done(drawer)
  assertOnce(emulator)
})

/** As a browser whose storage is full or forbidden; what was stored stays. */
const forbidStorage = (page) =>
  page.evaluate(() => {
    Storage.prototype.setItem = () => {
      throw new DOMException('full', 'QuotaExceededError')
    }
  })

test('without a place for the checkpoint, the job starts only when one agrees to that', async (t) => {
  const { page, emulator } = await open(t, crowd(50))
  await forbidStorage(page)
  const drawer = await begin(page)
  await confirm(drawer, 50)
  await drawer.getByText('The browser has no place to keep how far the job is').waitFor()
  assert(await drawer.getByRole('button', { name: 'Change 50 users' }).isDisabled())
  await drawer.getByRole('checkbox', { name: 'I know, and want to start all the same.' }).check()
  await start(drawer, 50)
  await done(drawer)
  assertOnce(emulator)
})

test('a checkpoint that cannot be saved pauses the job before anything more is sent', async (t) => {
  const { page, emulator } = await open(t, crowd(12_000), [slowWritesAfter(2, 1000)])
  const drawer = await run(page, 12_000)
  await tried(drawer, 2000, 12_000)
  await forbidStorage(page)
  await drawer.getByText('How far the job is could not be saved').waitFor()
  assert.equal(emulator.counts().inFlight, 0)
  const { writes } = emulator.counts()
  assert(writes <= 6, `${writes} writes`)
  await press(drawer, 'Go on without keeping it')
  await done(drawer)
  assertOnce(emulator)
  assert.deepEqual(await storedJobs(page), [])
})

test('a job of the emulator in the page is kept in the page alone', async (t) => {
  const page = await openPanel(t)
  await page.getByText('10,000', { exact: true }).click()
  await page.getByRole('button', { name: 'Connect', exact: true }).click()
  await page.getByRole('table').first().waitFor()
  // The page's own server is fast: nobody would press the button in time.
  await page.evaluate(() => {
    new MutationObserver((_, observer) => {
      const pause = [...document.querySelectorAll('button')].find((button) => button.textContent === 'Pause')
      if (!pause) return
      observer.disconnect()
      pause.click()
    }).observe(document.body, { childList: true, subtree: true })
  })
  const drawer = await run(page, 10_000)
  await drawer.getByText('Paused: nothing is being sent.').waitFor()
  assert.deepEqual(await storedJobs(page), [])
  await press(drawer, 'Close')
  const resumed = await resume(page)
  await press(resumed, 'Go on')
  await done(resumed)
  await resumed.getByText('10,000 users were changed.').waitFor()
})
