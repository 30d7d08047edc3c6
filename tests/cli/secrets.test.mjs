// Secrets come from the environment or a prompt. They are no arguments, and nothing shows them.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { after, describe, test } from 'node:test'
import { TOKEN, client, emulated, run, start, until } from './command.mjs'

const emulator = await emulated({ users: [{ id: 1 }] })
const SECRET = 's3cr3t-of-somebody'

describe('an argument', () => {
  for (const args of [
    ['get', '1', '--token', SECRET],
    ['get', '1', `--token=${SECRET}`],
    [`--token=${SECRET}`, 'get', '1'],
    ['get', '1', '--access-token', SECRET],
    ['get', '1', '--client-secret', SECRET],
    ['account', '1', '--new-password', SECRET],
    ['account', '1', `--password=${SECRET}`],
    ['account', '1', `--pasword=${SECRET}`],
    ['get', '1', `--tokn=${SECRET}`],
    ['emulator', '--client-secret', SECRET],
    ['emulator', `-t${SECRET}`],
    ['get', '1', `-t${SECRET}`],
    [`--token${SECRET}`, 'get', '1'],
    ['get', '1', `--token${SECRET}=x`],
    ['get', '1', `--select${SECRET}`],
  ]) {
    test(`${args.join(' ').replaceAll(SECRET, '…')} is refused, and not repeated`, async () => {
      emulator.resetCounts()
      for (const more of [[], ['--json'], ['--lang', 'zh']]) {
        const { code, stdout, stderr } = await client(emulator)([...args, ...more])
        assert.equal(code, 2)
        assert(!(stdout + stderr).includes(SECRET), stdout + stderr)
      }
      assert.equal(emulator.counts().requests, 0)
    })
  }

  test('of a letter is told by the letter', async () => {
    const { stderr } = await client(emulator)(['get', '1', `-t${SECRET}`])
    assert.equal(stderr, 'error: there is no option -t; --help lists those that there are\n')
  })

  test('that is refused is told why, and what to do', async () => {
    const { stderr } = await client(emulator)(['get', '1', '--token', SECRET])
    assert.match(stderr, /--token is no option, because others can see arguments: put the secret into MINAPP_TOKEN/)
    const password = await client(emulator)(['account', '1', '--new-password', SECRET])
    assert.match(password.stderr, /--new-password is no option, because others can see arguments: use --new-password-stdin/)
  })
})

test('the process has no secret among its arguments while it runs', async () => {
  emulator.setFaults([{ kind: 'hang' }])
  const running = start(['count'], { env: { MINAPP_TOKEN: TOKEN, MINAPP_BASE_URL: emulator.url } })
  await until(() => emulator.counts().requests > 0)
  const shown = readFileSync(`/proc/${running.child.pid}/cmdline`, 'utf8')
  running.child.kill('SIGINT')
  await running.ended
  emulator.setFaults([])
  assert.match(shown, /minapp-users/)
  assert(!shown.includes(TOKEN))
})

test('what a server repeats is not shown, for people and for programs', async () => {
  const server = createServer((request, response) => {
    let body = ''
    request.on('data', (text) => (body += text))
    request.on('end', () => {
      const said = `${request.headers.authorization} ${body} ${request.url}`
      response.writeHead(400, { 'content-type': 'application/json', 'x-request-id': said.slice(0, 200).replace(/[^\x20-\x7e]/g, '') })
      response.end(JSON.stringify({ error_msg: said }))
    })
  })
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  after(() => server.close())
  const url = `http://127.0.0.1:${server.address().port}`
  for (const more of [[], ['--json']]) {
    for (const args of [['count'], ['get', '1'], ['export', '--format', 'csv', ...(more.length ? ['--out', 'never.csv'] : [])], ['account', '1', '--new-password-stdin']]) {
      const { code, stdout, stderr } = await client({ url })([...args, ...more], { input: args[0] === 'account' ? SECRET : undefined })
      assert.equal(code, 1, stderr)
      assert(!(stdout + stderr).includes(SECRET) && !(stdout + stderr).includes(TOKEN), stdout + stderr)
    }
    const env = { MINAPP_CLIENT_ID: 'an-app', MINAPP_CLIENT_SECRET: SECRET, MINAPP_BASE_URL: url }
    const { code, stdout, stderr } = await run(['count', ...more], { env })
    assert.equal(code, 3)
    assert(!(stdout + stderr).includes(SECRET), stdout + stderr)
  }
})
