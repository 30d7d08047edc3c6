import { test } from 'node:test'
import { assertPrinted, project } from './project.mjs'

test('the smoke suite holds in Bun', async () => {
  assertPrinted(await project('bun').addSmoke('smoke.ts').run('bun', 'run', 'main.ts'))
})
