// Checks and runs the `@example` of every public item, as the published types show it: the compiler accepts it, it runs
// against an emulator, and what its comments say comes out.
//
// An example that imports the package stands alone. Every other one goes on from the example of the package itself, of
// which it gets `Profile` and `users`, and names what the package exports.
import assert from 'node:assert/strict'
import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import ts from 'typescript'
import { entries } from '../support/entries.mjs'
import {
  assertPrinted,
  complaints,
  consumer,
  printed,
  programFolder,
  statedOutput,
  strictProgram,
  withoutTypes,
} from '../support/program.mjs'
import { commentsBehind, declarations, examplesOf, statedValues } from './documented.mjs'

const installed = join(consumer, 'node_modules/minapp-users')
const [clientEntry, ...otherEntries] = entries(installed).values()
const published = readdirSync(installed, { recursive: true })
  .filter((name) => name.endsWith('.d.ts'))
  .map((name) => join(installed, name))

const types = strictProgram(published)
const checker = types.getTypeChecker()
const exportsOf = (entry) =>
  checker
    .getExportsOfModule(checker.getSymbolAtLocation(types.getSourceFile(entry)))
    .map((symbol) => (symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol))

const examples = published.flatMap((path) => examplesOf(types.getSourceFile(path)))
const whole = examplesOf(types.getSourceFile(clientEntry)).find(({ item }) => item === undefined)?.code
assert(whole, 'the package has an example')

const names = exportsOf(clientEntry).map(({ name, flags }) => (flags & ts.SymbolFlags.Value ? name : `type ${name}`))
const beginning = [`import { ${names} } from 'minapp-users'`, ...declarations(whole, ['Profile', 'users'])].join('\n')

/** An example as a program of its own. */
const program = (code) => (/^import .* from 'minapp-users/m.test(code) ? code : `${beginning}\n{\n${code}\n}\n`)

/** The example, with a comparison in place of each comment that states a value. */
function comparing(code) {
  let compared = code
  for (const { start, end, name, text } of statedValues(code).reverse()) {
    const expected = JSON.stringify(text)
    const value = compared.slice(start, end)
    const replaced = name ? `${value}; stated(${name}, ${expected})` : `stated(${value}, ${expected})`
    compared = compared.slice(0, start) + replaced + compared.slice(end)
  }
  return `import { stated } from ${JSON.stringify(new URL('stated.mjs', import.meta.url).href)}\n${program(compared)}`
}

const folder = programFolder('examples-', after)
const files = examples.map((_, index) => join(folder, `example-${index}`))
for (const [index, { code = '' }] of examples.entries()) {
  writeFileSync(`${files[index]}.mts`, program(code))
  writeFileSync(`${files[index]}.mjs`, withoutTypes(comparing(code)))
}
const checked = strictProgram(files.map((file) => `${file}.mts`))

describe('the example of', () => {
  for (const [index, { item, code }] of examples.entries()) {
    test(item ?? 'the package', async () => {
      assert(code, 'it is not one block of ts')
      assert.deepEqual(complaints(checked, `${files[index]}.mts`), [])

      const output = statedOutput(code)
      const tested = [...statedValues(code).map(({ text }) => text), ...output]
      for (const comment of commentsBehind(code)) assert(tested.includes(comment), `nothing compares // ${comment}`)

      assertPrinted(await printed(`${files[index]}.mjs`), output)
    })
  }
})

// The functions, calls and operators of the client are seen to by the tests of the types.
describe('there is an example of', () => {
  const baseOf = ({ declarations: [declaration] }) => declaration.heritageClauses?.[0].types[0].getText()
  const classes = exportsOf(clientEntry).filter((it) => it.flags & ts.SymbolFlags.Class && baseOf(it) !== 'MinappError')
  const methods = (type) =>
    [...(type.members?.values() ?? []), ...(type.exports?.values() ?? [])]
      .filter(({ flags }) => flags & ts.SymbolFlags.Method)
      .map(({ name }) => `${type.name}.${name}`)
  const own = ({ name, flags }) => (flags & (ts.SymbolFlags.Class | ts.SymbolFlags.Function) ? [name] : [])

  for (const symbol of [...classes, ...otherEntries.flatMap(exportsOf)]) {
    for (const item of [...own(symbol), ...methods(symbol)]) {
      test(item, () => assert(examples.some((example) => example.item === item)))
    }
  }
})
