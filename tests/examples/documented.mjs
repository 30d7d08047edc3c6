// Reads the examples off the published types.
import ts from 'typescript'

const withoutStars = (text) => text.replace(/^[ \t]*\*(?: |$)/gm, '')

/** The code of an `@example`; `undefined` unless it is one block of TypeScript. */
function codeOf(tag) {
  const text = withoutStars(tag.getSourceFile().text.slice(tag.pos, tag.end))
  return text.match(/^@example\n```ts\n([^]*?)\n```\s*$/)?.[1]
}

const isOfThePackage = (tags) => tags.some((tag) => tag.tagName.text === 'packageDocumentation')

/**
 * The examples of a file, named after their items: `Field.eq`. That of the package itself has no item.
 *
 * @returns {{ item: string | undefined, code: string | undefined }[]}
 */
export function examplesOf(file) {
  const found = []
  const visit = (node, path) => {
    const inside = node.name && ts.isIdentifier(node.name) ? [...path, node.name.text] : path
    // A parameter, say, tells the tags of its function again.
    const own = ts.getJSDocTags(node).filter((tag) => tag.parent.parent === node)
    for (const tag of own.filter((tag) => tag.tagName.text === 'example')) {
      found.push({ item: isOfThePackage(own) ? undefined : inside.join('.'), code: codeOf(tag) })
    }
    ts.forEachChild(node, (child) => visit(child, inside))
  }
  visit(file, [])
  return found
}

/** The statements of a program that declare `names`. */
export function declarations(code, names) {
  const file = ts.createSourceFile('example.ts', code, ts.ScriptTarget.Latest, true)
  const declared = (statement) =>
    ts.isVariableStatement(statement)
      ? statement.declarationList.declarations.map(({ name }) => name.getText())
      : [statement.name?.getText()]
  return names.map((name) => {
    const statement = file.statements.find((it) => declared(it).includes(name))
    if (!statement) throw new Error(`the example of the package does not declare ${name}`)
    return statement.getText()
  })
}

/**
 * What comments say of values: behind an expression or the declaration of one constant, or below the last of them. What
 * `console.log` prints is not looked at.
 *
 * @returns {{ start: number, end: number, name: string | undefined, text: string }[]} `name` is the constant's.
 */
export function statedValues(code) {
  const file = ts.createSourceFile('example.ts', code, ts.ScriptTarget.Latest, true)
  const found = []
  for (const statement of file.statements) {
    const behind = ts.getTrailingCommentRanges(code, statement.end)
    const below = statement === file.statements.at(-1) ? ts.getLeadingCommentRanges(code, statement.end) : undefined
    const [comment] = behind ?? below ?? []
    if (!comment || statement.getText().startsWith('console.log(')) continue
    const node = ts.isExpressionStatement(statement)
      ? statement.expression
      : ts.isVariableStatement(statement)
        ? statement.declarationList.declarations[0]
        : undefined
    if (!node) continue
    const name = ts.isVariableDeclaration(node) ? node.name.getText() : undefined
    const text = code.slice(comment.pos, comment.end).replace(/^\/\/ /, '')
    found.push({ start: node.getStart(), end: node.end, name, text })
  }
  return found
}

/** The comments behind code; a comment of its own line may be a remark. */
export const commentsBehind = (code) => [...code.matchAll(/^ *[^\s/].* \/\/ (.+)$/gm)].map(([, text]) => text)
