// What the compiler accepts and refuses. Each assertion is one statement below a comment:
//   // ok: why                                   the statement compiles
//   // @ts-expect-error why [part of message]    it does not, and the message has the part in it
import assert from 'node:assert/strict'
import { basename, dirname, join } from 'node:path'
import { describe, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'

const folder = fileURLToPath(new URL('.', import.meta.url))
const { options, fileNames } = ts.getParsedCommandLineOfConfigFile(
  join(folder, 'tsconfig.json'),
  {},
  { ...ts.sys, onUnRecoverableConfigFileDiagnostic: ({ messageText }) => assert.fail(message({ messageText })) },
)

const libraries = new Map()

/** The program, and what the compiler says of it. `edit` changes the tests' own text and must keep its length. */
function compile(changes = {}, edit = (text) => text) {
  const host = ts.createCompilerHost({ ...options, ...changes })
  const { readFile, getSourceFile } = host
  host.readFile = (path) => {
    const text = readFile(path)
    return text !== undefined && path.startsWith(folder) ? edit(text) : text
  }
  host.getSourceFile = (path, ...rest) => {
    if (!basename(path).startsWith('lib.')) return getSourceFile(path, ...rest)
    if (!libraries.has(path)) libraries.set(path, getSourceFile(path, ...rest))
    return libraries.get(path)
  }
  const program = ts.createProgram(fileNames, { ...options, ...changes }, host)
  // All but the compiler's own libraries, which take most of the time.
  const files = program.getSourceFiles().filter((file) => !program.isSourceFileDefaultLibrary(file))
  const diagnostics = files.flatMap((file) => [
    ...program.getSyntacticDiagnostics(file),
    ...program.getSemanticDiagnostics(file),
  ])
  return { program, diagnostics: [...program.getOptionsDiagnostics(), ...program.getGlobalDiagnostics(), ...diagnostics] }
}

function message({ messageText }) {
  return ts.flattenDiagnosticMessageText(messageText, '\n')
}

function listed(diagnostics) {
  return diagnostics.map((it) => {
    const line = it.file ? `${it.file.fileName}:${it.file.getLineAndCharacterOfPosition(it.start).line + 1}: ` : ''
    return `${line}${message(it)}`
  })
}

/** The assertions of a file: the statements directly below an `ok` or `@ts-expect-error` comment. */
function assertions(file) {
  const found = []
  const visit = (node) => {
    const comment = ts.getLeadingCommentRanges(file.text, node.pos)?.at(-1)
    const text = comment && file.text.slice(comment.pos, comment.end)
    const [, kind, why, part] = text?.match(/^\/\/ (ok:|@ts-expect-error) (.+?)(?: \[(.+)\])?$/s) ?? []
    if (kind && (ts.isStatement(node) || ts.isCaseClause(node)) && !found.some(({ start }) => start === comment.pos)) {
      const line = (at) => file.getLineAndCharacterOfPosition(at).line
      assert.equal(line(node.getStart(file)), line(comment.end) + 1, `a statement directly below: ${text}`)
      found.push({ isNegative: kind !== 'ok:', why, part, start: comment.pos, end: node.end })
    }
    ts.forEachChild(node, visit)
  }
  ts.forEachChild(file, visit)
  const comments = file.text.match(/^ *\/\/ (ok:|@ts-expect-error) .+$/gm) ?? []
  assert.equal(found.length, comments.length, `every comment of ${file.fileName} stands above a statement`)
  return found
}

const isAt = ({ start, end }) => (it) => it.start >= start && it.start < end

const checked = compile()
const revealed = compile({}, (text) => text.replaceAll('@ts-expect-error', '@ts-expected-err'))
const count = { positive: 0, negative: 0 }

for (const path of fileNames) {
  const file = checked.program.getSourceFile(path)
  const here = checked.diagnostics.filter((it) => it.file === file)
  const errors = revealed.diagnostics.filter((it) => it.file?.fileName === file.fileName)
  const all = assertions(file)
  describe(basename(path), () => {
    for (const assertion of all) {
      const { isNegative, why, part } = assertion
      count[isNegative ? 'negative' : 'positive'] += 1
      test(`${isNegative ? 'refused' : 'accepted'}: ${why}`, () => {
        if (isNegative) {
          const messages = errors.filter(isAt(assertion)).map(message)
          assert(messages.length > 0, 'the compiler accepts it')
          assert(part, 'the comment ends with a part of the message in brackets')
          assert(messages.join('\n').includes(part), `${JSON.stringify(part)} is not in the message:\n${messages.join('\n')}`)
        }
        assert.deepEqual(listed(here.filter(isAt(assertion))), [])
      })
    }
    test('nothing else is wrong', () => {
      assert.deepEqual(listed(here.filter((it) => !all.some((assertion) => isAt(assertion)(it)))), [])
    })
  })
}

test('there are enough assertions, and enough negative ones', () => {
  assert(count.positive + count.negative >= 60, JSON.stringify(count))
  assert(count.negative >= 25, JSON.stringify(count))
})

const { NodeNext, ESNext } = ts.ModuleKind
const { Bundler } = ts.ModuleResolutionKind
const twins = Object.fromEntries(
  Object.entries(options.paths).map(([name, [path]]) => [name, [path.replace(/\.d\.ts$/, '.d.cts')]]),
)
for (const [name, changes] of Object.entries({
  'NodeNext, exact optional properties': { module: NodeNext, exactOptionalPropertyTypes: true },
  'NodeNext, loose optional properties': { module: NodeNext, exactOptionalPropertyTypes: false },
  'a bundler, exact optional properties': { module: ESNext, moduleResolution: Bundler, exactOptionalPropertyTypes: true },
  'a bundler, loose optional properties': { module: ESNext, moduleResolution: Bundler, exactOptionalPropertyTypes: false },
  'Node without the DOM': {
    lib: ['lib.es2022.d.ts'],
    types: ['node'],
    typeRoots: [join(folder, '../node_modules/@types')],
  },
  'the types that require() gets': { paths: twins },
})) {
  test(`everything holds with ${name}`, () => {
    const strict = { strict: true, skipLibCheck: false, ...changes }
    assert.deepEqual(listed(compile(strict).diagnostics), [])
  })
}

// The published files themselves.

const [entry] = options.paths['minapp-users'].map((path) => join(folder, path))
const checker = checked.program.getTypeChecker()
const published = checked.program.getSourceFiles().filter(({ fileName }) => fileName.startsWith(dirname(entry) + '/'))

/** Calls `found` with each node of a file. */
function walk(node, found) {
  found(node)
  ts.forEachChild(node, (child) => walk(child, found))
}

const place = (node) => {
  const file = node.getSourceFile()
  return `${basename(file.fileName)}:${file.getLineAndCharacterOfPosition(node.getStart()).line + 1}: ${node.getText()}`
}

test('the entries are among the published files', () => {
  assert(published.some(({ fileName }) => fileName === entry))
})

for (const file of published) {
  const name = file.fileName.slice(dirname(entry).length + 1)
  test(`${name} does not say any`, () => {
    walk(file, (node) => assert.notEqual(node.kind, ts.SyntaxKind.AnyKeyword, place(node)))
  })
  test(`${name} has no type that comes out as any`, () => {
    walk(file, (node) => {
      // The spans of a template literal type are no types of their own.
      const isType = ts.isTypeNode(node) && !ts.isTemplateLiteralTypeSpan(node)
      if (!isType && !ts.isPropertySignature(node) && !ts.isParameter(node)) return
      assert.equal(checker.getTypeAtLocation(node).flags & ts.TypeFlags.Any, 0, place(node))
    })
  })
  test(`${name} does not mention Symbol.dispose`, () => {
    assert.doesNotMatch(file.text, /Symbol\.(asyncD|d)ispose|Disposable/)
  })
}

const exported = checker.getExportsOfModule(checker.getSymbolAtLocation(checked.program.getSourceFile(entry)))
const documentation = (symbol) => ts.displayPartsToString(symbol.getDocumentationComment(checker))
const tags = (symbol) => symbol.getJsDocTags(checker).map((tag) => tag.name)
const origin = (symbol) => (symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol)
const members = (symbol) =>
  [...(symbol.members?.values() ?? [])].filter(({ name, flags }) => !name.startsWith('__') && !(flags & ts.SymbolFlags.TypeParameter))

/** Whether a member is there only to say that it is not: `readonly token?: undefined`. */
const isNothing = (member) => checker.getTypeOfSymbol(member).flags === ts.TypeFlags.Undefined

test('every export and every member of it is documented', () => {
  for (const symbol of exported.map(origin)) {
    assert.notEqual(documentation(symbol), '', symbol.name)
    // A subclass of MinappError narrows what is documented there.
    const inherited = symbol.name.endsWith('Error') && symbol.name !== 'MinappError' ? ['code', 'status'] : []
    for (const member of members(symbol)) {
      if (inherited.includes(member.name) || isNothing(member)) continue
      assert.notEqual(documentation(member), '', `${symbol.name}.${member.name}`)
    }
  }
})

test('every function, call and operator has an example', () => {
  const named = (name) => origin(exported.find((symbol) => symbol.name === name))
  for (const symbol of exported.map(origin).filter(({ flags }) => flags & ts.SymbolFlags.Function)) {
    assert(tags(symbol).includes('example'), symbol.name)
  }
  for (const type of ['UsersClient', 'LegacyOperations', 'Field'].map(named)) {
    for (const method of members(type).filter(({ flags }) => flags & ts.SymbolFlags.Method)) {
      assert(tags(method).includes('example'), `${type.name}.${method.name}`)
    }
  }
})

test('every call names its endpoint, and every old one its successor', () => {
  const named = (name) => origin(exported.find((symbol) => symbol.name === name))
  const calls = (name) => members(named(name)).filter(({ flags }) => flags & ts.SymbolFlags.Method)
  assert.deepEqual([calls('UsersClient').length, calls('LegacyOperations').length], [10, 6])
  for (const call of [...calls('UsersClient'), ...calls('LegacyOperations')]) {
    assert.match(documentation(call), /`(GET|PUT) \/oserve\/v[\d.]+\/.+`/, call.name)
  }
  for (const call of calls('LegacyOperations')) {
    const deprecated = call.getJsDocTags(checker).find((tag) => tag.name === 'deprecated')
    assert.match(ts.displayPartsToString(deprecated?.text), /UsersClient\.(get|list|update)/, call.name)
  }
  for (const call of calls('UsersClient')) assert(!tags(call).includes('deprecated'), call.name)
})
