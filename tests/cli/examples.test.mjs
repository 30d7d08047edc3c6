// The examples of the help do what they say.
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { promisify } from 'node:util'
import stringWidth from '../../pkg-template/cli/node_modules/string-width/index.js'
import en from '../../pkg-template/cli/messages/en.js'
import zh from '../../pkg-template/cli/messages/zh.js'
import { BIN, TOKEN, client, emulated, workFolder } from './command.mjs'

const cwd = workFolder()
writeFileSync(join(cwd, 'password.txt'), 'correct horse battery staple\n')
const help = Object.entries(en).filter(([key]) => key.startsWith('help'))
const examples = help.flatMap(([, text]) => text.replace(/ \\\n +/g, ' ').match(/^ +npx .+$/gm).map((line) => line.trim()))

for (const line of examples.filter((line) => !line.startsWith('npx minapp-users emulator'))) {
  test(line, async () => {
    const emulator = await emulated()
    const env = { ...process.env, MINAPP_TOKEN: TOKEN, MINAPP_BASE_URL: emulator.url }
    // Nobody is there to be asked.
    const command = line.includes(' update-all --') ? `${line} --yes` : line
    const script = `set -eo pipefail; npx() { shift; '${BIN}' "$@"; }; ${command}`
    await promisify(execFile)('bash', ['-c', script], { env, cwd })
  })
}

test('the help of export tells the defaults', async () => {
  const emulator = await emulated({ users: 1200 })
  const run = client(emulator)
  const help = (await run(['help', 'export'])).stdout.replace(/\s+/g, ' ')
  const [, pageSize] = help.match(/1 to 1000 \((\d+)\)/)
  const [, concurrency] = help.match(/1 to 32; not with --order-by \((\d+)\)/)
  const requests = []
  for (const args of [[], ['--page-size', pageSize, '--concurrency', concurrency], ['--page-size', String(pageSize * 2)]]) {
    emulator.resetCounts()
    assert.equal((await run(['export', '--format', 'ndjson', ...args])).code, 0)
    requests.push(emulator.counts().requests)
  }
  assert.equal(requests[0], requests[1])
  assert.notEqual(requests[0], requests[2])
})

test('the help fits a terminal of 80 columns', () => {
  assert(examples.length > 12)
  for (const text of [en, zh].flatMap((language) => Object.entries(language).filter(([key]) => key.startsWith('help')))) {
    for (const line of text[1].split('\n')) assert(stringWidth(line) <= 80, `${text[0]}: ${line}`)
  }
})
