// `cargo xtask panel`, once everything is built: the panel and an emulator beside each other.
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { connect, openPanel, panelSuite } from './support/panel.mjs'

panelSuite()

const script = fileURLToPath(new URL('../../www/serve.mjs', import.meta.url))

/** Runs it until it has said where things are. */
async function serve(t, ...options) {
  const site = await mkdtemp(join(tmpdir(), 'panel-'))
  await cp(process.env.MINAPP_PANEL, site, { recursive: true })
  const child = spawn(process.execPath, [script, site, ...options], { stdio: ['pipe', 'pipe', 'pipe'] })
  const ended = once(child, 'close')
  t.after(async () => {
    child.kill('SIGKILL')
    await ended
    await rm(site, { recursive: true })
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (said += text))
  const isReady = () => said.includes('Ctrl-C ends both.')
  while (!isReady()) {
    const [code] = await Promise.race([once(child.stdout, 'data').then(() => []), ended])
    if (code !== undefined) break
  }
  return { child, ended, said: () => said }
}

test('the panel offers the emulator beside it first, and Ctrl-C ends both', async (t) => {
  const { child, ended, said } = await serve(t, '--port', '0', '--emulator-port', '0', '--users', '50')
  const [url, emulator] = said().match(/http:\/\/127\.0\.0\.1:\d+/g)
  const page = await openPanel(t, { url })
  await page.getByText('Server', { exact: true }).first().click()
  const address = page.getByRole('textbox', { name: /Server$/ })
  await address.waitFor()
  assert.equal(await address.inputValue(), emulator)
  await connect(page, emulator)
  await page.getByRole('button', { name: /^Count/ }).click()
  await page.getByText(/^1–50 of 50/).waitFor()
  child.kill('SIGINT')
  await ended
  await assert.rejects(fetch(url))
})

test('a port that is taken is said, and how to choose another', async (t) => {
  const first = await serve(t, '--port', '0', '--emulator-port', '0', '--users', '50')
  const [, emulator] = first.said().match(/http:\/\/127\.0\.0\.1:\d+/g)
  const second = await serve(t, '--port', '0', '--emulator-port', new URL(emulator).port)
  const [code] = await second.ended
  assert.equal(code, 1)
  assert.match(second.said(), /^error: .*; choose another with --port or --emulator-port, where 0 is a free one\n$/)
})
