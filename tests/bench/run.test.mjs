// The benchmark runs, and writes its report. Only cases that need nothing but the package: the rest of its libraries is
// installed by `cargo xtask bench` alone.
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { fileURLToPath } from 'node:url'

const out = mkdtempSync(join(tmpdir(), 'minapp-users-bench-'))
after(() => rmSync(out, { recursive: true }))
const script = fileURLToPath(new URL('../../bench/run.mjs', import.meta.url))

/** @returns {Promise<{ code: number, text: string }>} */
const bench = (where, only, more = {}) =>
  new Promise((resolve) => {
    const options = { env: { ...process.env, ...more } }
    execFile(process.execPath, [script, `--out=${out}`, '--quick', where, only], options, (error, stdout, stderr) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, text: stdout + stderr })
    })
  })

const report = () => JSON.parse(readFileSync(join(out, 'report.json'), 'utf8'))

test('a case runs in a process of its own, and its figures are written', async () => {
  const { code, text } = await bench('--in=node', '--only=steady')
  assert.equal(code, 0, text)
  const [steady, ...others] = report().results
  assert.deepEqual([steady.name, steady.environment, others], ['steady', 'Node', []])
  assert(steady.figures.every(({ value }) => Number.isFinite(value)), text)
  assert(readFileSync(join(out, 'report.md'), 'utf8').includes('| steady | Node | '))
})

test('a case that fails is reported as such', async () => {
  const { code, text } = await bench('--in=outside', '--only=size', { MINAPP_ESBUILD: join(out, 'nothing') })
  assert.equal(code, 1, text)
  const [size, ...others] = report().results
  assert.deepEqual([size.name, size.figures, others], ['size', undefined, []])
  assert.match(size.error, /Cannot find module/)
  assert.match(text, /^1 of 1 cases failed: see above$/m)
})

test('an unknown case is refused with the names of all', async () => {
  const { code, text } = await bench('--in=node', '--only=nothing')
  assert.equal(code, 1)
  assert.match(text, /^error: there is no case "nothing"; there are get, list, /)
})
