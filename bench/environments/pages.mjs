// Fresh pages: each has a context of its own, and so nothing in its caches.
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { join, normalize } from 'node:path'
import { launch } from './chromium.mjs'
import { bench, installed } from './paths.mjs'

const ROOTS = {
  '/minapp-users/': installed,
  '/axios/': join(bench, 'node_modules/axios/dist/esm'),
  '/first-answer/': join(bench, 'first-answer'),
}
const ENTRIES = { fetch: '', 'minapp-users': '/minapp-users/index.js', axios: '/axios/axios.min.js' }

export async function servePages() {
  const server = createServer(async (request, response) => {
    const path = normalize(new URL(request.url, 'http://localhost').pathname)
    const [prefix, root] = Object.entries(ROOTS).find(([prefix]) => path.startsWith(prefix)) ?? []
    if (!prefix) return void response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><body></body>')
    await readFile(join(root, path.slice(prefix.length))).then(
      (body) => response.writeHead(200, { 'content-type': 'text/javascript' }).end(body),
      () => response.writeHead(404).end(),
    )
  })
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  const browser = await launch()

  async function firstAnswer(subject, url, id) {
    const context = await browser.newContext()
    const page = await context.newPage()
    await page.goto(`http://127.0.0.1:${server.address().port}/`)
    const wall = await page.evaluate(
      async ({ subject, entry, url, id }) => {
        const started = performance.now()
        const { firstAnswer } = await import(`/first-answer/${subject}.mjs`)
        if ((await firstAnswer(entry, url, id)).id !== id) throw new Error('another user came')
        return performance.now() - started
      },
      { subject, entry: ENTRIES[subject], url, id },
    )
    await context.close()
    return { wall, cpu: NaN }
  }

  async function close() {
    await browser.close()
    server.closeAllConnections()
    server.close()
  }
  return { firstAnswer, close }
}
