// A page without any tool: its script imports the files of the package as they are.
import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import { after, test } from 'node:test'
import { closeBrowser, serveFiles, visit } from './page.mjs'
import { assertHeld, project } from './project.mjs'

const plain = project('page').addSmoke('smoke.js')
// A page finds a module by its path.
const inPackage = (_, name) => `'./node_modules/minapp-users${name}/index.js'`
writeFileSync(plain.at('smoke.js'), readFileSync(plain.at('smoke.js'), 'utf8').replace(/["']minapp-users([\w/]*)["']/g, inPackage))
after(closeBrowser)

async function opened(path, headers) {
  const server = await serveFiles(plain.folder, headers)
  try {
    const seen = await visit(`${server.url}/${path}`)
    return { ...seen, requests: seen.requests.map((url) => new URL(url)).filter(({ origin }) => origin === server.url) }
  } finally {
    await server.close()
  }
}

const policy = (sources) => ({ 'content-security-policy': `script-src ${sources}` })

for (const [name, headers] of [
  ['a plain page', {}],
  ['a page whose policy is script-src \'self\' \'wasm-unsafe-eval\'', policy("'self' 'wasm-unsafe-eval'")],
]) {
  test(`the smoke suite holds in ${name}`, async () => {
    const { outcome, problems } = await opened('index.html', headers)
    assertHeld(outcome)
    assert.deepEqual(problems, [])
  })
}

test('a policy without \'wasm-unsafe-eval\' is an error that names what to allow, at once', async () => {
  const { outcome, problems } = await opened('blocked.html', policy("'self'"))
  for (const [isInternal, name, code, message, cause] of outcome) {
    assert.deepEqual([isInternal, name, code, cause], [true, 'InternalError', 'internal', 'CompileError'])
    assert.match(message, /^WebAssembly cannot be compiled here: .*Content Security Policy.*; .* must allow 'wasm-unsafe-eval' in script-src$/)
  }
  assert.equal(outcome.length, 2)
  // The browser's own word to whoever reads the console, which is not for this test to keep from them.
  assert.equal(problems.filter((problem) => !/Content Security Policy/.test(problem)).length, 0)
})

test('importing every entry loads its files and compiles nothing', async () => {
  const { outcome, problems, requests } = await opened('import.html', policy("'self'"))
  assert.deepEqual(outcome, { imported: [true, true], called: [] })
  assert.deepEqual(problems, [])
  assert.deepEqual(
    requests.map(({ pathname }) => pathname).sort(),
    [
      '/import.html',
      '/import.js',
      '/node_modules/minapp-users/emulator/index.js',
      '/node_modules/minapp-users/index.js',
      '/watch.js',
    ],
  )
})
