// `list`, `count` and `get`: what they ask for, and what people and programs see.
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { BIN, TOKEN, client, emulated, onTerminal } from './command.mjs'

const USERS = [
  { id: 1, nickname: '你也是', level: 3, vip: true, created_at: 1542858732 },
  { id: 2, nickname: 'Tom', level: 9, vip: false, note: 'a\tb' },
  { id: 30, nickname: '\u001b[31mred\u0007', level: 27, vip: true, home: { city: '广州' } },
]
const emulator = await emulated({
  users: USERS,
  fields: { level: 'integer', vip: 'boolean', note: 'string', home: 'object' },
})
const run = client(emulator)

describe('list', () => {
  test('shows a table of the columns that anybody has a value in, id and nickname first', async () => {
    const { code, stdout } = await run(['list', '--where', 'vip = true', '--order-by', 'id'])
    assert.equal(code, 0)
    assert.deepEqual(stdout.split('\n'), [
      'id  nickname             created_at            level  vip   home',
      '1   你也是               2018-11-22T03:52:12Z  3      true',
      '30  \\u001b[31mred\\u0007                        27     true  {"city":"广州"}',
      '',
    ])
  })

  test('shows the columns of --select in their order', async () => {
    const { stdout } = await run(['list', '--select', 'level,id', '--order-by=-level', '--limit', '2'])
    assert.deepEqual(stdout.split('\n'), ['level  id', '27     30', '9      2', ''])
  })

  test('hands the page of the server to programs', async () => {
    const { json, stdout } = await run(['list', '--json', '--count', '--limit', '1', '--offset', '1', '--order-by', 'id'])
    assert.deepEqual([json().meta.total_count, json().objects.map(({ id }) => id)], [3, [2]])
    assert.equal(stdout.trim().split('\n').length, 1)
  })

  test('tells that nobody matches', async () => {
    const { code, stdout, stderr } = await run(['list', '--where', 'level > 100'])
    assert.deepEqual([code, stdout, stderr], [0, '', 'nobody matches\n'])
  })

  test('leaves columns out where a terminal has no room for them, and says which', async () => {
    const env = { MINAPP_TOKEN: TOKEN, MINAPP_BASE_URL: emulator.url }
    const wide = [...'abcdefgh'].map((letter) => letter.repeat(40))
    const { stdout } = await onTerminal(['list', '--select', ['id', ...wide].join()], { env }).ended
    assert.match(stdout, /not shown: f{40}, g{40}, h{40} \(--select chooses\)/)
  })

  test('ends quietly when its reader has seen enough', async () => {
    const env = { ...process.env, MINAPP_TOKEN: TOKEN, MINAPP_BASE_URL: emulator.url }
    const line = `"${BIN}" export --format ndjson | true; echo "\${PIPESTATUS[0]}"`
    const child = spawn('bash', ['-c', line], { env, stdio: ['ignore', 'pipe', 'pipe'] })
    let [stdout, stderr] = ['', '']
    child.stdout.on('data', (text) => (stdout += text))
    child.stderr.on('data', (text) => (stderr += text))
    await new Promise((resolve) => child.on('close', resolve))
    assert.deepEqual([stdout, stderr], ['141\n', ''])
  })
})

test('the version is one line, and one document for programs', async () => {
  const { version } = JSON.parse(readFileSync(join(process.env.MINAPP_PKG, 'package.json'), 'utf8'))
  assert.equal((await run(['--version'])).stdout, `${version}\n`)
  for (const args of [['--version', '--json'], ['--json', '-V']]) assert.deepEqual((await run(args)).json(), { version })
})

describe('count', () => {
  test('shows the number alone', async () => {
    assert.equal((await run(['count'])).stdout, '3\n')
    assert.equal((await run(['count', '--where', '{"vip":true}'])).stdout, '2\n')
    assert.deepEqual((await run(['count', '--json', '--where', 'nickname contains "Tom"'])).json(), { count: 1 })
  })
})

describe('get', () => {
  test('shows a field a line, without power over the terminal', async () => {
    const { stdout } = await run(['get', '30', '--select', 'id,nickname,home'])
    assert.match(stdout, /^nickname +\\u001b\[31mred\\u0007$/m)
    assert.match(stdout, /^home +\{"city":"广州"\}$/m)
  })

  test('hands the user of the server to programs', async () => {
    const user = (await run(['get', '30', '--json'])).json()
    assert.deepEqual([user.id, user.nickname, user.home], [30, '\u001b[31mred\u0007', { city: '广州' }])
  })

  for (const id of ['0', '07', '1e3', 'abc', '9007199254740993']) {
    test(`refuses the id ${id} by the library's own message`, async () => {
      const { code, stderr } = await run(['get', id])
      assert.equal(code, 2)
      assert.match(stderr, /id must be an integer between 1 and 9007199254740991, got /)
    })
  }
})

describe('--where', () => {
  test('points at the column of a mistake', async () => {
    const { code, stderr } = await run(['list', '--where', 'vip = true and level => 3'])
    assert.equal(code, 2)
    assert.deepEqual(stderr.split('\n').slice(0, 3), [
      'error: --where: a value is wrong (invalid_argument)',
      '  vip = true and level => 3',
      '                       ^^',
    ])
  })

  test('tells programs the column', async () => {
    const { error } = (await run(['count', '--json', '--where', 'level => 3'])).json()
    assert.deepEqual(error, {
      code: 'invalid_argument',
      message: 'where: column 7: => is not an operator; write >=',
      option: '--where',
      line: 1,
      column: 7,
      start: 6,
      end: 8,
      exit_code: 2,
    })
  })

  test('takes the JSON of the wire, and refuses its mistakes by their path', async () => {
    const { code, stderr } = await run(['list', '--where', '{"level":{"$gte":true}}'])
    assert.equal(code, 2)
    assert.match(stderr, /level\.\$gte: expected a number or a string, got true/)
  })
})
