// Checks and runs programs that documents show: as a reader's own files, beside the installed package, against an
// emulator of their own, so that no result depends on the programs before.
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import ts from 'typescript'

const { MINAPP_CONSUMER: consumer } = process.env
assert(consumer, 'run this with `cargo xtask test`')

/** The project that has the package installed. */
export { consumer }

const redirect = new URL('redirect.mjs', import.meta.url).href
const { startEmulator } = createRequire(join(consumer, 'caller.cjs'))('minapp-users/emulator')

export const run = promisify(execFile)

/** A new folder, from which programs import the package by its name; `after` is called with what removes it. */
export function programFolder(prefix, after) {
  const folder = mkdtempSync(join(consumer, prefix))
  after(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** Runs a program of JavaScript and tells the lines that it printed. What it complains of fails. */
export async function printed(file) {
  const emulator = await startEmulator()
  // Without what makes a program a part of this test run: an example may have tests of its own.
  const { NODE_TEST_CONTEXT: _, ...outer } = process.env
  const env = { ...outer, MINAPP_TOKEN: 'the-token-of-the-examples', MINAPP_EMULATOR_URL: emulator.url }
  try {
    const where = { cwd: dirname(file), env, timeout: 60_000 }
    const { stdout, stderr } = await run(process.execPath, ['--import', redirect, file], where)
    assert.equal(stderr, '')
    return stdout.split('\n')
  } finally {
    await emulator.close()
  }
}

/** What the comments behind `console.log(…)` say that it prints. */
export const statedOutput = (code) =>
  [...code.matchAll(/^.*\bconsole\.log\(.+\) \/\/ (.+)$/gm)].map(([, output]) => output)

/** Each stated line is printed, in this order. */
export function assertPrinted(lines, stated) {
  let from = 0
  for (const line of stated) {
    const at = lines.indexOf(line, from)
    assert(at >= 0, `${JSON.stringify(line)} is not printed in its place:\n${lines.join('\n')}`)
    from = at + 1
  }
}

/** The files as one program, read as strictly as the compiler can. */
export function strictProgram(files, options = {}) {
  return ts.createProgram(files, {
    target: ts.ScriptTarget.ES2022,
    lib: ['lib.es2022.d.ts', 'lib.dom.d.ts'],
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    types: ['node'],
    typeRoots: [fileURLToPath(new URL('../node_modules/@types', import.meta.url))],
    strict: true,
    exactOptionalPropertyTypes: true,
    noUncheckedIndexedAccess: true,
    noEmit: true,
    ...options,
  })
}

/** What the compiler says of a file, or of all that a program reads. */
export const complaints = (program, file) =>
  ts
    .getPreEmitDiagnostics(program, file && program.getSourceFile(file))
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'))

/** TypeScript without its types. */
export const withoutTypes = (code) =>
  ts.transpileModule(code, { compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext } }).outputText
