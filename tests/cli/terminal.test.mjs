// What is asked on a terminal, and stays unseen.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { TOKEN, emulated, onTerminal, run } from './command.mjs'

const emulator = await emulated({ users: [{ id: 1 }, { id: 2 }] })
const PASSWORD = 'correct horse battery staple'
const env = { MINAPP_BASE_URL: emulator.url }

describe('the token', () => {
  test('is asked for, typed unseen, and used', async () => {
    const running = onTerminal(['count'], { env })
    await running.says(/Access token \(not shown\): /)
    running.type(`${TOKEN}\r`)
    const { code, stdout } = await running.ended
    assert.equal(code, 0)
    assert.match(stdout, /\r\n2\r\n$/)
    assert(!stdout.includes(TOKEN), stdout)
  })

  test('that is wrong is not shown either', async () => {
    const running = onTerminal(['count', '--lang', 'zh'], { env })
    await running.says(/访问令牌（不显示）：/)
    running.type('another-token\r')
    const { code, stdout } = await running.ended
    assert.equal(code, 3)
    assert(!stdout.includes('another-token'), stdout)
  })

  for (const [name, key] of [['Ctrl-C', '\u0003'], ['Ctrl-D', '\u0004']]) {
    test(`is not waited for after ${name}`, async () => {
      const running = onTerminal(['count'], { env })
      await running.says(/Access token/)
      running.type(key)
      assert.equal((await running.ended).code, 130)
      assert.equal(emulator.counts().writes, 0)
    })
  }

  test('is not asked for without a terminal', async () => {
    const { code, stderr } = await run(['count'], { env, input: `${TOKEN}\n` })
    assert.equal(code, 3)
    assert.match(stderr, /there is no token: set MINAPP_TOKEN, or MINAPP_CLIENT_ID and MINAPP_CLIENT_SECRET/)
  })
})

describe('a new password', () => {
  const args = ['account', '1', '--new-password-stdin']

  test('is asked for twice, unseen', async () => {
    const running = onTerminal(args, { env: { ...env, MINAPP_TOKEN: TOKEN } })
    await running.says(/New password \(not shown\): /)
    running.type(`${PASSWORD}\r`)
    await running.says(/The same again: /)
    running.type(`${PASSWORD}\r`)
    const { code, stdout } = await running.ended
    assert.equal(code, 0)
    assert(!stdout.includes(PASSWORD) && !stdout.includes(TOKEN), stdout)
  })

  test('that differs the second time changes nothing', async () => {
    emulator.resetCounts()
    const running = onTerminal(args, { env: { ...env, MINAPP_TOKEN: TOKEN } })
    await running.says(/New password/)
    running.type(`${PASSWORD}\r`)
    await running.says(/again/)
    running.type(`${PASSWORD}!\r`)
    const { code, stdout } = await running.ended
    assert.equal(code, 2)
    assert.match(stdout, /the two passwords differ/)
    assert.equal(emulator.counts().requests, 0)
  })
})
