// What all scripts of `examples/` have in common: the compiler accepts them, and their heads tell how to run them.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { complaints, strictProgram } from '../support/program.mjs'
import { names, pathOf } from './scripts.mjs'

const program = strictProgram(names.map(pathOf), { allowJs: true, checkJs: true, noUnusedLocals: true })
const readme = readFileSync(fileURLToPath(new URL('../../examples/README.md', import.meta.url)), 'utf8')

test('the README lists them all', () => {
  const listed = [...readme.matchAll(/^\| \[`([^`]+)`\]\(\1\) \|/gm)].map(([, name]) => name)
  assert.deepEqual(listed, [...names].sort())
})

for (const name of names) {
  describe(name, () => {
    const text = readFileSync(pathOf(name), 'utf8')
    const [head] = text.split('\nimport ')

    test('passes the strict compiler against the published types', () => {
      assert(text.startsWith('// @ts-check\n'))
      assert.deepEqual(complaints(program, pathOf(name)), [])
    })

    test('tells how to run it, against production and against the emulator', () => {
      assert.match(head, new RegExp(`node (?:--test )?${name}`))
      if (!name.endsWith('.test.mjs')) {
        for (const said of ['MINAPP_TOKEN=… ', 'MINAPP_TOKEN=any-token MINAPP_BASE_URL=http://127.0.0.1:8787 ']) {
          assert(head.includes(said), said)
        }
      }
      assert(head.split('\n').every((line) => line.startsWith('//')))
    })
  })
}
