// The crates keep to deny.toml, as far as cargo itself can tell: their licences, one version of each, and where they are from.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { describe, test } from 'node:test'
import { read, root } from '../readme/documents.mjs'

const TREE = 'tree --workspace --all-features --target=all --edges=normal,build,dev --locked --prefix=none --format={p}\t{l}'
const lines = execFileSync('cargo', TREE.split(' '), { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
/** What is built, for any target: `name v1.2.3`, where it is from unless from the registry, and its licence. */
const crates = [...new Set(lines.trim().split(/\n+/).map((line) => line.replace(' (*)', '')))].map((line) => {
  const [, name, version, from, license] = line.match(/^(\S+) v(\S+)(?: \(proc-macro\))?(?: \((.+?)\))?.*\t(.*)$/)
  return { name, version, from, license }
})
const rules = read('deny.toml').replace(/^#.*$/gm, '')
const allowed = new Set([...rules.match(/^allow = \[([^]*?)^\]/m)[1].matchAll(/"([^"]+)"/g)].map(([, name]) => name))

/** Whether an expression, such as `(MIT OR Apache-2.0) AND Unicode-3.0`, can be met by what is allowed. */
function isMet(expression) {
  const words = expression.replaceAll('/', ' OR ').match(/[()]|[\w.+-]+/g)
  const code = words.map((word) => ({ '(': '(', ')': ')', OR: '||', AND: '&&' })[word] ?? allowed.has(word))
  return new Function(`return ${code.join(' ')}`)()
}

test('an expression is met by one side of an OR, and by both of an AND', () => {
  for (const expression of ['MIT', 'GPL-3.0 OR MIT', 'MIT/Apache-2.0', '(MIT OR Zlib) AND Unicode-3.0']) assert(isMet(expression), expression)
  for (const expression of ['GPL-3.0', 'GPL-3.0 AND MIT', '(Zlib OR ISC) AND MIT']) assert(!isMet(expression), expression)
})

describe('a licence is allowed of', () => {
  for (const { name, version, license } of crates) {
    test(`${name} ${version}`, () => assert(license && isMet(license), license))
  }
})

test('each licence that is allowed is some crate’s', () => {
  for (const name of allowed) assert(crates.some(({ license }) => license.includes(name)), name)
})

test('there is one version of each crate, from the registry of cargo or from here', () => {
  assert.match(rules, /^multiple-versions = "deny"$/m)
  const names = crates.map(({ name }) => name)
  assert.deepEqual(names.filter((name, index) => names.indexOf(name) !== index), [])
  assert(names.length > 20)
  for (const { name, from } of crates) assert(from === undefined || from.startsWith(root.slice(0, -1)), `${name}: ${from}`)
})
