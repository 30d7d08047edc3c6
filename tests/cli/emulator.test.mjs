// `emulator`: a server on this machine, and what to paste into another terminal.
import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { checked, run, start, workFolder } from './command.mjs'

const cwd = workFolder()
const SECRET = 'the-secret-of-the-app'

/** Starts it on a free port, and runs `act` with its address. */
async function running(args, act, { signal = 'SIGINT', ...options } = {}) {
  const process = start(['emulator', '--port', '0', ...args], { cwd, ...options })
  try {
    await process.says(/127\.0\.0\.1:\d+[^]*\n/)
    await act(process.stdout.match(/http:\/\/127\.0\.0\.1:\d+/)[0], process)
  } finally {
    process.child.kill(signal)
  }
  return checked(await process.ended)
}

test('its lines, pasted, list its users; Ctrl-C ends it', async () => {
  const { code, stdout } = await running(['--users', '20', '--seed', '7'], async (url, { stdout }) => {
    const lines = stdout.split('\n').map((line) => line.trim())
    const token = lines.find((line) => line.startsWith('export MINAPP_TOKEN=')).slice('export MINAPP_TOKEN='.length)
    const args = lines.find((line) => line.startsWith('npx minapp-users ')).split(' ').slice(2)
    assert.deepEqual(args, ['list', '--base-url', url])
    const { code, json } = await run([...args, '--json', '--count'], { env: { MINAPP_TOKEN: token } })
    assert.deepEqual([code, json().meta.total_count], [0, 20])
  })
  assert.equal(code, 0)
  assert.match(stdout, /Ctrl-C ends it\.\n$/)
})

test('SIGTERM ends it, too', async () => {
  assert.equal((await running([], () => {}, { signal: 'SIGTERM' })).code, 0)
})

test('programs get one document with its address', async () => {
  const { stdout } = await running(['--json', '--users', '6'], () => {})
  const { url, ...rest } = JSON.parse(stdout)
  assert.match(url, /^http:\/\/127\.0\.0\.1:\d+$/)
  assert.deepEqual(rest, { users: 6, seed: 1 })
})

test('it accepts the one token given, and no other', async () => {
  await running(['--token', "it's made up"], async (url, { stdout }) => {
    assert.match(stdout, /export MINAPP_TOKEN='it'\\''s made up'/)
    const ask = (token) => fetch(`${url}/oserve/v2.2/miniapp/user_profile/`, { headers: { authorization: `Bearer ${token}` } })
    assert.deepEqual([(await ask("it's made up")).status, (await ask('another')).status], [200, 401])
  })
})

test('an app signs in, whose secret is shown nowhere', async () => {
  const env = { MINAPP_CLIENT_SECRET: SECRET }
  const ended = await running(['--client-id', 'an-app', '--token-lifetime', '60'], async (url) => {
    const signedIn = await run(['count', '--base-url', url], { env: { ...env, MINAPP_CLIENT_ID: 'an-app' } })
    assert.equal(signedIn.stdout, '1000\n')
    assert(!signedIn.stderr.includes(SECRET))
    const refused = await run(['count', '--base-url', url], { env: { MINAPP_CLIENT_ID: 'an-app', MINAPP_CLIENT_SECRET: 'wrong-secret' } })
    assert.equal(refused.code, 3)
    assert(!(refused.stdout + refused.stderr).includes('wrong-secret'))
  }, { env })
  assert(!(ended.stdout + ended.stderr).includes(SECRET))
})

test('it fails on purpose, by JSON or a file of it, and tells what it saw', async () => {
  writeFileSync(join(cwd, 'faults.json'), '[{"kind":"html","times":1}]')
  for (const faults of ['faults.json', '[{"kind":"html","times":1}]']) {
    await running(['--control', '--faults', faults], async (url) => {
      const ask = () => fetch(`${url}/oserve/v2.2/miniapp/user_profile/`, { headers: { authorization: 'Bearer t' } })
      assert.deepEqual([(await ask()).status, (await ask()).status], [502, 200])
      assert.equal((await (await fetch(`${url}/emulator/`)).json()).faults.html, 1)
    })
  }
})

for (const [args, code, message] of [
  [['--users', 'many'], 2, /the emulator: .*users.*/],
  [['--port', '70000'], 2, /the emulator: .*port/i],
  [['--faults', '[{"kind":"none"}]'], 2, /the emulator: faults\[0\]\.kind/],
  [['--faults', '[nothing'], 2, /--faults: it begins like JSON and is none/],
  [['--faults', 'no-such-file.json'], 1, /no-such-file\.json: ENOENT/],
  [['--client-id', 'an-app'], 2, /--client-id needs the secret of the app in MINAPP_CLIENT_SECRET/],
  [['--token-lifetime', '60'], 2, /--token-lifetime needs --client-id/],
]) {
  test(`${args.join(' ')} is refused`, async () => {
    const ended = await run(['emulator', ...args], { cwd })
    assert.equal(ended.code, code, ended.stderr)
    assert.match(ended.stderr, message)
  })
}

test('a port that is taken is told with the way out', async () => {
  await running([], async (url) => {
    const { code, stderr } = await run(['emulator', '--port', new URL(url).port])
    assert.equal(code, 1)
    assert.match(stderr, /; choose another with --port, or --port 0 for a free one/)
  })
})
