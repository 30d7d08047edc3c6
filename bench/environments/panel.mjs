// The built admin panel, on a static server, in contexts of their own: nothing is in their caches.
import { readdirSync, readFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { extname, join, normalize } from 'node:path'
import { gzipped } from './bundle.mjs'
import { launch } from './chromium.mjs'
import { panelPath } from './paths.mjs'

const TYPES = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.json': 'application/json' }
const PLAIN = '<!doctype html><title>plain</title><h1>minapp users</h1>'

/** Where the panel keeps what a reload connects to again. */
const KEPT = 'minapp-users-panel'

export async function servePanel() {
  const root = panelPath()
  const server = createServer(async (request, response) => {
    const path = normalize(new URL(request.url, 'http://localhost').pathname)
    if (path === '/plain') return void response.writeHead(200, { 'content-type': 'text/html' }).end(PLAIN)
    const file = join(root, path === '/' ? 'index.html' : path)
    await readFile(file).then(
      (body) => response.writeHead(200, { 'content-type': TYPES[extname(file)] ?? 'application/octet-stream' }).end(body),
      () => response.writeHead(404).end(),
    )
  })
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  const browser = await launch()
  const home = `http://127.0.0.1:${server.address().port}`

  /** Milliseconds since the navigation began, as `measure` tells them in the page. */
  async function opened(path, measure, kept) {
    const context = await browser.newContext({ locale: 'en-US' })
    const page = await context.newPage()
    if (kept) await page.addInitScript(([key, text]) => sessionStorage.setItem(key, text), [KEPT, JSON.stringify(kept)])
    await page.goto(`${home}${path}`, { waitUntil: 'commit' })
    const wall = await page.evaluate(measure)
    await context.close()
    return { wall, cpu: NaN }
  }

  const connected = (url) => ({ kind: 'server', baseUrl: url, token: 'any-token' })

  /** Pages of so many rows that stay open, so that only what is done on them is measured. */
  const tables = new Map()
  async function tableOf(rows, url) {
    if (tables.has(rows)) return tables.get(rows)
    const page = await browser.newPage({ locale: 'en-US', viewport: { width: 1280, height: 900 } })
    tables.set(rows, page)
    await page.addInitScript(([key, text]) => sessionStorage.setItem(key, text), [KEPT, JSON.stringify(connected(url))])
    await page.goto(`${home}/?size=${rows}`)
    await page.evaluate(firstRow)
    return page
  }

  return {
    plainPaint: () => opened('/plain', firstPaint),
    firstPaint: () => opened('/', firstPaint),
    /** From opening the page, which connects by itself, to the rows; all of a page come at once. */
    table: (url) => opened('/?size=50', firstRow, connected(url)),
    /** From a key typed into the filter to the end of the frame that shows it. */
    async key(rows, url) {
      const page = await tableOf(rows, url)
      const input = page.getByRole('search').getByRole('textbox')
      await input.fill('level >= ')
      const shown = page.evaluate(keyShown)
      await input.press('1')
      return { wall: await shown, cpu: NaN }
    },
    /** The longest frame while a wheel turns over the rows, down and up again. */
    async scrolling(rows, url) {
      const page = await tableOf(rows, url)
      await page.getByRole('row').nth(5).hover()
      await page.evaluate(watchFrames)
      for (let turn = 0; turn < 40; turn++) await page.mouse.wheel(0, turn < 20 ? 300 : -300)
      return { wall: await page.evaluate(() => window.longestFrame()), cpu: NaN }
    },
    async close() {
      await browser.close()
      server.closeAllConnections()
      server.close()
    },
  }
}

/** In the page: when anything was first painted. */
const firstPaint = () =>
  new Promise((resolve) => {
    new PerformanceObserver((list) => {
      const entry = list.getEntriesByName('first-contentful-paint')[0]
      if (entry) resolve(entry.startTime)
    }).observe({ type: 'paint', buffered: true })
  })

/** In the page: when the first row had been painted. */
const firstRow = () =>
  new Promise((resolve) => {
    const look = () => {
      if (!document.querySelector('.ant-table-row')) return void requestAnimationFrame(look)
      // The frame after the one that has it.
      requestAnimationFrame(() => resolve(performance.now()))
    }
    look()
  })

/** In the page: how long the next key takes. */
const keyShown = () =>
  new Promise((resolve) => {
    const after = ({ timeStamp }) =>
      // A message is taken once the frame has been painted.
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel()
        port1.onmessage = () => resolve(performance.now() - timeStamp)
        port2.postMessage(undefined)
      })
    document.addEventListener('keydown', after, { once: true, capture: true })
  })

/** In the page: measures frames until it is asked for the longest. */
const watchFrames = () => {
  let [last, longest, isOver] = [performance.now(), 0, false]
  const look = (now) => {
    longest = Math.max(longest, now - last)
    last = now
    if (!isOver) requestAnimationFrame(look)
  }
  requestAnimationFrame(look)
  window.longestFrame = () =>
    new Promise((resolve) => {
      // The last turns of the wheel are shown, too.
      setTimeout(() => {
        isOver = true
        resolve(longest)
      }, 200)
    })
}

/** Bytes after gzip: of what the first page waits for, and of every file of the site. */
export function panelSizes() {
  const root = panelPath()
  const size = (file) => gzipped(readFileSync(join(root, file)))
  const html = readFileSync(join(root, 'index.html'), 'utf8')
  const first = ['index.html', ...[...html.matchAll(/(?:src|href)="(\.\/[^"]+)"/g)].map(([, file]) => file)]
  const all = readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name).slice(root.length))
  const sum = (files) => files.reduce((bytes, file) => bytes + size(file), 0)
  return { first: sum(first), all: sum(all) }
}
