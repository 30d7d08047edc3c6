import { test } from 'node:test'
import { assertPrinted, project } from './project.mjs'

test('the smoke suite holds in Jest', async () => {
  assertPrinted(await project('jest').addSmoke('smoke.cjs').run('jest'))
})
