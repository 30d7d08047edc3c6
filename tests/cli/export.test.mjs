// `export`: a file that is whole or not there.
import assert from 'node:assert/strict'
import { existsSync, lstatSync, mkdirSync, readFileSync, readdirSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { TOKEN, checked, client, emulated, onTerminal, start, until, workFolder } from './command.mjs'

const cwd = workFolder()
const emulator = await emulated({
  users: [
    { id: 1, nickname: '=1+1', level: 3, home: { city: '广州' }, created_at: 1542858732 },
    { id: 2, nickname: 'Tom', level: 9, home: null, created_at: 1542858733 },
  ],
  fields: { level: 'integer', home: 'object' },
})
const run = client(emulator)
const read = (file) => readFileSync(join(cwd, file), 'utf8')
/** What is written beside a file. */
const parts = (file) => readdirSync(cwd).filter((name) => name.startsWith(`${file}.`) && /\.\w+\.part$/.test(name.slice(file.length)))
const env = ({ url }) => ({ MINAPP_TOKEN: TOKEN, MINAPP_BASE_URL: url })

describe('to a file', () => {
  test('each format, by the name of the file', async () => {
    for (const [file, text] of [
      ['a.csv', "id,nickname\r\n1,'=1+1\r\n2,Tom\r\n"],
      ['a.NDJSON', '{"id":1,"nickname":"=1+1"}\n{"id":2,"nickname":"Tom"}\n'],
      ['a.json', '[\n{"id":1,"nickname":"=1+1"},\n{"id":2,"nickname":"Tom"}\n]\n'],
    ]) {
      const { code } = await run(['export', '--out', file, '--fields', 'id,nickname', '--order-by', 'id'], { cwd })
      assert.deepEqual([code, read(file)], [0, text])
    }
  })

  test('every option of a CSV', async () => {
    const args = ['--format', 'csv', '--fields', 'id,home,created_at,nickname', '--times', 'iso', '--bom', '--raw-formulas', '--where', '{"id":1}']
    assert.equal((await run(['export', '--out', 'b.txt', ...args], { cwd })).code, 0)
    assert.equal(read('b.txt'), '\ufeffid,home,created_at,nickname\r\n1,"{""city"":""广州""}",2018-11-22T03:52:12Z,=1+1\r\n')
    assert.equal((await run(['export', '--out', 'c.csv', '--nested', 'dotted'], { cwd })).code, 0)
    assert.match(read('c.csv').split('\r\n')[0], /,home\.city,/)
  })

  test('tells people and programs what it wrote', async () => {
    const people = await run(['export', '--out', 'd.csv'], { cwd })
    const bytes = Buffer.byteLength(read('d.csv'))
    assert.equal(people.stdout, `d.csv: users: 2, bytes: ${bytes}\n`)
    const programs = await run(['export', '--out', 'd.csv', '--force', '--json'], { cwd })
    assert.deepEqual(programs.json(), { file: 'd.csv', format: 'csv', users: 2, bytes })
  })

  test('a file that is there is overwritten only by --force', async () => {
    writeFileSync(join(cwd, 'mine.csv'), 'mine', { mode: 0o600 })
    const refused = await run(['export', '--out', 'mine.csv'], { cwd })
    assert.deepEqual([refused.code, read('mine.csv')], [2, 'mine'])
    assert.match(refused.stderr, /mine\.csv is there; --force overwrites it/)
    assert.equal((await run(['export', '--out', 'mine.csv', '--force'], { cwd })).code, 0)
    assert.notEqual(read('mine.csv'), 'mine')
    // Who could not read it cannot read it now.
    assert.equal(statSync(join(cwd, 'mine.csv')).mode & 0o777, 0o600)
  })

  test('a folder that is not there is told by its name', async () => {
    const { code, stderr } = await run(['export', '--out', 'no/such/folder.csv'], { cwd })
    assert.equal(code, 1)
    assert.match(stderr, /^error: no\/such\/folder\.csv: ENOENT/)
  })

  test('a folder in the place of the file is refused before anything is sent', async () => {
    mkdirSync(join(cwd, 'folder.csv'))
    emulator.resetCounts()
    for (const out of ['folder.csv', '/dev/null']) {
      const { code, stderr } = await run(['export', '--format', 'csv', '--out', out, '--force'], { cwd })
      assert.deepEqual([code, stderr], [2, `error: ${out} is no regular file\n`])
    }
    assert.equal(emulator.counts().requests, 0)
  })

  test('a file that another one made in the meantime is left alone', async () => {
    const slow = await emulated({ users: 3, faults: [{ kind: 'latency', latencyMs: 200 }] })
    const running = start(['export', '--out', 'late.ndjson', '--page-size', '1', '--order-by', 'id'], { cwd, env: env(slow) })
    await until(() => parts('late.ndjson').length === 1)
    writeFileSync(join(cwd, 'late.ndjson'), 'mine')
    assert.deepEqual([(await running.ended).code, read('late.ndjson'), parts('late.ndjson')], [2, 'mine', []])
  })

  test('a folder that takes the name in the meantime is told, and nothing stays beside it', async () => {
    const slow = await emulated({ users: 3, faults: [{ kind: 'latency', latencyMs: 200 }] })
    const args = ['export', '--out', 'taken.ndjson', '--force', '--page-size', '1', '--order-by', 'id', '--json']
    const running = start(args, { cwd, env: env(slow) })
    await until(() => parts('taken.ndjson').length === 1)
    mkdirSync(join(cwd, 'taken.ndjson'))
    const { code, json } = checked(await running.ended)
    assert.deepEqual([code, json().error.code, parts('taken.ndjson')], [2, 'usage', []])
  })

  test('a link stays one, and the file behind it is written', async () => {
    writeFileSync(join(cwd, 'behind.csv'), 'old')
    symlinkSync('behind.csv', join(cwd, 'link.csv'))
    symlinkSync('nowhere.csv', join(cwd, 'dangling.csv'))
    assert.equal((await run(['export', '--out', 'link.csv', '--force', '--fields', 'id', '--order-by', 'id'], { cwd })).code, 0)
    assert.deepEqual([lstatSync(join(cwd, 'link.csv')).isSymbolicLink(), read('behind.csv')], [true, 'id\r\n1\r\n2\r\n'])
    const dangling = await run(['export', '--out', 'dangling.csv', '--force'], { cwd })
    assert.equal(dangling.code, 1)
    assert.match(dangling.stderr, /^error: dangling\.csv: ENOENT/)
  })

  test('two at once to one file are each whole, and what others left beside it stays', async () => {
    const slow = await emulated({ users: 40, faults: [{ kind: 'latency', latencyMs: 50 }] })
    writeFileSync(join(cwd, 'both.ndjson.part'), 'of another program')
    const args = ['export', '--out', 'both.ndjson', '--force', '--page-size', '2', '--order-by', 'id']
    const first = start(args, { cwd, env: env(slow) })
    await until(() => parts('both.ndjson').length === 1)
    const second = start(args, { cwd, env: env(slow) })
    await until(() => parts('both.ndjson').length === 2)
    assert.equal((await first.ended).code, 0)
    assert.equal(read('both.ndjson').trim().split('\n').map((line) => JSON.parse(line)).length, 40)
    assert.equal((await second.ended).code, 0)
    assert.equal(read('both.ndjson').trim().split('\n').map((line) => JSON.parse(line)).length, 40)
    assert.deepEqual([readdirSync(cwd).filter((file) => file.startsWith('both')), read('both.ndjson.part')],
      [['both.ndjson', 'both.ndjson.part'], 'of another program'])
  })

  for (const [name, act] of [
    ['Ctrl-C', ({ child }) => child.kill('SIGINT')],
    ['a failure', (_, slow) => slow.setFaults([{ kind: 'status', status: 403 }])],
  ]) {
    test(`${name} leaves nothing that looks whole`, async () => {
      const slow = await emulated({ users: 300, faults: [{ kind: 'latency', latencyMs: 200 }] })
      const args = ['export', '--out', 'half.ndjson', '--page-size', '1', '--order-by', 'id', '--json']
      const running = start(args, { cwd, env: env(slow) })
      await until(() => parts('half.ndjson').length === 1 && slow.counts().requests > 3)
      act(running, slow)
      const ended = checked(await running.ended)
      assert.deepEqual(
        [ended.code, ended.json().error.code],
        name === 'Ctrl-C' ? [130, 'stopped'] : [3, 'forbidden'],
      )
      assert.deepEqual(readdirSync(cwd).filter((file) => file.startsWith('half')), [])
    })
  }

  test('a progress bar shows the rate and the time left', async () => {
    const { stdout } = await onTerminal(['export', '--out', 'bar.ndjson'], { cwd, env: env(emulator) }).ended
    assert.match(stdout, /\[#{30}\] 100%  2\/2  \d+\/s  0s left/)
  })
})

describe('to the standard output', () => {
  test('rows and nothing else', async () => {
    const { code, stdout, stderr } = await run(['export', '--format', 'ndjson', '--fields', 'id', '--order-by', 'id'])
    assert.deepEqual([code, stdout, stderr], [0, '{"id":1}\n{"id":2}\n', ''])
  })

  for (const [args, message] of [
    [[], /--format is missing: csv, ndjson or json/],
    [['--format', 'csv', '--json'], /"code":"usage".*--json needs --out FILE/],
    [['--format', 'xml'], /--format: a value is wrong[^]*format: expected/],
    [['--format', 'csv', '--nested', 'flat'], /--nested: a value is wrong[^]*nested: expected/],
    [['--format', 'csv', '--page-size', '0'], /--page-size: a value is wrong[^]*pageSize must be an integer between 1 and 1000, got 0/],
  ]) {
    test(`refuses ${args.join(' ') || 'no format'}`, async () => {
      const { code, stdout, stderr } = await run(['export', ...args])
      assert.equal(code, 2)
      assert.match(stdout + stderr, message)
    })
  }
})
