// Next.js: a route and a page that its server renders.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { assertHeld, project } from './project.mjs'

test('the smoke suite holds on the server of Next.js', async () => {
  const next = project('next').addSmoke('app/smoke/smoke.ts')
  await next.run('next', 'build')
  const server = await next.serve('next', 'start', '--port', '0')
  try {
    assertHeld(await (await fetch(`${server.url}/smoke`)).json())
    assert.match(await (await fetch(server.url)).text(), /1000(<!-- -->)? users/)
  } finally {
    await server.close()
  }
})
