// The page of www/ in a real browser: the built package, over HTTP, against the emulator on another origin.

import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { extname, join, normalize } from 'node:path'
import { after, before, test } from 'node:test'
import { chromium } from 'playwright-core'

const { MINAPP_CONSUMER, MINAPP_CHROMIUM, MINAPP_EMULATOR_URL } = process.env
const ROOTS = {
  '/minapp-users/': join(MINAPP_CONSUMER, 'node_modules/minapp-users/'),
  '/': new URL('../../www/', import.meta.url).pathname,
}
const TYPES = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css' }

// The page may run scripts of its own origin and compile WebAssembly, and nothing else.
const POLICY = "script-src 'self' 'wasm-unsafe-eval' 'unsafe-inline'; object-src 'none'"

const server = createServer(async (request, response) => {
  const path = normalize(new URL(request.url, 'http://localhost').pathname)
  const [prefix, root] = Object.entries(ROOTS).find(([prefix]) => path.startsWith(prefix))
  const file = join(root, path.slice(prefix.length) || 'index.html')
  try {
    const body = await readFile(file)
    response.writeHead(200, { 'content-type': TYPES[extname(file)], 'content-security-policy': POLICY }).end(body)
  } catch {
    response.writeHead(404).end()
  }
})

let browser, page
const problems = []

before(async () => {
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  browser = await chromium.launch({
    executablePath: MINAPP_CHROMIUM,
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  })
  page = await browser.newPage()
  page.on('pageerror', (error) => problems.push(String(error)))
  await page.goto(`http://127.0.0.1:${server.address().port}/`)
})

after(async () => {
  await browser?.close()
  server.close()
})

async function raw(path) {
  const response = await fetch(`${MINAPP_EMULATOR_URL}/oserve/v2.2/miniapp/user_profile/${path}`, {
    headers: { authorization: 'Bearer t' },
  })
  return response.json()
}

async function status(pattern) {
  await page.locator('#status', { hasText: pattern }).waitFor({ timeout: 10_000 })
  return page.locator('#status').textContent()
}

test('a wrong address is refused in words before anything is sent', async () => {
  await page.getByLabel('Server').fill('http://example.com')
  await page.getByLabel('Token').fill('t')
  await page.getByRole('button', { name: 'Connect' }).click()
  assert.match(await status(/baseUrl/), /http: is only for this machine/)
})

test('users are listed, newest first, with their number', async () => {
  await page.getByLabel('Server').fill(MINAPP_EMULATOR_URL)
  await page.getByRole('button', { name: 'Connect' }).click()
  assert.equal(await status(/users$/), '1000 users')
  const expected = await raw('?limit=20')
  const ids = await page.locator('#users tr td:first-child').allTextContents()
  assert.deepEqual(ids, expected.objects.map((user) => String(user.id)))
})

test('the next page follows and the first has none before it', async () => {
  assert.ok(await page.getByRole('button', { name: 'Previous' }).isDisabled())
  const second = await raw('?limit=20&offset=20')
  await page.getByRole('button', { name: 'Next' }).click()
  await page.getByRole('button', { name: String(second.objects[0].id), exact: true }).waitFor()
  assert.ok(await page.getByRole('button', { name: 'Previous' }).isEnabled())
})

test('a filter of two conditions is the server\'s own', async () => {
  await page.getByLabel('Nickname contains').fill('a')
  await page.getByLabel('Level at least').fill('5')
  await page.getByRole('button', { name: 'Filter' }).click()
  const where = encodeURIComponent(JSON.stringify({ nickname: { $contains: 'a' }, level: { $gte: 5 } }))
  const { meta } = await raw(`?limit=1&return_total_count=1&where=${where}`)
  assert.ok(meta.total_count > 0 && meta.total_count < 1000)
  assert.equal(await status(`${meta.total_count} users`), `${meta.total_count} users`)
})

test('a user is read, and an increment counted by the server', async () => {
  const first = page.locator('#users tr').first()
  const id = Number(await first.locator('td').first().textContent())
  const { level } = await raw(`${id}/`)
  await first.getByRole('button', { name: String(id) }).click()
  await status(`user ${id}`)
  assert.deepEqual(JSON.parse(await page.locator('#user').textContent()), await raw(`${id}/`))
  await first.getByRole('button', { name: 'Level + 1' }).click()
  await status(`user ${id} is at level ${level + 1}`)
  assert.equal((await raw(`${id}/`)).level, level + 1)
})

test('all that match and are not changed yet are changed in one request, after a question', async () => {
  const condition = { nickname: { $contains: 'a' }, level: { $gte: 5 }, vip: { $ne: true } }
  const count = async () => (await raw(`?limit=1&return_total_count=1&where=${encodeURIComponent(JSON.stringify(condition))}`)).meta.total_count
  const others = await count()
  assert.ok(others > 0)
  const question = page.waitForEvent('dialog').then(async (dialog) => {
    await dialog.accept()
    return dialog.message()
  })
  await page.getByRole('button', { name: 'Make all that match VIP' }).click()
  assert.equal(await question, `Make ${others} users VIP?`)
  assert.equal(await status(/changed, 0 failed/), `${others} changed, 0 failed`)
  assert.equal(await count(), 0)
})

test('a server that is gone is a typed error in words', async () => {
  await page.getByLabel('Server').fill('http://127.0.0.1:9')
  await page.getByRole('button', { name: 'Connect' }).click()
  assert.match(await status(/connection/), /^connection: fetch failed/)
})

test('the emulator runs in the page itself, and its server says that it needs Node', async () => {
  const [count, refusal] = await page.evaluate(async () => {
    const { createEmulator, startEmulator } = await import('/minapp-users/emulator/index.js')
    const { UsersClient } = await import('/minapp-users/index.js')
    const { fetch } = createEmulator({ users: 50 })
    const users = new UsersClient({ auth: { token: 't' }, fetch })
    return [await users.count(), await startEmulator().then(() => 'it started', (error) => error.message)]
  })
  assert.equal(count, 50)
  assert.match(refusal, /Node/)
})

test('everyone is read in order, in batches, and no further than the page wants', async () => {
  const read = await page.evaluate(async (baseUrl) => {
    const { UsersClient } = await import('/minapp-users/index.js')
    const users = new UsersClient({ auth: { token: 't' }, baseUrl })
    const where = { level: { $gte: 5 } }
    const [ordered, batched, first] = [[], [], []]
    for await (const user of users.iterate({ where, orderBy: ['-level', 'id'], pageSize: 90 })) ordered.push(user.id)
    for await (const batch of users.scan({ where, pageSize: 90, concurrency: 3 })) batched.push(...batch.map(({ id }) => id))
    const iteration = users.iterate({ where, orderBy: ['-level', 'id'], pageSize: 90 })
    for await (const user of iteration) if (first.push(user.id) === 100) break
    for await (const user of users.iterate({ where, orderBy: ['-level', 'id'], cursor: iteration.cursor })) first.push(user.id)
    return { ordered, batched, first }
  }, MINAPP_EMULATOR_URL)
  const where = encodeURIComponent(JSON.stringify({ level: { $gte: 5 } }))
  const listed = (await raw(`?limit=1000&order_by=-level,id&where=${where}`)).objects.map(({ id }) => id)
  assert.ok(listed.length > 200)
  assert.deepEqual(read.ordered, listed)
  assert.deepEqual(read.first, listed)
  assert.deepEqual(read.batched.sort((left, right) => left - right), [...listed].sort((left, right) => left - right))
})

test('the page itself had no error', () => {
  assert.deepEqual(problems, [])
})
