// What the tests of `iterate` and `scan` share: tables in this process, and a look at the requests for them.
import { ofRequests } from '../support/requests.mjs'
import { clientOf, loadEmulator } from './support.mjs'

export const { createEmulator, startEmulator } = await loadEmulator()

export const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms))

/** So many users, with ties and nulls in every field that one may sort by. */
export const tableOf = (count) =>
  Array.from({ length: count }, (_, index) => ({
    // In another order than that of any other field.
    id: 1000 + ((index * 37) % count) * 3,
    created_at: 1_500_000_000 + (index >> 2),
    updated_at: 1_600_000_000,
    nickname: index % 7 === 0 ? null : `n${(index * 5) % 11}`,
    level: index % 6 === 0 ? null : (index * 3) % 5,
    vip: index % 5 === 0 ? null : index % 2 === 0,
    tags: [`t${index % 3}`],
    note: `note ${index}`,
  }))

/**
 * A table, a client of it, and what the client asked. `before` and `after` are awaited before a request reaches the table
 * and before its answer leaves it, with the number of the request, from 0; what `after` gives takes the answer's place.
 */
export function watched({ users = tableOf(50), faults, before, after, ...options } = {}) {
  const emulator = createEmulator({ users, faults })
  const seen = { requests: [], inFlight: 0, maxInFlight: 0 }
  async function fetch(request) {
    const number = seen.requests.length
    const query = Object.fromEntries(new URL(request.url).searchParams)
    seen.requests.push({ query, where: query.where && JSON.parse(query.where), signal: request.signal })
    seen.maxInFlight = Math.max(seen.maxInFlight, ++seen.inFlight)
    try {
      await before?.(number, request)
      const response = await emulator.fetch(request)
      return (await after?.(number, response, request)) ?? response
    } finally {
      seen.inFlight--
    }
  }
  return { emulator, seen, users: clientOf('https://cloud.minapp.com', { fetch: ofRequests(fetch), ...options }) }
}

/**
 * A client of a server that answers each request with a page that `page` makes of its query: users, of whom those within
 * the limit are sent, and whether more come, or the whole `meta`.
 */
export function paging(page, options) {
  const seen = { requests: [] }
  async function fetch(request) {
    const query = Object.fromEntries(new URL(request.url).searchParams)
    seen.requests.push(query)
    if (seen.requests.length > 1000) throw new Error('it would go on for ever')
    const { objects, next = null, total_count = null, ...rest } = page(query, seen.requests.length)
    const { meta = { limit: 20, offset: 0, next, previous: null, total_count } } = rest
    return Response.json({ meta, objects: objects.slice(0, Number(query.limit)) })
  }
  return { seen, users: clientOf('https://cloud.minapp.com', { fetch: ofRequests(fetch), ...options }) }
}

export const idsOf = (users) => users.map(({ id }) => id)

/** All that an iterable gives. */
export async function collected(iterable) {
  const items = []
  for await (const item of iterable) items.push(item)
  return items
}

/** So many steps of an iterator. */
export async function taken(iterator, count) {
  const items = []
  while (items.length < count) {
    const { value, done } = await iterator.next()
    if (done) break
    items.push(value)
  }
  return items
}

/** A signal, and how many listeners it has. */
export function listened() {
  const controller = new AbortController()
  const { signal } = controller
  const listeners = new Set()
  const { addEventListener, removeEventListener } = signal
  signal.addEventListener = function (type, listener, ...rest) {
    listeners.add(listener)
    return addEventListener.call(this, type, listener, ...rest)
  }
  signal.removeEventListener = function (type, listener, ...rest) {
    listeners.delete(listener)
    return removeEventListener.call(this, type, listener, ...rest)
  }
  return { controller, signal, listeners }
}
