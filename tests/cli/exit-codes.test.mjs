// What the process ends with, provoked one by one: as the help and the READMEs say.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import { TOKEN, client, emulated, onTerminal, run, start, until, workFolder } from './command.mjs'

const cwd = workFolder()
const emulator = await emulated({ users: [{ id: 1, level: 3 }], fields: { level: 'integer' } })
const ask = client(emulator)
const env = { MINAPP_TOKEN: TOKEN, MINAPP_BASE_URL: emulator.url }

/** Runs a command while the server fails. */
async function failing(faults, args) {
  emulator.setFaults(faults)
  const ended = await ask([...args, '--max-retries', '0'], { cwd })
  emulator.setFaults([])
  return ended.code
}

/** Runs a command, and stops it while it waits for an answer. */
async function stoppedBy(signal) {
  emulator.setFaults([{ kind: 'hang' }])
  emulator.resetCounts()
  const running = start(['count', '--json'], { env })
  await until(() => emulator.counts().requests === 1)
  running.child.kill(signal)
  const { code, stdout } = await running.ended
  emulator.setFaults([])
  assert.equal(JSON.parse(stdout).error.exit_code, code)
  return code
}

const WAYS = {
  0: [
    async () => (await ask(['count'])).code,
    async () => (await run(['--help'])).code,
    async () => (await run(['--version'])).code,
  ],
  1: [
    () => failing([{ kind: 'status', status: 500 }], ['count']),
    () => failing([{ kind: 'rate_limit' }], ['count']),
    () => failing([{ kind: 'reset_before' }], ['count']),
    () => failing([{ kind: 'hang' }], ['count', '--timeout-ms', '200']),
    async () => (await ask(['get', '5'])).code,
    async () => (await ask(['update', '1', '--set', 'nosuch=1'])).code,
    async () => (await ask(['export', '--out', 'no/such/folder.csv'], { cwd })).code,
  ],
  2: [
    async () => (await run([])).code,
    async () => (await ask(['list', '--limit', '0'])).code,
    async () => (await ask(['list', '--where', 'level >'])).code,
    async () => (await ask(['count', '--base-url', 'http://example.com'])).code,
    async () => (await ask(['get', '1', '--token', 'x'])).code,
    async () => (await ask(['update-all', '--everyone', '--set', 'level=1', '--checkpoint', 'x.json'], { cwd })).code,
  ],
  3: [
    async () => (await ask(['count'], { env: { MINAPP_TOKEN: '' } })).code,
    async () => (await ask(['count'], { env: { MINAPP_TOKEN: '', MINAPP_CLIENT_ID: 'an-app' } })).code,
    async () => (await ask(['count'], { env: { MINAPP_TOKEN: 'another' } })).code,
    ...[402, 403].map((status) => () => failing([{ kind: 'status', status }], ['count'])),
  ],
  4: [
    () => failing([{ kind: 'reset_after' }], ['update', '1', '--increment', 'level=1']),
    () => failing([{ kind: 'reset_after', methods: ['PUT'] }],
      ['update-all', '--everyone', '--increment', 'level=1', '--yes', '--checkpoint', 'unsure.json']),
  ],
  130: [
    () => stoppedBy('SIGINT'),
    async () => {
      const running = onTerminal(['update-all', '--everyone', '--set', 'level=1', '--checkpoint', 'no.json'], { cwd, env })
      await running.says(/Change them\?/)
      running.type('\r')
      return (await running.ended).code
    },
  ],
  141: [
    async () => {
      const running = start(['count'], { env })
      running.child.stdout.destroy()
      return (await running.ended).code
    },
  ],
  143: [() => stoppedBy('SIGTERM')],
}

for (const [code, ways] of Object.entries(WAYS)) {
  for (const [index, way] of ways.entries()) {
    test(`${code}, way ${index + 1}: ${way.toString().match(/\[.*\]/)?.[0] ?? way}`, async () => {
      assert.equal(await way(), Number(code))
    })
  }
}

describe('the list', () => {
  test('of the help is whole', async () => {
    for (const lang of ['en', 'zh']) {
      const { stdout } = await run(['--help', '--lang', lang])
      const listed = [...stdout.matchAll(/^ +(\d+)  /gm)].map(([, code]) => code)
      const beside = stdout.match(/SIGTERM\D*(\d+)|(\d+) by SIGTERM/)
      assert.deepEqual([...listed, beside[1] ?? beside[2]].sort((one, other) => one - other), Object.keys(WAYS))
    }
  })

  for (const name of ['README.md', 'README.zh-CN.md']) {
    test(`of ${name} is whole`, () => {
      const text = readFileSync(new URL(`../../${name}`, import.meta.url), 'utf8')
      const codes = [...text.matchAll(/^\| `(\d+)` \|/gm)].map(([, code]) => code)
      assert.deepEqual(codes, Object.keys(WAYS))
    })
  }
})
