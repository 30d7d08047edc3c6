// The built panel in a headless Chromium, as files of a static server, and an emulator to connect it to on another origin.
import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { createRequire } from 'node:module'
import { extname, join, normalize } from 'node:path'
import { after, before } from 'node:test'
import { chromium } from 'playwright-core'

const { MINAPP_CONSUMER, MINAPP_CHROMIUM, MINAPP_PANEL } = process.env
assert(MINAPP_PANEL, 'run this with `cargo xtask test panel`')

export const { startEmulator } = createRequire(join(MINAPP_CONSUMER, 'caller.cjs'))('minapp-users/emulator')

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]
const TYPES = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.json': 'application/json' }

/** Serves the files of the panel; what is not a file is a 404. @returns {Promise<import('node:http').Server>} */
export async function servePanel(other = () => false) {
  const server = createServer(async (request, response) => {
    if (await other(request, response)) return
    const path = normalize(new URL(request.url, 'http://localhost').pathname)
    const file = join(MINAPP_PANEL, path === '/' ? 'index.html' : path)
    try {
      const body = await readFile(file)
      response.writeHead(200, { 'content-type': TYPES[extname(file)] ?? 'application/octet-stream' }).end(body)
    } catch {
      response.writeHead(404).end()
    }
  })
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  return server
}

export const addressOf = (server) => `http://127.0.0.1:${server.address().port}`

let browser
let server

/** To be called once a file: a browser and the panel's files for its tests. */
export function panelSuite() {
  before(async () => {
    server = await servePanel()
    browser = await chromium.launch({ executablePath: MINAPP_CHROMIUM, args: FLAGS })
  })
  after(async () => {
    await browser?.close()
    server?.close()
  })
}

/**
 * A page with the panel, in a context of its own. Nobody but this machine is asked for anything, and what the page complains of
 * fails the test.
 *
 * @param {import('node:test').TestContext} t
 * @param {{ search?: string, language?: 'en' | 'zh', scheme?: 'light' | 'dark', width?: number, height?: number, url?: string }} [options]
 */
export async function openPanel(t, options = {}) {
  const { search = '', language = 'en', scheme = 'light', width = 1280, height = 900, url = addressOf(server) } = options
  const context = await browser.newContext({
    locale: language === 'zh' ? 'zh-CN' : 'en-US',
    colorScheme: scheme,
    viewport: { width, height },
    timezoneId: 'Asia/Shanghai',
    acceptDownloads: true,
  })
  context.setDefaultTimeout(10_000)
  await context.route((url) => url.hostname !== '127.0.0.1', (route) => route.abort())
  const page = await context.newPage()
  const problems = []
  page.on('pageerror', (error) => problems.push(String(error)))
  page.on('console', (message) => {
    // The browser tells of each request that fails, too; those are what tests are about.
    if (['error', 'warning'].includes(message.type()) && !message.text().startsWith('Failed to load resource') && !message.text().includes('blocked by CORS policy')) problems.push(message.text())
  })
  t.after(async () => {
    await context.close()
    assert.deepEqual(problems, [])
  })
  await page.goto(`${url}/${search}`)
  return page
}

/** Connects an open panel to a server with a token, as an operator would. */
export async function connect(page, baseUrl, token = 'a-token-of-tests') {
  await page.getByRole('radio', { name: /^(Server|服务器)/ }).check()
  await page.getByRole('textbox', { name: /(Server|服务器)$/ }).fill(baseUrl)
  await page.getByRole('textbox', { name: /(Token|令牌)$/ }).fill(token)
  await page.getByRole('button', { name: /^(Connect|连接)$/ }).click()
  await page.getByRole('table').first().waitFor()
}

/**
 * A page that is connected to an emulator of its own.
 *
 * @param {import('node:test').TestContext} t
 * @param {Parameters<typeof openPanel>[1] & { emulator?: object }} [options]
 */
export async function openUsers(t, { emulator: options, ...how } = {}) {
  const emulator = await startEmulator({ users: 1000, ...options })
  t.after(() => emulator.close())
  const page = await openPanel(t, how)
  await connect(page, emulator.url)
  return { page, emulator }
}
