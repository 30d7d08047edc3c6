import { test } from 'node:test'
import { assertPrinted, project } from './project.mjs'

test('the smoke suite holds in Vitest', async () => {
  assertPrinted(await project('vitest').addSmoke('smoke.ts').run('vitest', 'run'))
})
