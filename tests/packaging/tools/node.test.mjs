// Node, as an ES module and as CommonJS.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { assertPrinted, entries, project } from './project.mjs'

const node = project('node').addSmoke('smoke.mjs').addSmoke('smoke.cjs')

for (const program of ['esm.mjs', 'required.cjs']) {
  test(`the smoke suite holds in Node: ${program}`, async () => assertPrinted(await node.run('node', program)))
}

test('the smoke suite imports every entry of the package', () => {
  const imported = readFileSync(node.at('smoke.mjs'), 'utf8').match(/"minapp-users[\w/]*"/g)
  assert.deepEqual(imported.map((name) => JSON.parse(name)).sort(), entries(node).map(({ name }) => name).sort())
})

test('importing an entry reads its own files, and neither compiles, nor waits, nor opens anything', async () => {
  const all = entries(node)
  const readable = ['import.mjs', 'nothing.mjs', 'nothing.cjs', 'node_modules/minapp-users/package.json']
    .concat(all.flatMap(({ files }) => files.map((file) => `node_modules/minapp-users/${file}`)))
    .map((file) => `--allow-fs-read=${node.at(file)}`)
  const names = all.map(({ name }) => name)
  const output = await node.run('node', '--experimental-permission', '--no-warnings', ...readable, 'import.mjs', ...names)
  assert.deepEqual(JSON.parse(output), { entries: names, called: [], loaded: [] })
})
