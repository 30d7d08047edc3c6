// The JavaScript that ships is checked as strictly as TypeScript would be, and says what its types say.

import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'

const folder = fileURLToPath(new URL('.', import.meta.url))
const { MINAPP_CONSUMER, MINAPP_PKG } = process.env

test('the JavaScript of the package and of the page passes the strict compiler', () => {
  const host = { ...ts.sys, onUnRecoverableConfigFileDiagnostic: (problem) => assert.fail(String(problem.messageText)) }
  const { options, fileNames } = ts.getParsedCommandLineOfConfigFile(join(folder, 'tsconfig.json'), {}, host)
  for (const name of ['client.js', 'text.js', 'server.js', 'main.js']) {
    assert.ok(fileNames.some((file) => file.endsWith(`/${name}`)), `${name} is checked`)
  }
  const problems = ts.getPreEmitDiagnostics(ts.createProgram(fileNames, options))
  assert.equal(ts.formatDiagnostics(problems, { ...ts.sys, getCanonicalFileName: String, getNewLine: () => '\n' }), '')
})

/** The names of the members that a class declares. */
function declared(checker, symbol) {
  return checker.getDeclaredTypeOfSymbol(symbol).getProperties().map((member) => member.name)
}

const { exports } = JSON.parse(readFileSync(join(MINAPP_PKG, 'package.json'), 'utf8'))
const entries = Object.entries(exports).filter(([, { import: script }]) => script)
assert.ok(entries.length >= 2)

for (const [path, { import: { types } }] of entries) {
  const entry = path.replace('.', 'minapp-users')
  test(`${entry} exports at run time exactly what its types declare`, () => {
    const program = ts.createProgram([join(MINAPP_PKG, types)], { strict: true, target: ts.ScriptTarget.ES2022 })
    const checker = program.getTypeChecker()
    const module = checker.getSymbolAtLocation(program.getSourceFile(join(MINAPP_PKG, types)))
    const symbols = checker.getExportsOfModule(module).map((symbol) =>
      symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol)
    const values = symbols.filter((symbol) => symbol.flags & ts.SymbolFlags.Value)
    const actual = createRequire(join(MINAPP_CONSUMER, 'x.js'))(entry)
    assert.deepEqual(values.map((symbol) => symbol.name).sort(), Object.keys(actual).sort())
  })
}

test('the client has the calls that its types declare, and no others', () => {
  const program = ts.createProgram([join(MINAPP_PKG, 'index.d.ts')], { strict: true, target: ts.ScriptTarget.ES2022 })
  const checker = program.getTypeChecker()
  const module = checker.getSymbolAtLocation(program.getSourceFile(join(MINAPP_PKG, 'index.d.ts')))
  const { UsersClient } = createRequire(join(MINAPP_CONSUMER, 'x.js'))('minapp-users')
  const find = (name) => {
    const symbol = checker.getExportsOfModule(module).find((symbol) => symbol.name === name)
    return symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol
  }
  const own = (object) => Object.getOwnPropertyNames(object).filter((name) => name !== 'constructor').sort()
  assert.deepEqual(declared(checker, find('UsersClient')).sort(), own(UsersClient.prototype))
  const { legacy } = new UsersClient({ auth: { token: 't' } })
  assert.deepEqual(declared(checker, find('LegacyOperations')).sort(), own(Object.getPrototypeOf(legacy)))
})
