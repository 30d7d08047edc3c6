// SIGINT and SIGTERM while no request is in flight: the first one ends what waits.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { TOKEN, emulated, onTerminal, start, workFolder } from './command.mjs'

const cwd = workFolder()
const emulator = await emulated({ users: [{ id: 1, level: 3 }], fields: { level: 'integer' } })
const env = { MINAPP_TOKEN: TOKEN, MINAPP_BASE_URL: emulator.url }

for (const [signal, exit] of [['SIGINT', 130], ['SIGTERM', 143]]) {
  test(`${signal} ends the wait for a new password that is piped in`, async () => {
    const running = start(['account', '1', '--new-password-stdin'], { env, stdin: 'pipe' })
    // More than a pipe holds: when it is written, somebody reads.
    await new Promise((done) => running.child.stdin.write('x'.repeat(2 ** 22), done))
    running.child.stdin.on('error', () => {})
    running.child.kill(signal)
    assert.deepEqual(await running.ended, { code: exit, signal: null, stdout: '', stderr: 'error: stopped\n' })
  })

  for (const [args, more, question] of [
    [['count'], { MINAPP_TOKEN: '' }, /Access token/],
    [['account', '1', '--new-password-stdin'], {}, /New password/],
    [['update-all', '--everyone', '--set', 'level=1', '--checkpoint', `${signal}.json`], {}, /Change them\?/],
  ]) {
    test(`${signal} ends the question of ${args[0]}`, async () => {
      emulator.resetCounts()
      const running = onTerminal(args, { cwd, env: { ...env, ...more } })
      await running.says(question)
      const { pid } = running.child
      process.kill(Number(readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8')), signal)
      const { code, stdout } = await running.ended
      assert.equal(code, exit)
      assert.match(stdout, /error: stopped\r\n$/)
      assert.equal(emulator.counts().writes, 0)
    })
  }

  test(`${signal} ends an emulator that is starting`, async () => {
    const faults = join(cwd, `faults-${signal}`)
    execFileSync('mkfifo', [faults])
    const running = start(['emulator', '--port', '0', '--faults', faults])
    // There is a writer when there is a reader, which waits for the text.
    const pipe = await open(faults, 'w')
    running.child.kill(signal)
    await pipe.writeFile('[]')
    await pipe.close()
    assert.equal((await running.ended).code, 0)
  })
}
