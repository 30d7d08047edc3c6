// What importing the entry does, which is nothing, and what it keeps out of the client.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { installed, twins } from './twins.mjs'

/** Makes everything throw that could do I/O or compile the module, loads the entry, and tells what is left over. */
const script = (load) => `
  const forbid = (owner, name) => { owner[name] = () => { throw new Error(name + ' was called at import') } }
  for (const name of ['fetch', 'setTimeout', 'setInterval', 'setImmediate', 'atob']) forbid(globalThis, name)
  for (const name of ['Module', 'Instance', 'compile', 'instantiate']) forbid(WebAssembly, name)
  forbid(Buffer, 'from')
  if (process.getBuiltinModule) forbid(process, 'getBuiltinModule')
  const { createEmulator, startEmulator } = ${load}
  process.stdout.write(JSON.stringify([typeof createEmulator, typeof startEmulator, process.getActiveResourcesInfo()]))
`
for (const [form, type, load] of [
  ['ESM', 'module', `await import('minapp-users/emulator')`],
  ['CJS', 'commonjs', `require('minapp-users/emulator')`],
]) {
  test(`${form}: an import does no I/O and compiles nothing`, () => {
    const args = [`--input-type=${type}`, '--eval', script(load)]
    // Pipes of the child itself are no resource of the import.
    const [create, start, resources] = JSON.parse(execFileSync(process.execPath, args, { cwd: installed, encoding: 'utf8' }))
    assert.deepEqual([create, start], ['function', 'function'])
    assert.deepEqual(resources.filter((name) => !/Pipe|TTY|CloseReq|FSReq/.test(name)), [])
  })
}

test('the entry names no module that a bundler would look for', () => {
  for (const file of ['emulator/index.js', 'emulator/index.cjs']) {
    const text = readFileSync(join(installed, file), 'utf8').replace(/\/\*\*[^]*?\*\//g, '')
    for (const trace of [/\brequire\(/, /\bimport\s*["'{*]/, /\bimport\(\s*["'`]/, /\bfrom\s*["']/]) {
      assert(!trace.test(text), `${file} holds ${trace}`)
    }
  }
})

test('the client’s bundle does not hold the emulator', () => {
  for (const file of ['index.js', 'index.cjs', 'client.wasm']) {
    const text = readFileSync(join(installed, file), 'latin1')
    for (const trace of ['createEmulator', 'startEmulator', '127.0.0.1:', 'emulated=session', 'there is no user with this id']) {
      assert(!text.includes(trace), `${file} holds ${JSON.stringify(trace)}`)
    }
  }
  const emulator = readFileSync(join(installed, 'emulator/index.js'), 'utf8')
  assert(emulator.includes('emulated=session') && emulator.includes('127.0.0.1'), 'these traces are the emulator’s')
  assert(!emulator.includes('UsersClient'))
})

test('the entries export these and nothing else', () => {
  for (const [, client, emulator] of twins) {
    assert.deepEqual(Object.keys(emulator).filter((name) => name !== 'default').sort(), ['createEmulator', 'startEmulator'])
    assert(!('createEmulator' in client))
  }
})
