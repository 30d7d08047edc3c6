// How a user signs in: what is sent, what is refused, and that no password is seen anywhere.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openPanel, openUsers, panelSuite, startEmulator } from './support/panel.mjs'
import { changeSilently, review, untilSaved } from './support/user.mjs'

panelSuite()

const ID = 88888
const TOM = {
  id: ID,
  nickname: 'Tom',
  created_at: 1542364387,
  updated_at: 1542872767,
  _username: 'tom',
  _email: 'tom@example.com',
  _email_verified: true,
  _phone: '13800138000',
  _phone_verified: true,
}
const ANN = { id: 5, nickname: 'Ann', _username: 'Ann', _email: 'ann@example.com' }
const EVE = { id: 6, nickname: 'Eve', _username: 'my-email' }
const EMULATOR = { users: [TOM, ANN, EVE], fields: { note: 'string' } }

async function openAccount(t, options) {
  const { page, emulator } = await openUsers(t, { search: `?user=${ID}`, emulator: EMULATOR, ...options })
  await page.getByRole('tab', { name: /Account|账号/ }).click()
  const stored = () => emulator.snapshot().find(({ id }) => id === ID)
  return { page, emulator, stored }
}

const input = (page, name) => page.getByRole('tabpanel', { name: 'Account' }).getByLabel(name, { exact: true })

/** What is said of a control, as it is told with it. */
const told = async (page, name) => page.locator(`[id="${await input(page, name).getAttribute('aria-describedby')}"]`)

async function send(page) {
  const dialog = await review(page)
  const sending = page.waitForRequest((request) => request.method() === 'PUT')
  await dialog.getByRole('button', { name: 'Send' }).click()
  return JSON.parse((await sending).postData())
}

const saved = async (page) => {
  await untilSaved(page)
  await page.getByText('No unsaved changes').waitFor()
}

test('only what was touched is sent; a new phone number is not verified', async (t) => {
  const { page, stored } = await openAccount(t)
  assert.equal(await page.getByText('Verified', { exact: true }).count(), 2)
  await input(page, 'User name').fill('typed')
  await input(page, 'User name').fill('tom')
  await input(page, 'Phone number').fill('+86 139 0013 9000')
  const about = await told(page, 'Phone number')
  await about.getByText('A new phone number has to be verified again.').waitFor()
  await about.getByText('Now: 13800138000').waitFor()
  const table = page.waitForResponse((response) => /user_profile\/\?/.test(response.url()))
  assert.deepEqual(await send(page), { phone: '+86 139 0013 9000' })
  await saved(page)
  assert.deepEqual(stored(), { ...TOM, _phone: '+86 139 0013 9000', _phone_verified: false })
  await page.getByText('Not verified').waitFor()
  // The table behind is read again, too.
  await table
})

test('resetting asks first, and sends null', async (t) => {
  const { page, stored } = await openAccount(t)
  for (const [name, value] of [
    ['User name', 'tom'],
    ['E-mail address', 'tom@example.com'],
    ['Phone number', '13800138000'],
  ]) {
    await page.getByRole('button', { name: `Reset ${name}` }).click()
    const question = page.getByRole('dialog', { name: `Reset ${name} to nothing?` })
    await question.getByText(value).waitFor()
    await question.getByRole('button', { name: 'Cancel' }).click()
    await question.waitFor({ state: 'detached' })
    assert.equal(await input(page, name).inputValue(), value)
    await page.getByRole('button', { name: `Reset ${name}` }).click()
    await question.getByRole('button', { name: 'Reset', exact: true }).click()
    await question.waitFor({ state: 'detached' })
    assert(await input(page, name).isDisabled())
  }
  await page.getByRole('button', { name: 'Undo the change of User name' }).click()
  assert.deepEqual(await send(page), { email: null, phone: null })
  await saved(page)
  assert.deepEqual(
    stored(),
    { ...TOM, _email: null, _email_verified: false, _phone: null, _phone_verified: false },
  )
})

