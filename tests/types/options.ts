import type { ClientOptions } from 'minapp-users'
import { UsersClient } from 'minapp-users'
import { createEmulator, startEmulator } from 'minapp-users/emulator'
import { type Profile, users } from './app.js'

// ok: a token, or who gives one
new UsersClient<Profile>({ auth: { token: () => 't' } })
// ok: also later
new UsersClient<Profile>({ auth: { token: async () => 't' } })
// ok: every option
new UsersClient({ auth: { token: 't' }, envId: 'e', baseUrl: 'http://127.0.0.1:8787', fetch, timeoutMs: 5000 })
// ok: an option that is undefined is not given
new UsersClient({ auth: { token: 't' }, envId: undefined, fetch: undefined })
// ok: the emulator's fetch
new UsersClient<Profile>({ auth: { token: 't' }, fetch: createEmulator({ users: 10 }).fetch })
// ok: a fetch around another, which is told a URL and what to do there
new UsersClient({ auth: { token: 't' }, fetch: async (url, init) => fetch(url.trim(), { ...init, keepalive: init.method === 'GET' }) })
// ok: a fetch of another library, whose answer has a status and a text
new UsersClient({ auth: { token: 't' }, fetch: async (url: string) => ({ status: 200, text: async () => url }) })
// @ts-expect-error an answer without a text [text]
new UsersClient({ auth: { token: 't' }, fetch: async () => ({ status: 200 }) })
// ok: the emulator's server
startEmulator({ port: 0 }).then(({ url }) => new UsersClient({ auth: { token: 't' }, baseUrl: url }))
// ok: a type alias will do as well as an interface
new UsersClient<{ level: number }>({ auth: { token: 't' } }).get(1).then((user) => user.level + 1)
// @ts-expect-error there is no client without auth [auth]
new UsersClient({})
// @ts-expect-error a misspelt option [baseURL]
new UsersClient({ auth: { token: 't' }, baseURL: 'https://example.com' })
// @ts-expect-error a token is text [number]
new UsersClient({ auth: { token: 1 } })
// @ts-expect-error custom fields are an object ['string' does not satisfy]
declare const wrong: UsersClient<string>
// ok: options of a call
users.get(1, { signal: AbortSignal.timeout(5), timeoutMs: 5 })
// ok: options of every call
Promise.all([
  users.count({}, { timeoutMs: 5 }),
  users.update(1, { vip: true }, { timeoutMs: 5 }),
  users.updateMany({ where: {}, update: { vip: true }, timeoutMs: 5 }),
  users.updateAccount(1, { phone: null }, { timeoutMs: 5 }),
  users.bulkOperation(1, { timeoutMs: 5 }),
])
// ok: a signal that may be missing
users.list({ signal: undefined, where: undefined, select: undefined })
// @ts-expect-error a misspelt option of a call [timeout]
users.count({}, { timeout: 5 })
// @ts-expect-error a misspelt option of a list [oderBy]
users.list({ oderBy: 'level' })
// @ts-expect-error a limit is a number [string]
users.list({ limit: '20' })
// @ts-expect-error an id is a number [string]
users.get('1')
// @ts-expect-error a client is read-only [read-only]
users.legacy = users.legacy
declare const options: ClientOptions
// @ts-expect-error options are read-only [read-only]
options.auth = { token: 't' }

async function newest<Fields extends object>(client: UsersClient<Fields>) {
  const { objects } = await client.list({ limit: 1, orderBy: [] })
  return objects[0]
}
// ok: code for every app
newest(users).then((user) => user?.level.toFixed())
