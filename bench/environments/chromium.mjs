// Runs cases in pages of a headless Chromium.
import { chromium } from 'playwright-core'
import { bundlePage } from './bundle.mjs'
import { chromiumPath } from './paths.mjs'

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--enable-precise-memory-info',
  '--js-flags=--expose-gc',
]

export const launch = () => chromium.launch({ executablePath: chromiumPath(), args: FLAGS })

/** The script of the page, bundled once. */
let script

/** @param {import('./run-case.mjs').Task} task @param {(what: string) => void} progress */
export async function runInChromium(task, progress) {
  script ??= await bundlePage()
  const browser = await launch()
  try {
    const page = await browser.newPage()
    const crashed = new Promise((_, reject) => page.on('crash', () => reject(new Error('the page crashed'))))
    // The origin of the server itself: no request is preceded by an OPTIONS.
    await page.goto(task.url ? `${task.url}/` : 'about:blank')
    const session = await page.context().newCDPSession(page)
    await session.send('Performance.enable')
    await page.exposeFunction('benchCpu', async () => {
      const { metrics } = await session.send('Performance.getMetrics')
      return metrics.find(({ name }) => name === 'TaskDuration').value * 1000
    })
    await page.exposeFunction('benchProgress', progress)
    await page.addScriptTag({ content: script })
    return await Promise.race([page.evaluate((task) => window.benchRun(task), task), crashed])
  } finally {
    await browser.close()
  }
}
