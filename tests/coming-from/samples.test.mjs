// The rows about the vendor's samples: each sample runs, and so does what stands for it, and a server writes down what comes.
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { after, before, describe, test } from 'node:test'
import { promisify } from 'node:util'
import { LANGUAGES, adapt } from '../samples/adapt.mjs'
import { line, rowsBelow, sent } from './tables.mjs'

const folder = mkdtempSync(join(tmpdir(), 'minapp-coming-from-'))
let came
const server = createServer(async (request, response) => {
  const { method, url, headers } = request
  came.push({ method, url: `http://server${url}`, headers, body: await text(request) })
  response.end('{}')
})
before(() => new Promise((resolve) => server.listen(0, '127.0.0.1', resolve)))
after(() => {
  server.close()
  rmSync(folder, { recursive: true })
})

/** What a sample sends. */
async function asked(name) {
  const file = join(folder, name.replace('/', '-').replace('.js', '.cjs'))
  writeFileSync(file, adapt(name, `http://127.0.0.1:${server.address().port}`, () => {}))
  came = []
  const [program, args, env] = LANGUAGES[name.split('/')[1]](file)
  await promisify(execFile)(program, args, { env: { PATH: process.env.PATH, NODE_NO_WARNINGS: '1', ...env }, timeout: 30_000 })
  assert.equal(came.length, 1)
  return came[0]
}

const parameters = ({ url }) => Object.fromEntries(new URL(url).searchParams)

const rows = rowsBelow('## Hand-written request code')

test('there is a row for each sample of Node', () => assert.equal(rows.length, 7))

for (const [sample, request, ours, besides] of rows) {
  describe(sample.code, () => {
    test('sends what the table says', async () => {
      const old = await asked(sample.code)
      assert.equal(line(old), request.code)
      assert.match(old.headers.authorization, /^Bearer \S+$/)
    })

    test(`${ours.code} sends the same, and ${besides.code || 'nothing'} besides`, async () => {
      const [old, here] = [await asked(sample.code), await sent(ours.code)]
      assert.deepEqual([here.method, new URL(here.url).pathname], [old.method, new URL(old.url).pathname])
      assert.deepEqual(JSON.parse(here.body || 'null'), JSON.parse(old.body || 'null'))
      const added = new URLSearchParams(besides.code.replace('` `', '&'))
      assert.deepEqual(parameters(here), { ...parameters(old), ...Object.fromEntries(added) })
    })
  })
}
