// Outputs that cannot be written, or whose reader is gone: no job ends by that, and no exit code is 0 without a result.
import assert from 'node:assert/strict'
import { closeSync, openSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { TOKEN, emulated, start, until, workFolder } from './command.mjs'

const cwd = workFolder()
const fields = { points: 'integer' }
const users = Array.from({ length: 1500 }, (_, index) => ({ id: index + 1, points: 0 }))
const emulator = await emulated({ users, fields })
const env = (emulator) => ({ MINAPP_TOKEN: TOKEN, MINAPP_BASE_URL: emulator.url })
const RAISE = ['update-all', '--everyone', '--increment', 'points=1', '--yes']
const raised = (emulator) => [...new Set(emulator.snapshot().map(({ points }) => points))]

/** Starts the command, and reads nothing of the output of this name. */
function unheard(name, args, emulator) {
  const running = start(args, { cwd, env: env(emulator) })
  running.child[name].destroy()
  return running
}

describe('a standard error output without a reader', () => {
  test('does not end a job', async () => {
    const emulator = await emulated({ users, fields })
    const { code, stdout } = await unheard('stderr', [...RAISE, '--json', '--checkpoint', 'unheard.json'], emulator).ended
    assert.deepEqual([code, JSON.parse(stdout).done, raised(emulator)], [0, true, [1]])
  })

  test('does not hide that a job is stopped', async () => {
    const emulator = await emulated({ users, fields, faults: [{ kind: 'latency', latencyMs: 300, methods: ['PUT'] }] })
    const args = [...RAISE, '--concurrency', '1', '--checkpoint', 'stopped.json']
    const running = unheard('stderr', args, emulator)
    await until(() => emulator.counts().writes === 1)
    running.child.kill('SIGINT')
    assert.equal((await running.ended).code, 130)
    assert.equal(JSON.parse(readFileSync(join(cwd, 'stopped.json'), 'utf8')).succeeded, 1000)
  })
})

describe('a standard output without a reader', () => {
  for (const args of [['list'], ['list', '--json'], ['export', '--format', 'ndjson'], ['--help']]) {
    test(`ends ${args.join(' ')} quietly`, async () => {
      const { code, stderr } = await unheard('stdout', args, emulator).ended
      assert.deepEqual([code, stderr], [141, ''])
    })
  }

  test('lets a job do all', async () => {
    const emulator = await emulated({ users, fields })
    const { code } = await unheard('stdout', [...RAISE, '--json', '--checkpoint', 'unread.json'], emulator).ended
    assert.deepEqual([code, raised(emulator)], [141, [1]])
  })

  test('does not hide that users are in doubt', async () => {
    const emulator = await emulated({ users, fields, faults: [{ kind: 'reset_after', methods: ['PUT'] }] })
    const args = [...RAISE, '--max-retries', '0', '--checkpoint', 'doubt.json']
    assert.equal((await unheard('stdout', args, emulator).ended).code, 4)
  })

  test('does not leave an emulator running of which nobody knows', async () => {
    assert.equal((await unheard('stdout', ['emulator', '--port', '0'], emulator).ended).code, 141)
  })
})

describe('a standard output that is full', () => {
  for (const args of [
    ['list'],
    ['list', '--json'],
    ['export', '--format', 'ndjson'],
    ['update', '1', '--set', 'points=5', '--json'],
    ['emulator', '--port', '0'],
    ['--version'],
  ]) {
    test(`is told by ${args.join(' ')}`, async () => {
      const output = openSync('/dev/full', 'w')
      const running = start(args, { cwd, env: env(emulator), stdout: output })
      closeSync(output)
      const { code, stderr } = await running.ended
      assert.deepEqual([code, stderr], [1, 'error: stdout: ENOSPC: no space left on device, write\n'])
    })
  }

  test('does not hide another failure', async () => {
    const output = openSync('/dev/full', 'w')
    const running = start(['get', '1', '--limit', '1', '--json'], { cwd, env: env(emulator), stdout: output })
    closeSync(output)
    assert.equal((await running.ended).code, 2)
  })
})
