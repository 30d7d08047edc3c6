// A bug of the emulator itself. It has none that we know of, so the module is replaced by one that traps.
import assert from 'node:assert/strict'
import { register } from 'node:module'
import { test } from 'node:test'

const stub = `
  let panic = ''
  export const initSync = () => {}
  export const lastPanic = () => { const message = panic; panic = ''; return message }
  export class Emulator {
    handle(method, url) {
      if (url.includes('panics')) panic = 'panicked at src/x.rs:1:2: out of luck'
      if (/panics|traps/.test(url)) throw new WebAssembly.RuntimeError('unreachable')
      return new TextEncoder().encode('200\\nContent-Type: text/plain\\n\\nfine')
    }
    arrive() { return true }
    leave() {}
    snapshot() { return '[]' }
  }
`
// The smallest module there is.
const compiled = 'export default () => new WebAssembly.Module(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0))'
const hooks = `
  const modules = ${JSON.stringify({ '#wasm/emulator.js': stub, '#wasm/emulator.module.js': compiled })}
  export async function resolve(specifier, context, next) {
    if (!(specifier in modules)) return next(specifier, context)
    return { url: 'data:text/javascript,' + encodeURIComponent(modules[specifier]), shortCircuit: true }
  }
`
register(`data:text/javascript,${encodeURIComponent(hooks)}`)
const { createEmulator, startEmulator } = await import('../../pkg-template/emulator/index.js')

const PANIC = 'the emulator failed, which is a bug in it: panicked at src/x.rs:1:2: out of luck'

test('a panic is a 500 with its message, and so is everything after it', async () => {
  const emulator = createEmulator()
  assert.equal(await (await emulator.fetch('https://host/works')).text(), 'fine')
  for (const path of ['panics', 'works', 'traps']) {
    const response = await emulator.fetch(`https://host/${path}`, { headers: { origin: 'https://panel.example' } })
    assert.deepEqual([response.status, await response.json()], [500, { error_msg: PANIC }])
  }
  assert.throws(() => emulator.snapshot(), (error) => error.message === PANIC && error.cause instanceof WebAssembly.RuntimeError)
})

test('other emulators go on', async () => {
  const [broken, whole] = [createEmulator(), createEmulator()]
  await broken.fetch('https://host/panics')
  assert.equal((await whole.fetch('https://host/works')).status, 200)
  assert.deepEqual([whole.snapshot(), createEmulator().snapshot()], [[], []])
})

test('a trap without a panic is told in the engine’s words', async () => {
  const response = await createEmulator().fetch('https://host/traps')
  assert.deepEqual(await response.json(), { error_msg: 'the emulator failed, which is a bug in it: unreachable' })
})

test('the server answers 500 and goes on listening', async () => {
  const emulator = await startEmulator()
  try {
    for (const path of ['panics', 'works']) {
      const response = await fetch(`${emulator.url}/${path}`, { headers: { origin: 'https://panel.example' } })
      assert.deepEqual([response.status, await response.json()], [500, { error_msg: PANIC }])
      assert.equal(response.headers.get('access-control-allow-origin'), 'https://panel.example')
    }
  } finally {
    await emulator.close()
  }
})
