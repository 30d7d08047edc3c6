// What tools say of the package that npm would publish, and that it is the same bytes whoever builds it.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join, relative } from 'node:path'
import { after, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { project } from './project.mjs'

const { MINAPP_TARBALL: tarball, MINAPP_PKG: pkg } = process.env
const root = fileURLToPath(new URL('../../../', import.meta.url))
const target = dirname(tarball)

const folder = mkdtempSync(join(tmpdir(), 'minapp-users-publish-'))
after(() => rmSync(folder, { recursive: true }))
const copy = join(folder, 'pkg')
cpSync(pkg, copy, { recursive: true })

// Without the settings of this machine, of which npm may have something to say.
const settings = join(folder, 'npmrc')
writeFileSync(settings, '')
const env = { ...process.env, NPM_CONFIG_USERCONFIG: settings, NPM_CONFIG_UPDATE_NOTIFIER: 'false', NO_COLOR: '1' }
// npm writes what it packs to standard error.
const said = (command, options) => execFileSync('sh', ['-c', `${command} 2>&1`], { encoding: 'utf8', cwd: folder, env, ...options })

const manifest = project('manifest')

test('publint reports nothing', async () => {
  assert.match(await manifest.run('publint', tarball, '--strict'), /^All good!$/m)
})

test('@arethetypeswrong/cli reports nothing, whichever way modules are found', async () => {
  // The module and the manifest are no scripts, and have no types.
  const output = await manifest.run('attw', tarball, '--exclude-entrypoints', 'client.wasm', 'package.json')
  assert.match(output, /No problems found/)
  assert.match(output, /node10/)
})

test('npm would publish it and warns of nothing', () => {
  // The address leads nowhere: a rehearsal asks no registry. It warns of that nobody is logged in there.
  const output = said('npm publish --dry-run ./pkg --registry http://127.0.0.1:9/ --fetch-retries 0')
  const warnings = output.match(/^npm (warn|error) .*/gm).filter((line) => !line.includes('requires you to be logged in'))
  assert.deepEqual(warnings, [])
  assert.match(output, /^\+ minapp-users@\d+\.\d+\.\d+/m)
})

test('wasm-pack packs it, to the same bytes as npm', () => {
  const output = said(`'${join(target, 'tools/bin/wasm-pack')}' pack pkg`)
  assert.match(output, /packed up your package/)
  const [packed] = readdirSync(copy).filter((name) => name.endsWith('.tgz'))
  assert(readFileSync(join(copy, packed)).equals(readFileSync(tarball)))
})

// Takes a minute or more, because all of it is compiled again.
test('another build, in another folder, gives the same bytes', () => {
  const other = join(folder, 'other checkout')
  const isMade = (path) => /^(target(-\w+)?|pkg|node_modules|\.git)$/.test(basename(path))
  cpSync(root, other, { recursive: true, filter: (path) => !isMade(path) })
  // The same tools, which are pinned: only what they make is made anew.
  mkdirSync(join(other, 'elsewhere'))
  symlinkSync(join(target, 'tools'), join(other, 'elsewhere/tools'))
  symlinkSync(join(root, 'xtask/npm/node_modules'), join(other, 'xtask/npm/node_modules'))
  said('cargo xtask build && npm pack --ignore-scripts ./pkg', { cwd: other, env: { ...env, CARGO_TARGET_DIR: 'elsewhere' } })

  const files = (folder) => readdirSync(folder, { recursive: true, withFileTypes: true }).filter((file) => file.isFile())
  const paths = (folder) => files(folder).map((file) => relative(folder, join(file.parentPath, file.name))).sort()
  const built = join(other, 'pkg')
  assert.deepEqual(paths(built), paths(pkg))
  for (const path of paths(pkg)) assert(readFileSync(join(built, path)).equals(readFileSync(join(pkg, path))), `${path} differs`)
  const [packed] = readdirSync(other).filter((name) => name.endsWith('.tgz'))
  assert(readFileSync(join(other, packed)).equals(readFileSync(tarball)))
})
