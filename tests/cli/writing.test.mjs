// `update` and `account`: what is typed, as the values that arrive.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { TOKEN, client, emulated, start, until } from './command.mjs'

const fields = {
  level: 'integer', points: 'number', vip: 'boolean', note: 'string', code: 'string', tags: 'array', home: 'object',
}
const emulator = await emulated({ users: [{ id: 1 }, { id: 2 }], fields })
const run = client(emulator)
const stored = (id = 1) => emulator.snapshot().find((user) => user.id === id)

describe('update', () => {
  test('sets, changes and clears fields, and shows the user', async () => {
    await run(['update', '1', '--set', 'note=old', '--set', 'points=2', '--set', 'tags=["a","b","c"]'])
    const { code, json } = await run([
      'update', '1', '--json', '--set', 'level=3', '--set', 'vip=true', '--increment', 'points=-0.5', '--unset', 'note',
      '--append', 'tags=d', '--append', 'tags=["e","f"]',
    ])
    const { level, vip, points, note, tags } = json()
    assert.deepEqual([code, level, vip, points, note ?? null, tags], [0, 3, true, 1.5, null, ['a', 'b', 'c', 'd', 'e', 'f']])
  })

  test('knows every other change', async () => {
    await run(['update', '2', '--set', 'tags=["a","b","c"]', '--set', 'home={"city":"x"}'])
    await run(['update', '2', '--append-unique', 'tags=["c","d"]', '--merge', 'home={"street":"y"}'])
    assert.deepEqual([stored(2).tags, stored(2).home], [['a', 'b', 'c', 'd'], { city: 'x', street: 'y' }])
    for (const [change, left] of [['--pop=tags', 'abc'], ['--shift=tags', 'bc'], ['--remove=tags=c', 'b']]) {
      assert.equal((await run(['update', '2', change])).code, 0)
      assert.equal(stored(2).tags.join(''), left)
    }
  })

  for (const [typed, meant] of [
    ['hello', 'hello'], ['007', '007'], ['"3"', '3'], ['', ''], ['a=b', 'a=b'], ['+3', '+3'], ['9007199254740993.x', '9007199254740993.x'],
  ]) {
    test(`takes ${JSON.stringify(typed)} for the text ${JSON.stringify(meant)}`, async () => {
      assert.equal((await run(['update', '1', '--set', `code=${typed}`])).code, 0)
      assert.equal(stored().code, meant)
    })
  }

  for (const [args, message] of [
    [['--set', 'level=9007199254740993'], /--set: the number 9007199254740993 would be rounded; put it in double quotes/],
    [['--set', 'home={"id":[-9007199254740993]}'], /--set: the number -9007199254740993 would be rounded/],
    [['--set', 'level=9007199254740993.0'], /--set: the number 9007199254740993\.0 would be rounded/],
    [['--set', 'home={"a":1,"b":{"a":2, "a" :3}}'], /--set: an object has the same name twice: /],
    [['--merge', 'home={"a":1,"\\u0061":2}'], /--merge: an object has the same name twice: /],
    [['--set', 'level=1e999'], /--set: the number 1e999 would be rounded/],
    [['--set', 'tags=[gold]'], /--set: it begins like JSON and is none: tags=\[gold\]|--set: it begins like JSON and is none: \[gold\]/],
    [['--set', 'level'], /--set must be field=value, got level/],
    [['--set', '=3'], /--set must be field=value, got =3/],
    [['--set', 'level=1', '--set', 'level=2'], /the field level is changed twice/],
    [['--set', 'level=1', '--increment', 'level=2'], /the field level is changed twice/],
    [['--append', 'tags=a', '--remove', 'tags=b'], /the field tags is changed twice/],
    [[], /there is no change/],
    [['--increment', 'level=x'], /level\.\$incr_by.*got "x"/],
    [['--set', 'nickname=Tom'], /nickname.*built-in/],
    [['--merge', 'home=x'], /home\.\$update/],
  ]) {
    test(`refuses ${args.join(' ') || 'nothing'} before anything is sent`, async () => {
      emulator.resetCounts()
      const { code, stderr } = await run(['update', '1', ...args])
      assert.equal(code, 2)
      assert.match(stderr, message)
      assert.equal(emulator.counts().requests, 0)
    })
  }

  test('keeps numbers within texts as they are', async () => {
    await run(['update', '1', '--set', 'home={"id":"9007199254740993","n":1.50}'])
    assert.deepEqual(stored().home, { id: '9007199254740993', n: 1.5 })
  })

  test('says when nobody knows whether the change was made, and ends with a code of its own', async () => {
    emulator.setFaults([{ kind: 'reset_after', methods: ['PUT'] }])
    const args = ['update', '1', '--increment', 'level=1']
    const people = await run(args)
    const programs = await run([...args, '--json'])
    emulator.setFaults([])
    assert.equal(people.code, 4)
    assert.match(people.stderr, /Nobody knows whether the change was made/)
    assert.deepEqual([programs.code, programs.json().error.outcome, programs.json().error.exit_code], [4, 'unknown', 4])
  })
})

