// A page of Chromium that can import the package and the modules of this folder.
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { extname, join, normalize } from 'node:path'
import { chromium } from 'playwright-core'
import { folder } from './installed.mjs'

const ROOTS = { '/minapp-users/': folder, '/proof/': new URL('.', import.meta.url).pathname }
const TYPES = { '.js': 'text/javascript', '.mjs': 'text/javascript' }
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** Opens it. `problems` gets the page's own errors. */
export async function openPage() {
  const server = createServer(async (request, response) => {
    const path = normalize(new URL(request.url, 'http://localhost').pathname)
    const [prefix, root] = Object.entries(ROOTS).find(([prefix]) => path.startsWith(prefix)) ?? []
    if (!prefix) return void response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><body></body>')
    const file = join(root, path.slice(prefix.length))
    await readFile(file).then(
      (body) => response.writeHead(200, { 'content-type': TYPES[extname(file)] ?? 'text/plain' }).end(body),
      () => response.writeHead(404).end(),
    )
  })
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  const browser = await chromium.launch({ executablePath: process.env.MINAPP_CHROMIUM, args: FLAGS })
  const page = await browser.newPage()
  const problems = []
  page.on('pageerror', (error) => problems.push(String(error)))
  page.on('crash', () => problems.push('the page crashed'))
  await page.goto(`http://127.0.0.1:${server.address().port}/`)
  const close = async () => {
    await browser.close()
    server.closeAllConnections()
    server.close()
  }
  return { page, problems, close }
}
