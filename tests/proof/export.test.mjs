// An export takes no more memory for more users.
import assert from 'node:assert/strict'
import { fork } from 'node:child_process'
import { after, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { consumerPackage } from './installed.mjs'

const USERS = 100_000
const LIMIT = 150 * 1024 * 1024

const { startEmulator } = await consumerPackage('./emulator')
const emulator = await startEmulator({ users: USERS })
after(() => emulator.close())

/** Exports in a process of its own, and tells what it read and the most memory that it had. */
async function measured(options, ...more) {
  const child = fork(fileURLToPath(new URL('export/reader.mjs', import.meta.url)), [emulator.url, JSON.stringify(options), ...more], {
    env: { ...process.env, NODE_TEST_CONTEXT: undefined },
  })
  let told
  child.on('message', (message) => (told = message))
  assert.equal(await new Promise((resolve) => child.on('close', resolve)), 0)
  return told
}

const MiB = (bytes) => `${Math.round(bytes / 1024 / 1024)} MiB`

for (const [what, options] of [
  ['CSV of all fields', { format: 'csv' }],
  ['CSV of named fields', { format: 'csv', fields: ['id', 'nickname', 'created_at', 'address.city', 'tags'], times: 'iso' }],
  ['NDJSON', { format: 'ndjson' }],
]) {
  test(`${USERS} users as ${what} in less than ${MiB(LIMIT)}`, async (t) => {
    // When the collector runs is chance, some 10 MiB of it; what grows with the users is over the limit every time.
    let rss = Infinity
    for (let tries = 0; tries < 3 && rss >= LIMIT; tries++) {
      const { bytes, read, ...peak } = await measured(options)
      t.diagnostic(`${MiB(peak.rss)} at most, for ${MiB(bytes)} of output`)
      assert.equal(read, USERS)
      rss = peak.rss
    }
    assert(rss < LIMIT, `${MiB(rss)}`)
  })
}

test('what keeps all that it reads takes more, so that the limit can tell', async (t) => {
  const { rss } = await measured({ format: 'ndjson' }, 'keep')
  t.diagnostic(MiB(rss))
  assert(rss > LIMIT, `${MiB(rss)}`)
})
