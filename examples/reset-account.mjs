// @ts-check
// Changes how one user logs in: a new username, e-mail address or password, or none.
//
//   MINAPP_TOKEN=… node reset-account.mjs 70695404 --username ann --reset email
//   read -rs PASSWORD && printf %s "$PASSWORD" | MINAPP_TOKEN=… node reset-account.mjs 70695404 --new-password-stdin
//
// and with the emulator:
//
//   MINAPP_TOKEN=any-token MINAPP_BASE_URL=http://127.0.0.1:8787 node reset-account.mjs 70695404 --reset email
//
// A password is read from the standard input, because arguments are seen by all users of a machine and kept by the shell.
import { text } from 'node:stream/consumers'
import { parseArgs } from 'node:util'
import { MinappError, UsersClient } from 'minapp-users'

const USAGE = 'usage: reset-account.mjs ID [--username NAME] [--email ADDRESS] [--reset username|email|phone] [--new-password-stdin]'
const RESETTABLE = ['username', 'email', 'phone']

/** @param {string} message @returns {never} */
function refuse(message) {
  console.error(`${message}\n${USAGE}`)
  process.exit(2)
}

/** What the arguments say. */
function read() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        username: { type: 'string' },
        email: { type: 'string' },
        reset: { type: 'string', multiple: true, default: [] },
        'new-password-stdin': { type: 'boolean' },
      },
    })
  } catch (error) {
    return refuse(error instanceof Error ? error.message : String(error))
  }
}

const { positionals, values } = read()
const [id = '', ...more] = positionals
if (!/^\d+$/.test(id) || more.length > 0) refuse('one id is needed')

/** @type {import('minapp-users').AccountUpdate} */
let account = { username: values.username, email: values.email }
for (const name of values.reset ?? []) {
  if (!RESETTABLE.includes(name)) refuse(`--reset takes ${RESETTABLE.join(', ')}, not ${name}`)
  account = { ...account, [name]: null }
}
if (values['new-password-stdin']) {
  if (process.stdin.isTTY) refuse('the password would be shown: send it through a pipe')
  account = { ...account, newPassword: (await text(process.stdin)).replace(/\r?\n$/, '') }
}

try {
  const users = new UsersClient({ auth: { token: process.env.MINAPP_TOKEN ?? '' }, baseUrl: process.env.MINAPP_BASE_URL })
  console.log(JSON.stringify(await users.updateAccount(Number(id), account), null, 2))
} catch (error) {
  if (!MinappError.is(error)) throw error
  console.error(`${error.code}: ${error.message}`)
  if (error.outcome === 'unknown') console.error('nobody knows whether the account was changed; sending it again is harmless')
  process.exitCode = 1
}
