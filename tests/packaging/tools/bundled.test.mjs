// Bundlers that write one script: a page loads what they made without any configuration.
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { closeBrowser, serveFiles, visit } from './page.mjs'
import { assertHeld, project } from './project.mjs'

after(closeBrowser)

async function holds({ folder }) {
  const server = await serveFiles(folder)
  try {
    const { outcome, problems } = await visit(`${server.url}/`)
    assertHeld(outcome)
    assert.deepEqual(problems, [])
  } finally {
    await server.close()
  }
}

test('the smoke suite holds in a page of webpack', async () => {
  const webpack = project('webpack').addSmoke('src/smoke.js')
  const output = await webpack.run('webpack', '--mode', 'development')
  assert.doesNotMatch(output, /WARNING|ERROR/)
  await holds(webpack)
  // Without a mode it builds for production, and says so. Besides, it finds 244 KiB large.
  const warnings = (await webpack.run('webpack')).match(/^(WARNING|ERROR) in .*/gm)
  const expected = /^WARNING in (configuration$|(asset|entrypoint) size limit: |webpack performance recommendations: )/
  assert.deepEqual(warnings.filter((line) => !expected.test(line)), [])
  await holds(webpack)
})

test('the smoke suite holds in a page of esbuild', async () => {
  const esbuild = project('esbuild').addSmoke('src/smoke.ts')
  const output = await esbuild.run('esbuild', 'src/index.js', '--bundle', '--minify', '--outfile=dist/main.js')
  assert.doesNotMatch(output, /warning|error/i)
  await holds(esbuild)
})
