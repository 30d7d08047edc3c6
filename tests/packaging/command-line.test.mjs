// The command line in the package: one script, which carries its libraries and their licences, and none of the package's
// other files.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { readFileSync, readdirSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'

const { MINAPP_CONSUMER: consumer, MINAPP_ESBUILD: esbuild } = process.env
assert(consumer && esbuild, 'run this with `cargo xtask test packaging`')

const sources = fileURLToPath(new URL('../../pkg-template/cli/', import.meta.url))
const installed = join(consumer, 'node_modules/minapp-users')
const read = (file) => readFileSync(join(installed, file), 'utf8')
const manifest = JSON.parse(read('package.json'))
const script = manifest.bin['minapp-users']

/** The libraries that the script is made of, by the bundler's own account: their names by their folders. */
async function libraries() {
  const { metafile } = await createRequire(import.meta.url)(esbuild).build({
    absWorkingDir: sources,
    entryPoints: ['main.js'],
    bundle: true,
    write: false,
    metafile: true,
    platform: 'node',
    format: 'esm',
    external: ['../src/index.js', '../emulator/index.js', '../text/index.js', '../export/index.js'],
  })
  const [{ inputs }] = Object.values(metafile.outputs)
  const parts = Object.keys(inputs).map((path) => path.match(/^.*node_modules\/((?:@[^/]+\/)?[^/]+)/))
  return new Map(parts.flatMap((part) => (part ? [[join(sources, part[0]), part[1]]] : [])))
}

test('the manifest has one command, which npm can start', () => {
  assert.deepEqual(manifest.bin, { 'minapp-users': 'cli/minapp-users.js' })
  assert.match(read(script), /^#!\/usr\/bin\/env node\n/)
  assert(statSync(join(consumer, 'node_modules/.bin/minapp-users')).mode & 0o100)
})

test('it tells the version of the package', () => {
  const version = execFileSync(join(consumer, 'node_modules/.bin/minapp-users'), ['--version'], { encoding: 'utf8' })
  assert.equal(version, `${manifest.version}\n`)
})

test('the licence of each library in it is shipped, with its text and version', async () => {
  const folders = await libraries()
  const names = [...folders.values()]
  assert(names.includes('commander') && names.includes('cli-progress'), names.join())
  const text = read('cli/THIRD-PARTY-LICENSES.txt')
  assert.deepEqual([...text.matchAll(/^(\S+) \d+\.\d+\.\d+ \(\S+\)$/gm)].map(([, name]) => name), names.sort())
  for (const [folder, name] of folders) {
    const { version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
    const file = readdirSync(folder).find((file) => /^licen[cs]e/i.test(file))
    assert(text.includes(`\n${name} ${version} (${license})\n`), name)
    assert(text.includes(readFileSync(join(folder, file), 'utf8').trim()), name)
  }
})

test('it uses the files of the package, and loads each only when a command needs it', () => {
  const code = read(script)
  const [statics, dynamics] = [/\bfrom\s*['"](\.\.?\/[^'"]+)['"]/g, /\bawait import\(['"](\.[^'"]+)['"]\)/g].map((pattern) =>
    [...new Set([...code.matchAll(pattern)].map(([, path]) => path))].sort())
  assert.deepEqual(statics, [])
  assert.deepEqual(dynamics, ['../emulator/index.js', '../export/index.js', '../index.js', '../text/index.js'])
  for (const path of dynamics) assert(statSync(join(installed, 'cli', path)).isFile())
})