test('each documented refusal stands at its field, in the words of the server', async (t) => {
  const { page, stored } = await openAccount(t)
  const refused = async (changes, field, words) => {
    for (const [name, value] of Object.entries(changes)) await input(page, name).fill(value)
    await send(page)
    await (await told(page, field)).getByRole('alert').getByText(words).waitFor()
    assert.equal(await input(page, field).getAttribute('aria-invalid'), 'true')
    assert.equal(await page.getByRole('tabpanel').getByRole('alert').count(), 1)
    await page.getByRole('button', { name: 'Undo all' }).click()
    assert.equal(await page.getByRole('tabpanel').getByRole('alert').count(), 0)
  }
  await refused({ 'E-mail address': 'nobody' }, 'E-mail address', 'email: not a valid email address')
  await refused({ 'E-mail address': 'ANN@example.com' }, 'E-mail address', 'email: ann@example.com belongs to another user')
  await refused({ 'User name': 'ANN' }, 'User name', 'username: ann belongs to another user')
  await refused({ 'New password': 'abc' }, 'New password', /^new_password: expected a string of 6 to 64 characters/)
  await refused({ 'Phone number': 'none' }, 'Phone number', 'phone: not a valid phone number')
  // Of several, the named one: neither what only reads like a name, nor the others that were sent.
  await refused(
    { 'User name': 'my-email', 'E-mail address': 'good@example.com', 'New password': 'long-enough' },
    'User name',
    'username: my-email belongs to another user',
  )
  await refused(
    { 'User name': 'ann', 'E-mail address': 'good@example.com', 'Phone number': '13900139000' },
    'User name',
    'username: ann belongs to another user',
  )
  assert.deepEqual(stored(), TOM)
})

test('a refusal that names no field, or two, stands above the form', async (t) => {
  const { page } = await openAccount(t)
  await input(page, 'User name').fill('x')
  await input(page, 'E-mail address').fill('x@example.com')
  for (const words of ['already taken', 'username or email already exists']) {
    const answer = { status: 400, json: { error_msg: words }, headers: { 'access-control-allow-origin': '*' } }
    await page.route(
      (url) => url.pathname.includes('/account/'),
      (route) => (route.request().method() === 'PUT' ? route.fulfill(answer) : route.fallback()),
      { times: 1 },
    )
    await send(page)
    const alert = page.getByRole('tabpanel').getByRole('alert')
    await alert.getByText('The server refused the change').waitFor()
    await alert.getByText(words).waitFor()
  }
})

test('what the package refuses is told at its field, and nothing is sent', async (t) => {
  const { page, emulator } = await openAccount(t)
  const before = emulator.counts().requests
  for (const [name, value, words] of [
    ['User name', ' ', /^username: expected a text or null/],
    ['E-mail address', 'a'.repeat(1001), /^email: expected 1 to 1000 characters, got 1001/],
    ['Phone number', '', /^phone: expected a text or null/],
    ['New password', 'p'.repeat(1001), /^newPassword: expected 1 to 1000 characters, got 1001/],
  ]) {
    await input(page, name).fill(value)
    await page.getByRole('button', { name: 'Review and save…' }).click()
    await (await told(page, name)).getByRole('alert').getByText(words).waitFor()
    await page.getByRole('dialog', { name: 'Reading again…' }).waitFor({ state: 'detached' })
    await page.getByRole('button', { name: 'Undo all' }).click()
  }
  assert.equal(emulator.counts().requests, before)
})

test('what is overwritten is read just before it is', async (t) => {
  const { page, emulator } = await openAccount(t)
  await input(page, 'User name').fill('mine')
  changeSilently(emulator, ID, { _username: 'theirs' })
  const dialog = await review(page)
  const row = dialog.getByRole('row', { name: 'User name' })
  assert.deepEqual(await row.getByRole('cell').allInnerTexts(), ['User name', 'theirs', 'mine'])
  await dialog.getByText(/is overwritten/).waitFor()
})

test('a password is in its input and in its request, and nowhere else', async (t) => {
  const secret = 'correct-horse-7'
  const { page, emulator } = await openAccount(t)
  const logged = []
  page.on('console', (message) => logged.push(message.text()))
  const password = input(page, 'New password')
  assert.equal(await password.getAttribute('type'), 'password')
  await password.fill(secret)
  const isNowhere = async () => {
    const stores = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie]))
    for (const place of [await page.content(), page.url(), stores, logged.join()]) assert(!place.includes(secret))
  }
  await page.getByRole('button', { name: 'Show the password' }).click()
  assert.equal(await password.getAttribute('type'), 'text')
  assert.equal(await password.inputValue(), secret)
  await isNowhere()
  await page.getByRole('button', { name: 'Hide the password' }).click()
  const dialog = await review(page)
  assert.deepEqual(JSON.parse(await dialog.getByLabel('Body').innerText()), { new_password: '•••' })
  await isNowhere()
  emulator.setFaults([{ kind: 'status', status: 400, methods: ['PUT'] }])
  await dialog.getByRole('button', { name: 'Send' }).click()
  await (await told(page, 'New password')).getByRole('alert').waitFor()
  await isNowhere()
  emulator.setFaults([])
  assert.deepEqual(await send(page), { new_password: secret })
  await saved(page)
  assert.equal(await password.inputValue(), '')
  await isNowhere()
})

