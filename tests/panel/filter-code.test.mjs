// The list as code: what is copied does what the table shows.
import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { complaints, programFolder, run, strictProgram, withoutTypes } from '../support/program.mjs'
import { applyLine, filterInAddress, inAddress, shows } from './support/filter.mjs'
import { connect, openPanel, openUsers, panelSuite, startEmulator } from './support/panel.mjs'

panelSuite()

const env = { ...process.env, MINAPP_TOKEN: 'the-token-of-the-shell', NODE_TEST_CONTEXT: undefined }

/** What the dialog shows as `kind`. */
async function shownCode(page, kind) {
  await page.getByRole('button', { name: 'Code' }).click()
  await page.getByRole('tab', { name: kind }).click()
  const code = await page.getByRole('region', { name: kind }).textContent()
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  return code
}

/** The ids that the command answers, run by a shell. */
async function idsOfCommand(command, variables = {}) {
  const { stdout } = await run('sh', ['-c', `${command} --silent --show-error`], { env: { ...env, ...variables } })
  return JSON.parse(stdout).objects.map(({ id }) => id)
}

/** The ids that the program prints, when it is a file beside the installed package. */
async function idsOfProgram(t, code) {
  const folder = programFolder('panel-', (remove) => t.after(remove))
  writeFileSync(join(folder, 'program.mts'), code)
  const file = join(folder, 'program.mts')
  assert.deepEqual(complaints(strictProgram([file]), file), [])
  writeFileSync(join(folder, 'program.mjs'), withoutTypes(code))
  const { stdout } = await run(process.execPath, [join(folder, 'program.mjs')], { cwd: folder, env })
  return stdout.split('\n').filter(Boolean).map((line) => Number.parseInt(line, 10))
}

const NASTY = 'it\'s "$HOME" `id` $(id) \\ %41 & ; | # {a,b} [0-9] \u2028 ${x}\n!'
const NAMED = { nasty: NASTY, plain: 'Tom' }

const FILTERS = [
  'vip = true and (level >= 30 or tags has all ("gold", "风控"))',
  `note = ${JSON.stringify(NASTY)}`,
  'nickname matches /^L.*a/i and level between 1 and 9 and gender in (1, 2)',
  'birthday > "1999-01-01" and location center {"coordinates": [113.3, 23.1], "radius": 3000}',
  'address = {"__proto__": 1} or __proto__ = 2 or level > 45',
]

test('the command and the program list the users that the table shows', async (t) => {
  const { page, emulator } = await openUsers(t, { search: '?sort=-level&size=20' })
  for (const [id, note] of Object.entries(NAMED).map(([, note], at) => [900 + at, note])) {
    emulator.insert([{ id, created_at: 1, note, nickname: 'somebody', level: 1 }])
  }
  for (const filter of FILTERS) {
    await applyLine(page, filter)
    await inAddress(page, filter)
    const curl = await shownCode(page, 'curl')
    const typescript = await shownCode(page, 'TypeScript')
    const commanded = await idsOfCommand(curl)
    assert(commanded.length > 0 && commanded.length <= 20, filter)
    assert.deepEqual(await idsOfProgram(t, typescript), commanded, filter)
    await shows(page, commanded.map((id) => ({ id })))
    for (const code of [curl, typescript]) assert(!code.includes('a-token-of-tests'))
  }
  assert.match(filterInAddress(page), /__proto__/)
})

test('the code lists the page and the order that are shown, and everyone where there is no filter', async (t) => {
  const { page, emulator } = await openUsers(t, { search: '?sort=-id&size=20&page=3' })
  const ids = emulator.snapshot().map(({ id }) => id).sort((left, right) => right - left).slice(40, 60)
  await shows(page, ids.map((id) => ({ id })))
  assert.deepEqual(await idsOfCommand(await shownCode(page, 'curl')), ids)
  assert.deepEqual(await idsOfProgram(t, await shownCode(page, 'TypeScript')), ids)
})

test('nothing of an environment is a command for the shell', async (t) => {
  const emulator = await startEmulator({ users: 10 })
  t.after(() => emulator.close())
  const page = await openPanel(t)
  await page.getByText('Server', { exact: true }).first().click()
  await page.getByRole('textbox', { name: /^Environment/ }).fill('$(false)`false`"$HOME"\'\\')
  await connect(page, emulator.url)
  const curl = await shownCode(page, 'curl')
  const { stdout } = await run('sh', ['-c', `${curl.replace('curl', "printf '%s\\n'")}`], { env })
  assert(stdout.split('\n').includes('authorization: Bearer the-token-of-the-shell'))
  assert(stdout.split('\n').includes('x-hydrogen-env-id: $(false)`false`"$HOME"\'\\'))
  assert.equal((await idsOfCommand(curl)).length, 10)
  assert.equal((await idsOfProgram(t, await shownCode(page, 'TypeScript'))).length, 10)
})

test('a session of the console has a command with its cookies, and no token', async (t) => {
  const emulator = await startEmulator({ users: 10 })
  t.after(() => emulator.close())
  const page = await openPanel(t)
  await page.context().addCookies([{ name: 'sessionid', value: 'a-session', url: emulator.url }])
  await page.getByRole('radio', { name: /^Console session/ }).check()
  await page.getByRole('textbox', { name: /Server$/ }).fill(emulator.url)
  await page.getByRole('button', { name: 'Connect', exact: true }).click()
  await page.getByRole('table').first().waitFor()
  const typescript = await shownCode(page, 'TypeScript')
  assert.match(typescript, /auth: { session: true }/)
  assert.doesNotMatch(typescript, /token/i)
  const curl = await shownCode(page, 'curl')
  assert.doesNotMatch(curl, /a-session|token/i)
  assert.equal((await idsOfCommand(curl, { MINAPP_COOKIES: 'sessionid=a-session' })).length, 10)
})

test('the code is copied, or selected where the browser lets nobody copy', async (t) => {
  const { page } = await openUsers(t)
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await page.getByRole('button', { name: 'Code' }).click()
  const block = page.getByRole('region', { name: 'TypeScript' })
  const copy = page.getByRole('dialog').getByRole('button', { name: 'Copy' })
  await copy.click()
  await page.getByRole('status').filter({ hasText: 'Copied.' }).waitFor()
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), await block.textContent())
  await page.evaluate(() => Object.defineProperty(navigator, 'clipboard', { value: undefined }))
  await copy.click()
  await page.getByRole('status').filter({ hasText: 'press Ctrl+C or ⌘C' }).waitFor()
  assert.equal(await page.evaluate(() => getSelection().toString().trim()), (await block.innerText()).trim())
})