test('a write that is stopped may have been made, and says so', async () => {
  for (const [more, said] of [[[], /error: stopped\n  Nobody knows/], [['--json'], /"outcome":"unknown","code":"stopped"/]]) {
    emulator.resetCounts()
    emulator.setFaults([{ kind: 'hang', methods: ['PUT'], applied: true }])
    const env = { MINAPP_TOKEN: TOKEN, MINAPP_BASE_URL: emulator.url }
    const running = start(['update', '1', '--set', 'level=77', ...more], { env })
    await until(() => emulator.counts().writes === 1)
    running.child.kill('SIGINT')
    const { code, stdout, stderr } = await running.ended
    emulator.setFaults([])
    assert.deepEqual([code, stored().level], [130, 77])
    assert.match(stdout + stderr, said)
  }
})

describe('account', () => {
  test('changes and resets what the options name', async () => {
    await run(['account', '1', '--username', 'tom', '--phone', '13800138000'])
    const { code, json } = await run(['account', '1', '--email', 'tom@example.com', '--unset-phone', '--json'])
    const { username, email, phone } = json()
    assert.deepEqual([code, username, email, phone], [0, 'tom', 'tom@example.com', null])
  })

  test('reads a new password from the standard input, and shows it nowhere', async () => {
    const password = 'correct horse battery staple'
    for (const input of [`${password}\n`, password, `${password}\r\n`]) {
      const ended = await run(['account', '1', '--new-password-stdin', '--json'], { input })
      assert.equal(ended.code, 0)
      assert(!(ended.stdout + ended.stderr).includes(password))
    }
  })

  for (const [what, input] of [['two lines', 'hunter2\nhunter3\n'], ['no UTF-8', Buffer.from([0x68, 0xff, 0xfe, 0x68, 0x68, 0x68, 0x68, 0x68])]]) {
    test(`takes no password that is ${what}`, async () => {
      emulator.resetCounts()
      const { code, stderr } = await run(['account', '1', '--new-password-stdin'], { input })
      assert.equal(code, 2)
      assert.match(stderr, /the new password must be one line of UTF-8 text/)
      assert(!stderr.includes('hunter'))
      assert.equal(emulator.counts().requests, 0)
    })
  }

  test('shows no password that the server repeats', async () => {
    const { code, stdout, stderr } = await run(['account', '404404', '--new-password-stdin'], { input: 'hunter2hunter2' })
    assert.equal(code, 1)
    assert(!(stdout + stderr).includes('hunter2'))
  })

  for (const [args, input, message] of [
    [[], undefined, /there is no change: --username/],
    [['--email', 'a@b.cn', '--unset-email'], undefined, /--email cannot be used together with --unset-email/],
    [['--new-password-stdin'], '', /newPassword/],
    [['--username', ''], undefined, /--username: a value is wrong[^]*username: expected a text or null/],
  ]) {
    test(`refuses ${args.join(' ') || 'nothing'}`, async () => {
      const { code, stderr } = await run(['account', '1', ...args], { input })
      assert.equal(code, 2)
      assert.match(stderr, message)
    })
  }
})
