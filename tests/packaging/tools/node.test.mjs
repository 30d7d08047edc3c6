// Node, as an ES module and as CommonJS.
import { test } from 'node:test'
import { assertPrinted, project } from './project.mjs'

const node = project('node').addSmoke('smoke.mjs').addSmoke('smoke.cjs')

for (const program of ['esm.mjs', 'required.cjs']) {
  test(`the smoke suite holds in Node: ${program}`, async () => assertPrinted(await node.run('node', program)))
}
