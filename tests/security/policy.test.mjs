// The Content Security Policy of SECURITY.md in Chromium: it is enough, and nothing in it is too much.
import assert from 'node:assert/strict'
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { closeBrowser, serveFiles, visit } from '../packaging/tools/page.mjs'
import { read } from '../readme/documents.mjs'
import { blocks } from '../readme/markdown.mjs'

const { MINAPP_CONSUMER: consumer, MINAPP_EMULATOR_URL: emulatorUrl } = process.env
assert(consumer && emulatorUrl, 'run this with `cargo xtask test security`')

const [{ code: header }] = blocks(read('SECURITY.md')).filter(({ language }) => language === 'http')
const [, stated] = header.match(/^Content-Security-Policy: (.+)$/)
assert(stated.includes('connect-src https://cloud.minapp.com'))
/** The server of this test stands in for the vendor's. */
const policy = stated.replace('https://cloud.minapp.com', emulatorUrl)

const folder = mkdtempSync(join(tmpdir(), 'minapp-policy-'))
after(async () => {
  await closeBrowser()
  rmSync(folder, { recursive: true })
})
cpSync(join(consumer, 'node_modules/minapp-users'), join(folder, 'minapp-users'), { recursive: true })
writeFileSync(join(folder, 'index.html'), '<!doctype html><link rel="icon" href="data:,"><script type="module" src="page.js"></script>')
writeFileSync(
  join(folder, 'page.js'),
  `const counted = async () => {
  const { UsersClient } = await import('./minapp-users/index.js')
  const baseUrl = new URLSearchParams(location.search).get('emulator')
  const users = new UsersClient({ auth: { token: 'any-token' }, baseUrl, retry: { maxRetries: 0 } })
  return users.count()
}
const told = (error) => error.code ?? error.name
const evaluated = () => (0, eval)('"run"')
globalThis.outcome = {
  counted: await counted().catch(told),
  evaluated: await Promise.resolve().then(evaluated).catch(told),
}
`,
)

/** What the page comes to under a policy; a policy that keeps its script from running leaves nothing. */
async function under(value) {
  const server = await serveFiles(folder, { 'content-security-policy': value })
  try {
    return (await visit(`${server.url}/index.html`)).outcome
  } finally {
    await server.close()
  }
}

test('under the policy of the document users are counted, and no text is run as a script', async () => {
  assert.deepEqual(await under(policy), { counted: 1000, evaluated: 'EvalError' })
})

test("without 'wasm-unsafe-eval' the call is an error, and the page goes on", async () => {
  const { counted } = await under(policy.replace(" 'wasm-unsafe-eval'", ''))
  assert.equal(counted, 'internal')
})

test('without connect-src the request is refused', async () => {
  const { counted } = await under(policy.replace(/; connect-src .+$/, ''))
  assert.equal(counted, 'connection')
})
