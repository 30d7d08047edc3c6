// What SECURITY.md says is proven is proven somewhere: each file that it names is there, runs as part of a suite, and holds tests.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { read, root } from '../readme/documents.mjs'
import { tables } from '../readme/markdown.mjs'

const rows = tables(read('SECURITY.md')).filter(([head]) => head[1] === 'proven by').flatMap(([, ...rest]) => rest)

/** The words of the tests that prove a row, by what the row is about. */
const PROOFS = {
  'errors: `message`': ['a server that repeats every secret is not repeated', 'a failure on the way shows no secret'],
  'the client itself': ['shows no token, however it is looked at'],
  events: ['no event shows a query, a body, a token, or what is before the path'],
  cursors: ['what succeeds shows no secret: answers, cursors, checkpoints, steps, dry runs, clients'],
  'the sign-in': ['a refusal that repeats what it was told is an error that does not'],
  'a refused argument': ['a secret in the wrong place is not repeated by the refusal'],
  'the command line': [
    'what a server repeats is not shown, for people and for programs',
    'the process has no secret among its arguments while it runs',
  ],
  'no dependency': ['the manifest asks for nothing and runs nothing on installation'],
  'the tarball': ['the tarball holds these files and no others', 'nothing tells of the machine that built it'],
  'the WebAssembly': ['the inlined module is client.wasm to the byte'],
  importing: ['importing an entry reads its own files, and neither compiles, nor waits, nor opens anything'],
  'two builds': ['another build, in another folder, gives the same bytes'],
}

describe('proven is', () => {
  for (const [what, by] of rows) {
    test(what, () => {
      const found = Object.keys(PROOFS).filter((beginning) => what.startsWith(beginning))
      assert.equal(found.length, 1, 'a row that nobody looked for a proof of')
      const file = by.match(/^`(tests\/[\w/-]+\.test\.mjs)`$/)[1]
      const code = readFileSync(join(root, file), 'utf8')
      for (const name of PROOFS[found[0]]) assert(code.includes(name), `${file} has no test: ${name}`)
    })
  }

  test('nothing that is gone from the document', () => assert.equal(rows.length, Object.keys(PROOFS).length))
})
