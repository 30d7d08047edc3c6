// The reference is whole: typedoc has nothing to complain of, and from each item it is one link at most to an example.
import assert from 'node:assert/strict'
import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import { ReflectionKind } from 'typedoc'
import { entries } from '../support/entries.mjs'
import { reference } from './reference.mjs'

const { MINAPP_PKG: pkg } = process.env
assert(pkg, 'run this with `cargo xtask test reference`')

const folder = mkdtempSync(join(tmpdir(), 'minapp-reference-'))
after(() => rmSync(folder, { recursive: true }))
const out = join(folder, 'out')
const { project, complaints } = await reference(pkg, out)

test('typedoc complains of nothing', () => assert.deepEqual(complaints, []))

test('it has a module for each entry of the package', () => {
  assert.deepEqual(project.children.map(({ name }) => name).sort(), [...entries(pkg).keys()].sort())
  assert(entries(pkg).has('minapp-users') && entries(pkg).has('minapp-users/emulator'))
})

test('it has a page for each class and each function', () => {
  for (const [kind, pages] of [[ReflectionKind.Class, 'classes'], [ReflectionKind.Function, 'functions']]) {
    assert.equal(readdirSync(join(out, pages)).length, project.getReflectionsByKind(kind).length)
  }
})

/** The comments of an item: a function has those of its signatures. */
const comments = (item) =>
  [item, ...(item.signatures ?? []), item.getSignature].map((it) => it?.comment).filter((comment) => comment)
const isShown = (item) => comments(item).some((comment) => comment.blockTags.some(({ tag }) => tag === '@example'))
const members = (item) => item.children ?? []
const links = (item) =>
  comments(item)
    .flatMap((comment) => [...comment.summary, ...comment.blockTags.flatMap(({ content }) => content)])
    .filter(({ kind, tag }) => kind === 'inline-tag' && tag === '@link')
    .map(({ target }) => target)
const leadsToAnExample = (item) => isShown(item) || links(item).some((target) => target && isShown(target))

describe('there is an example, or a link to one, for', () => {
  for (const module of project.children) {
    for (const item of module.children.filter((item) => !item.kindOf(ReflectionKind.Reference))) {
      test(`${module.name}: ${item.name}`, () => {
        // What an operation takes and gives may also be shown by a member: `EmulatorOptions.faults`.
        assert([item, ...members(item)].some(leadsToAnExample))
        const methods = members(item).filter((it) => it.kindOf(ReflectionKind.Method) && !it.name.startsWith('['))
        for (const method of methods) assert(leadsToAnExample(method), method.name)
      })
    }
  }
})

describe('it would tell of', () => {
  const copy = join(folder, 'pkg')
  /** What is complained of in a copy of the package, in whose types something was replaced. */
  async function complaintsWith(file, from, to) {
    rmSync(copy, { recursive: true, force: true })
    cpSync(pkg, copy, { recursive: true, filter: (path) => !/\.(?:js|cjs|wasm|d\.cts)$/.test(path) })
    const text = readFileSync(join(copy, file), 'utf8')
    assert(text.includes(from), from)
    writeFileSync(join(copy, file), text.replace(from, to))
    return (await reference(copy)).complaints.join('\n')
  }

  test('a link that leads nowhere', async () => {
    assert.match(await complaintsWith('client.d.ts', '{@link UsersClient.get}', '{@link UsersClient.gone}'), /UsersClient\.gone/)
  })

  test('a member without a comment', async () => {
    const text = '  /** Users per page, 1 to 1000. Defaults to 20. */\n'
    assert.match(await complaintsWith('client.d.ts', text, ''), /ListOptions\.limit .*does not have any documentation/)
  })
})
