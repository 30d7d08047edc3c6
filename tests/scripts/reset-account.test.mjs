// One user's login: changed as told, and the password seen by nobody.
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { TOKEN, run, startEmulator, workingFolder } from './scripts.mjs'

const NAME = 'reset-account.mjs'
const ID = 70695404
const PASSWORD = 'correct horse battery staple'

async function reset(args, input) {
  const emulator = await startEmulator()
  after(() => emulator.close())
  const result = await run(NAME, { url: emulator.url, cwd: workingFolder(), args, input })
  return { ...result, accounts: emulator.counts().applied.accounts, user: emulator.snapshot().find(({ id }) => id === ID) }
}

test('it sets a username and resets the address and the phone', async () => {
  const { code, stdout, stderr, user } = await reset([`${ID}`, '--username', 'ann', '--reset', 'email', '--reset', 'phone'])
  assert.deepEqual([code, stderr], [0, ''])
  const { username, email, phone } = JSON.parse(stdout)
  assert.deepEqual({ username, email, phone }, { username: 'ann', email: null, phone: null })
  assert.deepEqual([user._username, user._email, user._phone], ['ann', null, null])
})

for (const ending of ['', '\n', '\r\n']) {
  test(`it takes a new password from a pipe that ends in ${JSON.stringify(ending)}, and shows it nowhere`, async () => {
    const { code, stdout, stderr, accounts } = await reset([`${ID}`, '--new-password-stdin'], `${PASSWORD}${ending}`)
    assert.deepEqual([code, accounts], [0, 1])
    assert(!`${stdout}${stderr}`.includes(PASSWORD))
  })
}

test('an empty password is refused before anything is sent', async () => {
  const { code, stderr, accounts } = await reset([`${ID}`, '--new-password-stdin'], '\n')
  assert.deepEqual([code, accounts], [1, 0])
  assert.match(stderr, /^invalid_argument: .*newPassword/)
})

test('an id that nobody has is told by its code', async () => {
  const { code, stdout, stderr } = await reset(['5', '--username', 'ann'])
  assert.deepEqual([code, stdout], [1, ''])
  assert.match(stderr, /^not_found: /)
  assert(!stderr.includes(TOKEN))
})

for (const [args, message] of [
  [[], 'one id is needed'],
  [['me'], 'one id is needed'],
  [['1', '2'], 'one id is needed'],
  [['1', '--reset', 'password'], '--reset takes username, email, phone, not password'],
  [['1', '--password', PASSWORD], "Unknown option '--password'"],
]) {
  test(`${JSON.stringify(args)} is refused with the usage`, async () => {
    const { code, stderr, accounts } = await reset(args)
    assert.deepEqual([code, accounts], [2, 0])
    assert(stderr.startsWith(message), stderr)
    assert.match(stderr, /\nusage: reset-account\.mjs ID /)
    assert(!stderr.includes(PASSWORD))
  })
}
