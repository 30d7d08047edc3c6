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
  if (error?.code !== 'EADDRINUSE') throw error
  console.error(`error: port ${values.port} is taken; choose another with --port, or --port 0 for a free one`)
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
  const where = encodeURIComponent(JSON.stringify({ gender: { $eq: 2 } }))
  console.log(`The emulator holds ${values.users} users (seed ${values.seed}) and listens on ${emulator.url}
It accepts ${values.token === undefined ? 'any non-empty bearer token' : 'the one bearer token given'}. Try:

  curl -H 'Authorization: Bearer ${values.token ?? 'anything'}' '${emulator.url}/oserve/v2.2/miniapp/user_profile/?limit=2&where=${where}'

Ctrl-C ends it.`)
}
