// Pages in headless Chromium.
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { extname, join, normalize } from 'node:path'
import { chromium } from 'playwright-core'
import { emulatorUrl } from './project.mjs'

const TYPES = { '.html': 'text/html', '.js': 'text/javascript', '.mjs': 'text/javascript', '.wasm': 'application/wasm' }

/** Serves the files of a folder. @param {string} folder @param {Record<string, string>} [headers] of every answer */
export async function serveFiles(folder, headers = {}) {
  const server = createServer(async (request, response) => {
    const path = normalize(decodeURIComponent(new URL(request.url, 'http://localhost').pathname))
    const file = join(folder, path.endsWith('/') ? `${path}index.html` : path)
    await readFile(file).then(
      (body) => response.writeHead(200, { 'content-type': TYPES[extname(file)] ?? 'text/plain', ...headers }).end(body),
      () => response.writeHead(404, headers).end(),
    )
  })
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

let browser

export async function closeBrowser() {
  await browser?.close()
}

/**
 * Opens a page, which gives what its script left as `outcome`, the requests that it made, and its errors.
 *
 * @param {string} url
 */
export async function visit(url) {
  browser ??= await chromium.launch({
    executablePath: process.env.MINAPP_CHROMIUM,
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  })
  const page = await browser.newPage()
  try {
    const [requests, problems] = [[], []]
    page.on('request', (request) => requests.push(request.url()))
    page.on('pageerror', (error) => problems.push(String(error)))
    page.on('console', (message) => {
      // That the emulator answered 404 is what the suite asked for.
      const isAnswer = message.location().url.startsWith(emulatorUrl)
      if (['error', 'warning'].includes(message.type()) && !isAnswer) problems.push(message.text())
    })
    await page.goto(`${url}?emulator=${encodeURIComponent(emulatorUrl)}`)
    const ended = await page.waitForFunction(() => globalThis.outcome, undefined, { timeout: 30_000 }).catch((error) => {
      throw new Error(`${error.message}\n${problems.join('\n')}`)
    })
    return { outcome: await ended.jsonValue(), requests, problems }
  } finally {
    await page.close()
  }
}
