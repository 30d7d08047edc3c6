// Serves the emulator of the installed package until Ctrl-C.
import { parseArgs } from 'node:util'
import { startEmulator } from 'minapp-users/emulator'

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '8787' },
    users: { type: 'string', default: '1000' },
    seed: { type: 'string', default: '1' },
    token: { type: 'string' },
    // For a process that starts this one: prints the address alone, and ends when that process does.
    'until-stdin-ends': { type: 'boolean', default: false },
  },
})

const options = { port: Number(values.port), users: Number(values.users), seed: Number(values.seed) }
if (values.token !== undefined) options.token = values.token

let emulator
try {
  emulator = await startEmulator(options)
} catch (error) {
  const isTaken = [error.code, error.cause?.code].includes('EADDRINUSE')
  const advice = isTaken ? '; choose another with --port, or --port 0 for a free one' : ''
  console.error(`error: ${error.message}${advice}`)
  process.exit(1)
}

async function end() {
  await emulator.close()
  process.exit(0)
}
process.once('SIGINT', end)
process.once('SIGTERM', end)

if (values['until-stdin-ends']) {
  console.log(emulator.url)
  process.stdin.on('end', end).resume()
} else {
  const path = '/oserve/v2.2/miniapp/user_profile/'
  const headers = { Authorization: `Bearer ${values.token ?? 'anything'}` }
  const answer = await fetch(`${emulator.url}${path}?limit=1&return_total_count=1`, { headers })
  const { meta } = await answer.json()
  const where = encodeURIComponent(JSON.stringify({ gender: { $eq: 2 } }))
  console.log(`The emulator holds ${meta.total_count} users (seed ${values.seed}) and listens on ${emulator.url}
It accepts ${values.token === undefined ? 'any non-empty bearer token' : 'the one bearer token given'}. Try:

  curl -H 'Authorization: ${headers.Authorization}' '${emulator.url}${path}?limit=2&where=${where}'

Ctrl-C ends it.`)
}
