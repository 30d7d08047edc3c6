// The tests of the example pass, and notice when the code under test is wrong.
import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import { test } from 'node:test'
import { pathOf, run, workingFolder } from './scripts.mjs'

const NAME = 'testing-with-the-emulator.test.mjs'
const NOWHERE = 'http://127.0.0.1:1'
const options = ['--test', '--test-reporter=tap']

test('they pass', async () => {
  const { code, stdout } = await run(NAME, { url: NOWHERE, cwd: workingFolder(), options })
  assert.equal(code, 0, stdout)
  assert.match(stdout, /^# pass 3$/m)
})

for (const [from, to, fails] of [
  ["'level').gte(10)", "'level').gte(9)", 3],
  ['increment(50)', 'increment(51)', 2],
  ["      marker: { field: 'note', value: 'reward-1' },\n", '', 1],
]) {
  test(`${fails} of them fail with ${to.trim() || 'no marker'} in the place of ${from.trim()}`, async () => {
    const text = readFileSync(pathOf(NAME), 'utf8')
    assert(text.includes(from))
    const changed = `changed-${fails}-${NAME}`
    writeFileSync(pathOf(changed), text.replace(from, to))
    const { code, stdout } = await run(changed, { url: NOWHERE, cwd: workingFolder(), options })
    assert.equal(code, 1)
    assert.match(stdout, new RegExp(`^# fail ${fails}$`, 'm'))
  })
}
