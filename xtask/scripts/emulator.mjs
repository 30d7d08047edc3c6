// Serves the emulator of the installed package until Ctrl-C.
import { parseArgs } from 'node:util'
import { startEmulator } from 'minapp-users/emulator'

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '8787' },
    users: { type: 'string', default: '1000' },
    seed: { type: 'string', default: '1' },
    token: { type: 'string' },
    // Its secret is read from MINAPP_CLIENT_SECRET.
    'client-id': { type: 'string' },
    'token-lifetime': { type: 'string', default: '3600' },
    // JSON.
    faults: { type: 'string', default: '[]' },
    'fault-seed': { type: 'string', default: '1' },
    control: { type: 'boolean', default: false },
    // For a process that starts this one: prints the address alone, and ends when that process does.
    'until-stdin-ends': { type: 'boolean', default: false },
  },
})

const options = {
  port: Number(values.port),
  users: Number(values.users),
  seed: Number(values.seed),
  faultSeed: Number(values['fault-seed']),
  control: values.control,
}
if (values.token !== undefined) options.token = values.token
if (values['client-id'] !== undefined) {
  options.app = {
    clientId: values['client-id'],
    clientSecret: process.env.MINAPP_CLIENT_SECRET,
    tokenLifetimeSeconds: Number(values['token-lifetime']),
  }
}

const USERS = 'v2.2/miniapp/user_profile/'
let emulator
let total
try {
  const faults = parse(values.faults)
  emulator = await startEmulator(options)
  total = values['until-stdin-ends'] ? undefined : await countUsers()
  // Last: what is told below should neither meet a fault nor be counted.
  emulator.setFaults(faults)
  emulator.resetCounts()
} catch (error) {
  const isTaken = [error.code, error.cause?.code].includes('EADDRINUSE')
  const advice = isTaken ? '; choose another with --port, or --port 0 for a free one' : ''
  console.error(`error: ${error.message}${advice}`)
  process.exit(1)
}

function parse(text) {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new Error(`faults: ${error.message}`)
  }
}

/** Asks by cookie, which works whatever tokens are accepted. */
async function countUsers() {
  const answer = await fetch(`${emulator.url}/userve/${USERS}?limit=1&return_total_count=1`, { headers: { cookie: 'emulator=1' } })
  return (await answer.json()).meta.total_count
}

async function end() {
  await emulator.close()
  process.exit(0)
}
process.once('SIGINT', end)
process.once('SIGTERM', end)

/** Whom it lets in. */
function accepted() {
  const named = values.token === undefined ? [] : ['the one bearer token given']
  const issued = options.app ? [`the bearer tokens that the app ${values['client-id']} gets`] : []
  return [...named, ...issued].join(' and ') || 'any non-empty bearer token'
}

/** What to try: with a token that is accepted, or how to get one. */
function advice() {
  if (options.app && values.token === undefined) {
    const body = `'{"client_id":"${values['client-id']}","client_secret":"'"$MINAPP_CLIENT_SECRET"'"}'`
    return `curl -L -b '' -d ${body} '${emulator.url}/api/oauth2/hydrogen/openapi/authorize/'`
  }
  const where = encodeURIComponent(JSON.stringify({ gender: { $eq: 2 } }))
  return `curl -H 'Authorization: Bearer ${values.token ?? 'anything'}' '${emulator.url}/oserve/${USERS}?limit=2&where=${where}'`
}

if (values['until-stdin-ends']) {
  console.log(emulator.url)
  process.stdin.on('end', end).resume()
} else {
  const control = values.control ? `\n  curl '${emulator.url}/emulator/'` : ''
  console.log(`The emulator holds ${total} users (seed ${values.seed}) and listens on ${emulator.url}
It accepts ${accepted()}. Try:

  ${advice()}${control}

Ctrl-C ends it.`)
}
