// `update-all`: the question, the checkpoint, Ctrl-C and what comes after.
import assert from 'node:assert/strict'
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import { TOKEN, checked, client, emulated, onTerminal, start, until, workFolder } from './command.mjs'

const cwd = workFolder()
const fields = { level: 'integer', points: 'integer', note: 'string', vip: 'boolean' }
const users = (count) => Array.from({ length: count }, (_, index) => ({ id: index + 1, level: 5, points: 0, note: null }))
const RAISE = ['update-all', '--where', '{"level":5}', '--increment', 'points=1']
const MARKED = [...RAISE, '--marker', 'note=job-1', '--yes', '--concurrency', '1']

const env = (emulator) => ({ MINAPP_TOKEN: TOKEN, MINAPP_BASE_URL: emulator.url })
const checkpoint = (file) => JSON.parse(readFileSync(join(cwd, file), 'utf8'))

/** How often each user was raised, as a set. */
const raised = (emulator) => [...new Set(emulator.snapshot().map(({ points }) => points))]

describe('before it begins', () => {
  test('it shows how many match, three of them and the changes, and asks', async () => {
    const emulator = await emulated({ users: users(5), fields })
    const args = [...RAISE, '--marker', 'note=job-1', '--checkpoint', 'asked.json']
    const declined = onTerminal(args, { cwd, env: env(emulator) })
    await declined.says(/Change them\? \[y\/N\] /)
    declined.type('n\r')
    const { code, stdout } = await declined.ended
    assert.equal(code, 130)
    assert.match(stdout, /Users that match: 5\. The first of them:\r\n  id  nickname  points  note\r\n  1 +0\r\n  2 +0\r\n  3 +0\r\n/)
    assert.match(stdout, /To be changed:\r\n  points: \{"\$incr_by":1\}\r\n  note: job-1\r\n/)
    assert.deepEqual([emulator.counts().writes, existsSync(join(cwd, 'asked.json'))], [0, false])

    const agreed = onTerminal(args, { cwd, env: env(emulator) })
    await agreed.says(/Change them\?/)
    agreed.type('y\r')
    assert.equal((await agreed.ended).code, 0)
    assert.deepEqual(raised(emulator), [1])
  })

  test('who comes to match after the question is not changed unasked', async () => {
    const emulator = await emulated({ users: users(0), fields })
    for (const [count, file] of [[0, 'nobody.json'], [3, 'three.json']]) {
      emulator.insert(users(count))
      const running = onTerminal([...RAISE, '--checkpoint', file], { cwd, env: env(emulator) })
      await running.says(/Change them\?/)
      emulator.insert([{ id: 100 + count, level: 5, points: 0, note: null }])
      running.type('y\r')
      const { code, stdout } = await running.ended
      assert.equal(code, 1, stdout)
      assert.match(stdout, new RegExp(`more than expectMax ${count}; nothing was written`))
      assert.doesNotMatch(stdout, /go on from/)
      assert.deepEqual([emulator.counts().writes, existsSync(join(cwd, file))], [0, false])
      emulator.remove([100 + count])
    }
  })

  test('a progress bar shows the rate and the time left', async () => {
    const emulator = await emulated({ users: users(3000), fields, faults: [{ kind: 'latency', latencyMs: 300, methods: ['PUT'] }] })
    const { stdout } = await onTerminal([...MARKED, '--checkpoint', 'bar.json'], { cwd, env: env(emulator) }).ended
    assert.match(stdout, /\[#+\.+\] \d+%  \d+\/3000  \d+\/s  \d+s left/)
    assert.match(stdout, /\[#{30}\] 100%  3000\/3000/)
  })

  test('without a terminal and --yes nothing is sent', async () => {
    const emulator = await emulated({ users: users(2), fields })
    const { code, stderr } = await client(emulator)([...RAISE, '--checkpoint', 'never.json'], { cwd })
    assert.equal(code, 2)
    assert.match(stderr, /there is no terminal to ask on: --yes changes without asking/)
    assert.deepEqual([emulator.counts().requests, existsSync(join(cwd, 'never.json'))], [0, false])
  })

  for (const [missing, args, message] of [
    ['who is meant', ['--set', 'vip=true', '--checkpoint', 'x.json', '--yes'], /--where is missing; --everyone changes everyone/],
    ['which of both is meant', ['--where', '{}', '--everyone', '--set', 'vip=true', '--checkpoint', 'x.json', '--yes'], /--where cannot be used together with --everyone/],
    ['which of two conditions is meant', ['--where', 'level = 5', '--where', '{}', '--set', 'vip=true', '--checkpoint', 'x.json', '--yes'], /--where is given twice/],
    ['which of two files is meant', ['--everyone', '--set', 'vip=true', '--checkpoint', './x.json', '--failures', 'x.json', '--yes'], /--failures and --checkpoint name the same file/],
    ['how many may match', ['--everyone', '--set', 'vip=true', '--checkpoint', 'x.json', '--expect-max', '3', '--expect-max', '9', '--yes'], /--expect-max is given twice/],
    ['what is to be changed', ['--everyone', '--checkpoint', 'x.json', '--yes'], /there is no change/],
    ['the checkpoint', ['--everyone', '--set', 'vip=true', '--yes'], /--checkpoint is missing/],
    ['a value of the marker', ['--everyone', '--set', 'vip=true', '--marker', 'note', '--checkpoint', 'x.json', '--yes'], /--marker must be field=value/],
    ['a marker that the update leaves alone', ['--everyone', '--set', 'note=x', '--marker', 'note=y', '--checkpoint', 'x.json', '--yes'], /--marker: a value is wrong[^]*marker\.field/],
    ['a concurrency in range', ['--everyone', '--set', 'vip=true', '--concurrency', '99', '--checkpoint', 'x.json', '--yes'], /--concurrency: a value is wrong[^]*concurrency must be an integer between 1 and 32, got 99/],
  ]) {
    test(`without ${missing} nothing is sent`, async () => {
      const emulator = await emulated({ users: users(2), fields })
      const { code, stderr } = await client(emulator)(['update-all', ...args], { cwd })
      assert.equal(code, 2, stderr)
      assert.match(stderr, message)
      assert.deepEqual([emulator.counts().requests, existsSync(join(cwd, 'x.json'))], [0, false])
    })
  }

  test('a dry run shows what would be sent', async () => {
    const emulator = await emulated({ users: users(2), fields })
    const run = client(emulator)
    const people = await run([...RAISE, '--dry-run'], { cwd })
    assert.match(people.stdout, /nothing was changed; requests that would be sent: 1\n  PUT \{"points":\{"\$incr_by":1\}\} \/oserve\//)
    const { code, json } = await run([...RAISE, '--dry-run', '--json'], { cwd })
    assert.deepEqual([code, json().matched, json().requests.length, emulator.counts().writes], [0, 2, 1, 0])
  })

  test('--expect-max stops it', async () => {
    const emulator = await emulated({ users: users(5), fields })
    const { code, stderr } = await client(emulator)([...MARKED, '--expect-max', '4', '--checkpoint', 'max.json'], { cwd })
    assert.equal(code, 1)
    assert.match(stderr, /more users match than expected \(too_many_matches\)\n  5 users match, more than expectMax 4; nothing was written/)
    assert.deepEqual(raised(emulator), [0])
  })

  test('a checkpoint that cannot be written stops it before anything is written', async () => {
    const emulator = await emulated({ users: users(5), fields })
    const { code, json } = await client(emulator)([...MARKED, '--json', '--checkpoint', 'no/such/folder.json'], { cwd })
    assert.deepEqual([code, json().error.code, emulator.counts().writes], [1, 'file', 0])
  })
})

describe('to its end', () => {
  test('it reports to programs, keeps the checkpoint, and does not begin again', async () => {
    const emulator = await emulated({ users: users(1500), fields })
    const run = client(emulator)
    const first = await run([...RAISE, '--yes', '--json', '--checkpoint', 'done.json'], { cwd })
    const { failures, doubts, ...counts } = first.json()
    assert.deepEqual(counts, {
      matched: 1500, succeeded: 1500, failed: 0, unknown: 0, skipped: 0, done: true, checkpoint: 'done.json',
    })
    assert.deepEqual([first.code, failures, doubts, checkpoint('done.json').done], [0, [], [], true])
    emulator.resetCounts()
    const second = await run([...RAISE, '--yes', '--checkpoint', 'done.json'], { cwd })
    assert.deepEqual([second.code, emulator.counts().requests, raised(emulator)], [0, 0, [1]])
    assert.match(second.stderr, /done\.json says that this job is done: nothing was sent\. Remove the file to do it all again\./)
    assert.equal(second.stdout, '1500 matched: 1500 changed, 0 failed, 0 in doubt, 0 skipped\n')
  })

  test('a checkpoint of another job is refused, and left as it is', async () => {
    const emulator = await emulated({ users: users(3), fields })
    const run = client(emulator)
    await run([...RAISE, '--yes', '--checkpoint', 'mine.json'], { cwd })
    const before = readFileSync(join(cwd, 'mine.json'), 'utf8')
    const other = await run(['update-all', '--everyone', '--set', 'vip=true', '--yes', '--checkpoint', 'mine.json'], { cwd })
    assert.equal(other.code, 2)
    assert.match(other.stderr, /--checkpoint: a value is wrong[^]*it belongs to a job with another where, update or marker/)
    assert.equal(readFileSync(join(cwd, 'mine.json'), 'utf8'), before)
    writeFileSync(join(cwd, 'mine.json'), before.slice(0, 40))
    assert.match((await run([...RAISE, '--yes', '--checkpoint', 'mine.json'], { cwd })).stderr, /expected the checkpoint of an updateAll/)
  })

  test('who is in doubt is told, kept in the file of --failures, and an exit code of its own', async () => {
    const emulator = await emulated({ users: users(3), fields, faults: [{ kind: 'reset_after', methods: ['PUT'], times: 1 }] })
    const { code, stdout, stderr } = await client(emulator)(
      [...RAISE, '--yes', '--checkpoint', 'doubt.json', '--failures', 'doubt.ndjson'], { cwd })
    assert.equal(code, 4)
    assert.match(stderr, /nobody knows: users with ids from 1 to 3, 3 in all/)
    assert.equal(stdout, '3 matched: 0 changed, 0 failed, 3 in doubt, 0 skipped\n')
    assert.equal(readFileSync(join(cwd, 'doubt.ndjson'), 'utf8'), '{"from":1,"to":3,"users":3}\n')
  })

  test('who could not be changed is told, kept in the file of --failures, and an exit code of its own', async () => {
    const server = createServer((request, response) => {
      const meta = { limit: 1000, offset: 0, next: null, previous: null, total_count: 25 }
      const ids = Array.from({ length: 25 }, (_, index) => index + 1)
      const failed = ids.map((id) => ({ id, error: { code: 11, err_msg: `no\u001b[2J ${id}` } }))
      const page = { meta, objects: ids.map((id) => ({ id })) }
      const done = { operation_result: failed, succeed: 0, total_count: 25, offset: 0, limit: 1000, next: null }
      response.setHeader('content-type', 'application/json')
      request.resume().on('end', () => response.end(JSON.stringify(request.method === 'PUT' ? done : page)))
    })
    await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
    after(() => server.close())
    const run = client({ url: `http://127.0.0.1:${server.address().port}` })
    const { code, stderr, json } = await run([...RAISE, '--yes', '--json', '--checkpoint', 'f.json', '--failures', 'f.ndjson'], { cwd })
    assert.deepEqual([code, json().failed, json().failures.length], [4, 25, 25])
    assert.match(stderr, /not changed: user 1: no\\u001b\[2J 1 \(11\)\n/)
    assert.match(stderr, /… and 5 more\n/)
    const kept = readFileSync(join(cwd, 'f.ndjson'), 'utf8').trim().split('\n').map((line) => JSON.parse(line))
    assert.deepEqual(kept, json().failures)
  })
})

describe('when a file fails', () => {
  test('that of the checkpoint, who is in doubt is told and kept nevertheless', async () => {
    mkdirSync(join(cwd, 'gone'))
    const writes = (rest) => ({ methods: ['PUT'], ...rest })
    const faults = [
      writes({ kind: 'latency', latencyMs: 500, schedule: [1] }),
      // Still in flight when the file fails.
      writes({ kind: 'latency', latencyMs: 1500, schedule: [2] }),
      writes({ kind: 'reset_after', schedule: [2] }),
    ]
    const emulator = await emulated({ users: users(2000), fields, faults })
    const args = [...RAISE, '--yes', '--json', '--concurrency', '2', '--checkpoint', 'gone/c.json', '--failures', 'gone.ndjson']
    const running = start(args, { cwd, env: env(emulator) })
    await until(() => emulator.counts().writes === 2)
    rmSync(join(cwd, 'gone'), { recursive: true })
    const { code, stderr, json } = checked(await running.ended)
    assert.deepEqual([code, json().error.code, json().report.unknown], [4, 'file', 1000], stderr)
    const [{ from, to }] = json().report.doubts
    assert.match(stderr, new RegExp(`nobody knows: users with ids from ${from} to ${to}, 1000 in all`))
    assert.equal(readFileSync(join(cwd, 'gone.ndjson'), 'utf8'), `${JSON.stringify({ from, to, users: 1000 })}\n`)
  })

  test('that of --failures, everyone whom it did not take is told', async () => {
    const failed = Array.from({ length: 25 }, (_, index) => ({ id: index + 1, error: { code: 11, err_msg: 'no' } }))
    const meta = { limit: 1000, offset: 0, next: null, previous: null, total_count: 25 }
    const page = { meta, objects: failed.map(({ id }) => ({ id })) }
    const done = { operation_result: failed, succeed: 0, total_count: 25, offset: 0, limit: 1000, next: null }
    const server = createServer((request, response) => {
      response.setHeader('content-type', 'application/json')
      if (request.method === 'PUT') {
        rmSync(join(cwd, 'broken.ndjson'))
        mkdirSync(join(cwd, 'broken.ndjson'))
      }
      request.resume().on('end', () => response.end(JSON.stringify(request.method === 'PUT' ? done : page)))
    })
    await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
    after(() => server.close())
    const run = client({ url: `http://127.0.0.1:${server.address().port}` })
    const args = [...RAISE, '--yes', '--json', '--checkpoint', 'broken.json', '--failures', 'broken.ndjson']
    const { code, stderr, json } = await run(args, { cwd })
    assert.deepEqual([code, json().error.code, checkpoint('broken.json').failed], [4, 'file', 25])
    assert.deepEqual(stderr.match(/(?<=not changed: user )\d+/g), json().report.failures.map(({ id }) => `${id}`))
    assert.equal(json().report.failures.length, 25)
  })

  test('half a checkpoint never takes the place of a whole one', async () => {
    const emulator = await emulated({ users: users(3), fields, faults: [{ kind: 'status', status: 403, methods: ['PUT'] }] })
    const args = [...RAISE, '--yes', '--json', '--checkpoint', 'cut.json']
    assert.equal((await client(emulator)(args, { cwd })).code, 3)
    const whole = readFileSync(join(cwd, 'cut.json'), 'utf8')
    emulator.resetCounts()
    // No file may have more bytes, as on a disk that is full.
    const limited = { cwd, env: env(emulator), under: ['prlimit', '--fsize=100'] }
    const { code, json } = checked(await start(args, limited).ended)
    assert.deepEqual([code, json().error.code, emulator.counts().writes], [1, 'file', 0])
    assert.match(json().error.message, /^cut\.json: EFBIG/)
    assert.equal(readFileSync(join(cwd, 'cut.json'), 'utf8'), whole)
    assert.deepEqual(readdirSync(cwd).filter((file) => file.startsWith('cut')), ['cut.json'])
  })

  test('a checkpoint that is no regular file is refused', async () => {
    const emulator = await emulated({ users: users(3), fields })
    const { code, stderr } = await client(emulator)([...RAISE, '--yes', '--checkpoint', '/dev/null'], { cwd })
    assert.deepEqual([code, stderr, emulator.counts().requests], [2, 'error: /dev/null is no regular file\n', 0])
  })
})

describe('in the middle', () => {
  /** A job of several writes, each of which takes a while. */
  const slow = () => emulated({ users: users(4000), fields, faults: [{ kind: 'latency', latencyMs: 300, methods: ['PUT'] }] })

  for (const name of ['SIGINT', 'SIGTERM']) {
    test(`${name} lets what is in flight end, and the same command goes on`, async () => {
      const emulator = await slow()
      const file = `${name}.json`
      const running = start([...MARKED, '--json', '--checkpoint', file], { cwd, env: env(emulator) })
      await until(() => emulator.counts().writes === 2)
      running.child.kill(name)
      const stopped = checked(await running.ended)
      const exit = name === 'SIGINT' ? 130 : 143
      assert.deepEqual([stopped.code, stopped.json().error.exit_code, stopped.json().error.code], [exit, exit, 'stopped'])
      assert.match(stopped.stderr, /stopping: waiting for requests in flight; Ctrl-C again cuts them off/)
      const { succeeded, done } = stopped.json().report
      assert.deepEqual([done, checkpoint(file).done, checkpoint(file).succeeded], [false, false, succeeded])
      const changed = emulator.snapshot().filter(({ points }) => points === 1).length
      assert.equal(changed, succeeded)
      assert(changed > 0 && changed < 4000, `${changed} were changed`)

      emulator.setFaults([])
      const resumed = await client(emulator)([...MARKED, '--json', '--checkpoint', file], { cwd })
      assert.deepEqual([resumed.code, resumed.json().succeeded, raised(emulator)], [0, 4000, [1]])
      assert.match(resumed.stderr, new RegExp(`${file} is there: those who were changed before are left alone`))
    })
  }

  test('a second Ctrl-C cuts off what is in flight, and with a marker nobody is changed twice', async () => {
    const emulator = await slow()
    emulator.setFaults([{ kind: 'hang', methods: ['PUT'], applied: true, schedule: [2] }])
    const running = start([...MARKED, '--checkpoint', 'twice.json'], { cwd, env: env(emulator) })
    await until(() => emulator.counts().writes === 2)
    running.child.kill('SIGINT')
    await running.says(/stopping/)
    running.child.kill('SIGINT')
    const { code, stderr } = checked(await running.ended)
    assert.equal(code, 130)
    assert.match(stderr, /error: stopped\n.*\nrun the same command again to go on from twice\.json\n/)
    emulator.setFaults([])
    assert.equal((await client(emulator)([...MARKED, '--checkpoint', 'twice.json'], { cwd })).code, 0)
    assert.deepEqual(raised(emulator), [1])
  })

  test('a second run with the same checkpoint is refused', async () => {
    const emulator = await slow()
    const args = [...RAISE, '--yes', '--checkpoint', 'one.json']
    const running = start([...args, '--concurrency', '1'], { cwd, env: env(emulator) })
    await until(() => emulator.counts().writes === 2)
    const { code, stderr } = await client({ url: 'http://127.0.0.1:1' })(args, { cwd })
    assert.equal(code, 2)
    assert.match(stderr, new RegExp(`^error: one\\.json is in use by another run, process ${running.child.pid}: .*remove .*one\\.json\\.lock\n$`))
    running.child.kill('SIGINT')
    assert.equal((await running.ended).code, 130)
    assert.equal(existsSync(join(cwd, 'one.json.lock')), false)
    emulator.setFaults([])
    assert.equal((await client(emulator)(args, { cwd })).code, 0)
    assert.deepEqual([raised(emulator), existsSync(join(cwd, 'one.json.lock'))], [[1], false])
  })

  test('a killed process goes on from the file, too', async () => {
    const emulator = await slow()
    const running = start([...MARKED, '--checkpoint', 'killed.json'], { cwd, env: env(emulator) })
    await until(() => emulator.counts().writes === 2)
    running.child.kill('SIGKILL')
    await running.ended
    emulator.setFaults([])
    assert.equal(existsSync(join(cwd, 'killed.json.lock')), true)
    assert.equal((await client(emulator)([...MARKED, '--checkpoint', 'killed.json'], { cwd })).code, 0)
    assert.deepEqual(raised(emulator), [1])
    assert.deepEqual(readdirSync(cwd).filter((file) => file.startsWith('killed')), ['killed.json'])
  })

  test('a failure ends it, says where to go on, and keeps what was done', async () => {
    const emulator = await emulated({ users: users(4000), fields, faults: [{ kind: 'status', status: 403, methods: ['PUT'], schedule: [2] }] })
    const failed = await client(emulator)([...MARKED, '--json', '--checkpoint', 'failed.json'], { cwd })
    const { error, report } = failed.json()
    assert.deepEqual([failed.code, error.code, error.outcome], [3, 'forbidden', undefined])
    assert.equal(report.succeeded, emulator.snapshot().filter(({ points }) => points === 1).length)
    emulator.setFaults([])
    assert.equal((await client(emulator)([...MARKED, '--checkpoint', 'failed.json'], { cwd })).code, 0)
    assert.deepEqual(raised(emulator), [1])
  })

  test('Ctrl-C at the question is No', async () => {
    const emulator = await emulated({ users: users(2), fields })
    const running = onTerminal([...RAISE, '--checkpoint', 'question.json'], { cwd, env: env(emulator) })
    await running.says(/Change them\?/)
    running.type('\u0003')
    assert.deepEqual([(await running.ended).code, emulator.counts().writes], [130, 0])
  })
})

describe('a job that fails after some were changed', () => {
  const faults = [
    { kind: 'reset_after', methods: ['PUT'], times: 1 },
    { kind: 'status', status: 401, methods: ['PUT'] },
  ]
  const args = [...RAISE, '--yes', '--concurrency', '1']

  test('does not say that nothing was, and ends as one in doubt does', async () => {
    const emulator = await emulated({ users: users(3000), fields, faults })
    const { code, stderr } = await client(emulator)([...args, '--checkpoint', 'doubts.json'], { cwd })
    assert.equal(code, 4, stderr)
    assert.match(stderr, /3000 match/)
    assert.doesNotMatch(stderr, /Nothing was changed/)
  })

  test('tells programs the same', async () => {
    const emulator = await emulated({ users: users(3000), fields, faults })
    const { code, stdout } = await client(emulator)([...args, '--checkpoint', 'doubts-too.json', '--json'], { cwd })
    const { error, report } = JSON.parse(stdout)
    assert.deepEqual([code, error.code, error.outcome, error.exit_code], [4, 'unauthorized', undefined, 4])
    assert.deepEqual([report.unknown, report.done], [1000, false])
  })
})
