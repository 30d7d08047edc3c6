// The cases of settle.test.mjs in Chromium: the same module, a realm of its own in an iframe, the browser's own `fetch`
// objects, and what nobody caught told by the window.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { openPage } from './page.mjs'

const { MINAPP_CASE, MINAPP_FULL } = process.env
const CASES = MINAPP_FULL ? 10_000 : 2_000

/** Cases that one message to the page asks for. */
const AT_ONCE = 500

let opened
before(async () => {
  opened = await openPage()
  await opened.page.evaluate(async () => {
    const { createEmulator } = await import('/minapp-users/emulator/index.js')
    const frame = document.body.appendChild(document.createElement('iframe'))
    const strays = []
    addEventListener('unhandledrejection', (event) => strays.push(event.reason))
    addEventListener('error', (event) => strays.push(event.error ?? event.message))
    const far = (code) => frame.contentWindow.eval(code)
    const kit = { esm: await import('/minapp-users/index.js'), createEmulator, far, tally: {} }
    const { prove } = await import('/proof/settle/prove.mjs')
    globalThis.proved = (from, to) => prove(kit, { from, to, strays })
    globalThis.strays = () => strays.map(String)
  })
})
after(() => opened?.close())

test(`every one of ${CASES} calls settles in a page, and every call after it works`, async (t) => {
  const from = MINAPP_CASE ? Number(MINAPP_CASE) : 0
  const to = MINAPP_CASE ? from + 1 : CASES
  const { page } = opened
  const began = performance.now()
  const problems = []
  let [slowestMs, tally] = [0, {}]
  for (let next = from; next < to && problems.length === 0; next += AT_ONCE) {
    const proved = await page.evaluate(([from, to]) => globalThis.proved(from, to), [next, Math.min(next + AT_ONCE, to)])
    problems.push(...proved.problems)
    slowestMs = Math.max(slowestMs, proved.slowestMs)
    tally = proved.tally
  }
  await page.waitForTimeout(200)
  problems.push(...(await page.evaluate(() => globalThis.strays())), ...opened.problems)
  t.diagnostic(`${Math.round(performance.now() - began)} ms, the slowest case ${Math.round(slowestMs)} ms; ${JSON.stringify(tally)}`)
  assert.equal(problems.join('\n'), '')
})
