// Serves the built panel beside an emulator: node serve.mjs FOLDER [--port 4173] [--emulator-port 8787] [--users 10000]
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { startEmulator } from 'minapp-users/emulator'
import { preview } from 'vite'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    port: { type: 'string', default: '4173' },
    'emulator-port': { type: 'string', default: '8787' },
    users: { type: 'string', default: '10000' },
  },
})
const [folder = 'dist'] = positionals

/** The custom fields that the emulator in the page has, too. */
const fields = JSON.parse(await readFile(new URL('src/data/emulator-fields.json', import.meta.url), 'utf8'))

try {
  const emulator = await startEmulator({ users: Number(values.users), port: Number(values['emulator-port']), fields })
  // Which server the panel offers first.
  await writeFile(join(folder, 'panel.json'), `${JSON.stringify({ server: emulator.url })}\n`)
  const site = await preview({
    build: { outDir: folder },
    preview: { host: '127.0.0.1', port: Number(values.port), strictPort: Number(values.port) !== 0 },
  })
  console.log(`The panel is on ${site.resolvedUrls.local[0]}
Choose "Server" there for the emulator on ${emulator.url}: it holds ${values.users} users and takes any token.

Ctrl-C ends both.`)
} catch (error) {
  const isTaken = [error.code, error.cause?.code].includes('EADDRINUSE') || /already in use/.test(error.message)
  const advice = isTaken ? '; choose another with --port or --emulator-port, where 0 is a free one' : ''
  console.error(`error: ${error.message}${advice}`)
  process.exit(1)
}
