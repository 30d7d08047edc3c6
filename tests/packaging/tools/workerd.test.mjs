// Workers of Cloudflare, which compile no WebAssembly from bytes: bundled as its users' tools do, and run by Miniflare.
import { test } from 'node:test'
import { assertPrinted, project } from './project.mjs'

test('the smoke suite holds in a worker', async () => {
  const workerd = project('workerd').addSmoke('src/smoke.ts')
  const conditions = '--conditions=workerd,worker,browser'
  await workerd.run('esbuild', 'src/worker.ts', '--bundle', '--format=esm', conditions, '--loader:.wasm=copy', '--outdir=dist')
  assertPrinted(await workerd.run('node', 'serve.mjs'))
})
