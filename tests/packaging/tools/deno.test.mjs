import { test } from 'node:test'
import { assertPrinted, project } from './project.mjs'

const deno = project('deno').addSmoke('smoke.ts')

test('the smoke suite holds in Deno, which may reach the network and read one variable', async () => {
  assertPrinted(await deno.run('deno', 'run', '--no-prompt', '--allow-net', '--allow-env=MINAPP_EMULATOR_URL', 'main.ts'))
})

test('its types hold in Deno', () => deno.run('deno', 'check', 'main.ts'))
