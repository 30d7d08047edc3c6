// What npm would publish: exactly the files that a user needs, and every entry leads somewhere.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'

const { MINAPP_CONSUMER: consumer, MINAPP_TARBALL: tarball } = process.env
assert(consumer && tarball, 'run this with `cargo xtask test packaging`')

const root = fileURLToPath(new URL('../../', import.meta.url))
const installed = join(consumer, 'node_modules/minapp-users')
const files = execFileSync('tar', ['-tzf', tarball], { encoding: 'utf8' })
  .trim()
  .split('\n')
  .map((path) => path.replace(/^package\//, ''))
  .sort()
const manifest = JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8'))
const specifiers = Object.keys(manifest.exports).map((path) => path.replace('.', 'minapp-users'))

test('the tarball holds these files and no others', () => {
  assert.deepEqual(files, [
    'CHANGELOG.md',
    'LICENSE-APACHE',
    'LICENSE-MIT',
    'README.md',
    'README.zh-CN.md',
    'SECURITY.md',
    'SECURITY.zh-CN.md',
    'auth.d.cts',
    'auth.d.ts',
    'call.d.cts',
    'call.d.ts',
    'cli/THIRD-PARTY-LICENSES.txt',
    'cli/minapp-users.js',
    'client.d.cts',
    'client.d.ts',
    'client.wasm',
    'docs/coming-from.md',
    'docs/coming-from.zh-CN.md',
    'docs/panel.webp',
    'docs/panel.zh-CN.webp',
    'emulator/counts.d.cts',
    'emulator/counts.d.ts',
    'emulator/emulator.wasm',
    'emulator/faults.d.cts',
    'emulator/faults.d.ts',
    'emulator/index.cjs',
    'emulator/index.d.cts',
    'emulator/index.d.ts',
    'emulator/index.js',
    'emulator/index.workerd.js',
    'errors.d.cts',
    'errors.d.ts',
    'examples/README.md',
    'examples/backfill-field.mjs',
    'examples/find-shared-phones.mjs',
    'examples/nightly-export.mjs',
    'examples/reset-account.mjs',
    'examples/testing-with-the-emulator.test.mjs',
    'export/index.cjs',
    'export/index.d.cts',
    'export/index.d.ts',
    'export/index.js',
    'export/index.workerd.js',
    'fetch.d.cts',
    'fetch.d.ts',
    'index.cjs',
    'index.d.cts',
    'index.d.ts',
    'index.js',
    'index.workerd.js',
    'iterate.d.cts',
    'iterate.d.ts',
    'legacy.d.cts',
    'legacy.d.ts',
    'package.json',
    'projection.d.cts',
    'projection.d.ts',
    'text/index.cjs',
    'text/index.d.cts',
    'text/index.d.ts',
    'text/index.js',
    'text/index.workerd.js',
    'text/text.wasm',
    'update-all.d.cts',
    'update-all.d.ts',
    'update.d.cts',
    'update.d.ts',
    'user.d.cts',
    'user.d.ts',
    'where.d.cts',
    'where.d.ts',
  ])
})

test('the manifest asks for nothing and runs nothing on installation', () => {
  for (const key of Object.keys(manifest)) {
    assert.doesNotMatch(key, /dependencies$|^scripts$|^private$/i)
  }
})

test('the version is the one of Cargo.toml', () => {
  const [, version] = readFileSync(join(root, 'Cargo.toml'), 'utf8').match(/^version = "(.+)"$/m)
  assert.equal(manifest.version, version)
})

test('every target of the exports is in the tarball', () => {
  const targets = (entry) => (typeof entry === 'string' ? [entry] : Object.values(entry).flatMap(targets))
  for (const target of targets(manifest.exports)) {
    assert(files.includes(target.replace('./', '')), `${target} is not in the tarball`)
  }
})

test('every entry resolves for require and for import', () => {
  const { resolve } = createRequire(join(consumer, 'caller.cjs'))
  const script = `console.log(JSON.stringify(${JSON.stringify(specifiers)}.map((name) => import.meta.resolve(name))))`
  const output = execFileSync(process.execPath, ['--input-type=module', '--eval', script], { cwd: consumer })
  const inPackage = (path) => path.slice(path.lastIndexOf('minapp-users/') + 'minapp-users/'.length)
  assert.deepEqual(
    specifiers.map((name) => [name, inPackage(resolve(name))]),
    [
      ['minapp-users', 'index.cjs'],
      ['minapp-users/emulator', 'emulator/index.cjs'],
      ['minapp-users/export', 'export/index.cjs'],
      ['minapp-users/text', 'text/index.cjs'],
      ['minapp-users/client.wasm', 'client.wasm'],
      ['minapp-users/package.json', 'package.json'],
    ],
  )
  assert.deepEqual(JSON.parse(output).map(inPackage), [
    'index.js',
    'emulator/index.js',
    'export/index.js',
    'text/index.js',
    'client.wasm',
    'package.json',
  ])
})

test('every entry that holds code has scripts for workers of Cloudflare, which export the same', () => {
  const entries = Object.values(manifest.exports).filter((target) => typeof target === 'object')
  assert(entries.length > 1)
  const exported = (file) => readFileSync(join(installed, file), 'utf8').match(/^export \{[^}]*\}/m)?.[0]
  for (const { workerd, ...others } of entries) {
    assert.deepEqual(Object.keys(others), ['import', 'require'])
    assert.equal(workerd.types, others.import.types)
    assert(exported(workerd.default))
    assert.equal(exported(workerd.default), exported(others.import.default))
  }
})

for (const name of specifiers.filter((name) => !/\.\w+$/.test(name))) {
  test(`${name} exports the same names to require and to import`, () => {
    const script = `import(${JSON.stringify(name)}).then((it) => console.log(JSON.stringify(Object.keys(it).sort())))`
    const output = execFileSync(process.execPath, ['--input-type=module', '--eval', script], { cwd: consumer })
    const required = Object.keys(createRequire(join(consumer, 'caller.cjs'))(name)).sort()
    assert(required.length > 0)
    assert.deepEqual(required, JSON.parse(output))
  })
}

test('client.wasm is a WebAssembly module that compiles', () => {
  assert(WebAssembly.Module.exports(new WebAssembly.Module(readFileSync(join(installed, 'client.wasm')))).length > 0)
})

test('wasm-opt went over client.wasm: it alone takes the names out', () => {
  const compiled = new WebAssembly.Module(readFileSync(join(installed, 'client.wasm')))
  assert.equal(WebAssembly.Module.customSections(compiled, 'name').length, 0)
})

test('nothing tells of the machine that built it', () => {
  const home = homedir()
  const traces = [root.replace(/\/$/, ''), 'node_modules', '.cargo/registry', 'sourceMappingURL']
  // The home of root is too short to be a trace on its own.
  if (home.length > 1) traces.push(`${home}/`)
  for (const file of files) {
    const text = readFileSync(join(installed, file), 'latin1')
    for (const trace of traces) assert(!text.includes(trace), `${file} mentions ${trace}`)
  }
})

test('nothing that is for our own tests is shipped', () => {
  // An example may show a test of its own.
  for (const file of files.filter((file) => !file.endsWith('.md') && !file.startsWith('examples/'))) {
    const text = readFileSync(join(installed, file), 'latin1')
    for (const trace of ['xtask', 'wasm_bindgen_test', 'node:test']) {
      assert(!text.includes(trace), `${file} mentions ${trace}`)
    }
  }
})