test('a token that has expired is told and replaced, and nothing that was typed is lost; a user that is gone is told', async (t) => {
  const { page, emulator } = await openAccount(t)
  await input(page, 'User name').fill('x')
  const dialog = await review(page)
  emulator.setFaults([{ kind: 'status', status: 401, methods: ['PUT'] }])
  await dialog.getByRole('button', { name: 'Send' }).click()
  const failed = page.getByRole('dialog', { name: 'Not saved' })
  await failed.getByText('The server does not accept the token', { exact: true }).waitFor()
  emulator.setFaults([])
  await failed.getByRole('button', { name: 'Connect again…' }).click()
  const signIn = page.getByRole('dialog', { name: /^Connect again to/ })
  await signIn.getByRole('textbox', { name: 'Token' }).fill('a-new-token')
  await signIn.getByRole('button', { name: 'Connect', exact: true }).click()
  await signIn.waitFor({ state: 'detached' })
  emulator.remove([ID])
  const sending = page.waitForRequest((request) => request.method() === 'PUT')
  await failed.getByRole('button', { name: 'Try again' }).click()
  assert.equal((await (await sending).allHeaders()).authorization, 'Bearer a-new-token')
  await failed.getByText('There is no such user').waitFor()
})

test('after a lost answer a reading tells which parts are there, and that a password cannot be read', async (t) => {
  const { page, emulator, stored } = await openAccount(t)
  await input(page, 'User name').fill('new-name')
  await input(page, 'New password').fill('long-enough')
  const dialog = await review(page)
  emulator.setFaults([{ kind: 'truncate', methods: ['PUT'] }])
  await dialog.getByRole('button', { name: 'Send' }).click()
  const lost = page.getByRole('dialog', { name: 'Not known to be saved' })
  await lost.getByRole('row', { name: 'User name' }).getByText('Visible', { exact: true }).waitFor()
  await lost.getByRole('row', { name: 'New password' }).getByText('Cannot be read').first().waitFor()
  assert.equal(stored()._username, 'new-name')
})

test('leaving with an account half changed asks', async (t) => {
  const { page } = await openAccount(t)
  await input(page, 'New password').fill('half')
  await page.keyboard.press('Escape')
  const question = page.getByRole('dialog', { name: 'Leave without saving?' })
  await question.getByRole('button', { name: 'Stay' }).click()
  await question.waitFor({ state: 'detached' })
  assert.equal(await input(page, 'New password').inputValue(), 'half')
})

test('in a session of the console it is the same, by cookie', async (t) => {
  const emulator = await startEmulator(EMULATOR)
  t.after(() => emulator.close())
  const page = await openPanel(t, { search: `?user=${ID}` })
  await page.context().addCookies([{ name: 'sessionid', value: 'of-the-console', url: emulator.url }])
  await page.getByRole('radio', { name: /^Console session/ }).check()
  await page.getByRole('textbox', { name: 'Server' }).fill(emulator.url)
  await page.getByRole('button', { name: 'Connect' }).click()
  await page.getByRole('tab', { name: 'Account' }).click()
  await input(page, 'User name').fill('x')
  const dialog = await review(page)
  assert.equal(
    await dialog.getByLabel('Request', { exact: true }).innerText(),
    `PUT ${emulator.url}/userve/v2.2/miniapp/user/account/${ID}/`,
  )
  await dialog.getByText('As it is on the wire').click()
  await dialog.getByText('The browser adds the cookies of the session.').waitFor()
  assert.doesNotMatch(await dialog.getByLabel('Headers').innerText(), /authorization|of-the-console/i)
  await dialog.getByRole('button', { name: 'Send' }).click()
  await saved(page)
  assert.equal(emulator.snapshot().find(({ id }) => id === ID)._username, 'x')
})

test('in Chinese on a telephone', async (t) => {
  const { page, stored } = await openAccount(t, { language: 'zh', width: 390, height: 800 })
  await page.getByRole('textbox', { name: '邮箱', exact: true }).fill('new@example.com')
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 390)
  await page.getByRole('button', { name: '检查并保存…' }).click()
  const dialog = page.getByRole('dialog', { name: '确认请求' })
  await dialog.getByText('服务器当前值').waitFor()
  await dialog.getByRole('button', { name: /^发送$/ }).click()
  await untilSaved(page)
  assert.equal(stored()._email, 'new@example.com')
})
