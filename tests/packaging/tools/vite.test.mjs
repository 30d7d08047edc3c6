// Vite: the page that it serves while one writes it, and the one that it builds.
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { closeBrowser, visit } from './page.mjs'
import { assertHeld, project } from './project.mjs'

const vite = project('vite').addSmoke('src/smoke.ts')
after(closeBrowser)

async function holds(...args) {
  const server = await vite.serve('vite', ...args, '--port', '0')
  try {
    const { outcome, problems } = await visit(`${server.url}/`)
    assertHeld(outcome)
    assert.deepEqual(problems, [])
  } finally {
    await server.close()
  }
}

test('the smoke suite holds in a page of vite', () => holds())

test('the smoke suite holds in a page of vite build and vite preview', async () => {
  await vite.run('vite', 'build')
  await holds('preview')
})
