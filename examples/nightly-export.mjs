// @ts-check
// Writes all users, or those whom you choose below, into a file with the date in its name: `users-2026-11-23.csv`.
//
//   MINAPP_TOKEN=… node nightly-export.mjs /var/exports
//   MINAPP_TOKEN=any-token MINAPP_BASE_URL=http://127.0.0.1:8787 node nightly-export.mjs .     (the emulator)
//
// and each night by cron, at ten past three:
//
//   10 3 * * * cd /opt/exports && . ./token.env && node nightly-export.mjs /var/exports
//
// The file appears when it is whole: a night that fails leaves none, and exits with 1. It holds personal data, and so only
// the account that runs this can read it. A file of the same day is replaced.
import { createWriteStream } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { UsersClient } from 'minapp-users'
import { exportUsers } from 'minapp-users/export'

const [folder = '.'] = process.argv.slice(2)
const users = new UsersClient({ auth: { token: process.env.MINAPP_TOKEN ?? '' }, baseUrl: process.env.MINAPP_BASE_URL })

let read = 0
const bytes = exportUsers(users, {
  format: 'csv', // or 'ndjson': each user as a line of JSON, with all fields
  where: {}, // everyone
  fields: ['id', 'nickname', 'created_at', 'level', 'points', 'tags', 'address.city'],
  times: 'iso',
  bom: true, // so that Excel reads Chinese
  onProgress: (progress) => (read = progress.read),
})

const file = join(folder, `users-${new Date().toISOString().slice(0, 10)}.csv`)
const unfinished = `${file}.unfinished`
try {
  const rows = Readable.fromWeb(/** @type {import('node:stream/web').ReadableStream} */ (bytes))
  await pipeline(rows, createWriteStream(unfinished, { mode: 0o600 }))
  await rename(unfinished, file)
  console.log(`${read} users in ${file}`)
} catch (error) {
  await rm(unfinished, { force: true })
  console.error(`no export tonight: ${error instanceof Error ? error.message : error}`)
  process.exitCode = 1
}
