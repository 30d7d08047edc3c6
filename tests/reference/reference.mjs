// The reference of the types, by typedoc. Its modules are the entries that the package exports.
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'
import { Application, LogLevel, Logger } from 'typedoc'
import { entries } from '../support/entries.mjs'

/** What typedoc complains of, kept for whoever asked. */
class Complaints extends Logger {
  /** @type {string[]} */
  messages = []

  /** @param {string} message @param {LogLevel} level */
  log(message, level) {
    if (level >= LogLevel.Warn) this.messages.push(message)
  }
}

/** What must have a comment: all that a reader can name. */
const DOCUMENTED = [
  ...['Module', 'Class', 'Interface', 'TypeAlias', 'Function', 'Variable', 'Enum', 'EnumMember'],
  ...['Property', 'Method', 'Accessor', 'CallSignature', 'GetSignature', 'SetSignature'],
]

/** The types as one program. @param {string[]} files */
const programOf = (files) =>
  ts.createProgram(files, {
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    strict: true,
    exactOptionalPropertyTypes: true,
    types: ['node'],
    typeRoots: [fileURLToPath(new URL('../node_modules/@types', import.meta.url))],
    noEmit: true,
  })

/**
 * Reads the types of a built package, and with `out` writes their reference into that folder.
 *
 * @param {string} pkg - The package's folder.
 * @param {string} [out]
 * @returns What it read, and all that typedoc complains of: what has no comment, links that lead nowhere, and the like.
 */
export async function reference(pkg, out) {
  const app = await Application.bootstrap({
    name: 'minapp-users',
    readme: join(pkg, 'README.md'),
    highlightLanguages: ['javascript', 'typescript', 'bash', 'rust', 'json'],
    disableSources: true,
    excludeExternals: true,
    hideGenerator: true,
    sort: ['kind', 'source-order'],
    sortEntryPoints: false,
    packagesRequiringDocumentation: ['minapp-users'],
    requiredToBeDocumented: DOCUMENTED,
    // Types that only relate others (`Sendable`, `Keep`) are shown where they are used, and have no name outside.
    validation: { notExported: false, invalidLink: true, invalidPath: true, notDocumented: true },
  })
  const complaints = new Complaints()
  app.logger = complaints
  const modules = entries(pkg)
  const program = programOf([...modules.values()])
  const entryPoints = [...modules].map(([displayName, types]) => {
    return { displayName, program, sourceFile: program.getSourceFile(types) }
  })
  const project = app.converter.convert(entryPoints)
  app.validate(project)
  if (out) await app.generateDocs(project, out)
  return { project, complaints: complaints.messages }
}
