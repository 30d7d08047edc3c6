import { field } from 'minapp-users'
import { type CsvExportOptions, exportUsers, type JsonExportOptions } from 'minapp-users/export'
import { type Profile, untyped, users } from './app.js'
import { type Equal, is } from './expect.js'

// ok: every option of a CSV at once
const csv = exportUsers(users, {
  format: 'csv',
  where: field('level').gte(3),
  fields: ['id', 'nickname', 'address.city'],
  concurrency: 8,
  pageSize: 1000,
  times: 'iso',
  nested: 'json',
  bom: true,
  escapeFormulas: false,
  onProgress: ({ phase, read, total, bytes }) => void [phase === 'rows', read, total ?? bytes],
  signal: new AbortController().signal,
  timeoutMs: 5000,
  retry: { maxRetries: 5 },
})
// ok: it is a stream of bytes
is<Equal<typeof csv, ReadableStream<Uint8Array>>>()
// ok: JSON, in an order
exportUsers(users, { format: 'ndjson', orderBy: ['-level', 'id'] } satisfies JsonExportOptions<Profile>)
// ok: any field of a client that knows none
exportUsers(untyped, { format: 'csv', fields: ['any', 'thing.at.all'] } satisfies CsvExportOptions)
// @ts-expect-error a misspelt field ["levle"]
exportUsers(users, { format: 'csv', fields: ['levle'] })
// @ts-expect-error a format that is none ["xlsx"]
exportUsers(users, { format: 'xlsx' })
// @ts-expect-error no format ['{}']
exportUsers(users, {})
// @ts-expect-error an option of CSV with JSON ['bom']
exportUsers(users, { format: 'json', bom: true })
// @ts-expect-error a field that the server does not sort by ["gender"]
exportUsers(users, { format: 'csv', orderBy: 'gender' })
