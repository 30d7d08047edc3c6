// What the tests of updateAll share: users in an emulator of their own, and a client that notes what it sends.
import assert from 'node:assert/strict'
import { ofRequests } from '../support/requests.mjs'
import { clientOf, loadEmulator } from './support.mjs'

const { createEmulator } = await loadEmulator()

export const FIELDS = { level: 'integer', vip: 'boolean', job: 'string', note: 'string', tags: 'array' }

/** Users 1 to `count`, of level 5, and what `more` gives each of them. */
export const usersOf = (count, more = () => ({})) =>
  Array.from({ length: count }, (_, index) => ({ id: index + 1, level: 5, job: null, ...more(index + 1) }))

/**
 * An emulator in this process, and a client of it. `sent` holds the requests; `answer(request, go)` may answer in the place
 * of the emulator, which `go()` asks.
 */
export function emulated(users, { answer = (_, go) => go(), options = {}, ...emulation } = {}) {
  const emulator = createEmulator({ users, fields: FIELDS, ...emulation })
  const sent = []
  const fetch = async (request) => {
    const { pathname, search, searchParams } = new URL(request.url)
    const { method, url } = request
    const ids = idsOf(JSON.parse(searchParams.get('where') ?? '{}'))
    const noted = { method, url, target: pathname + search, body: '', ids }
    sent.push(noted)
    noted.body = await request.clone().text()
    return answer(noted, () => emulator.fetch(request))
  }
  const client = clientOf('https://emulator.example', { fetch: ofRequests(fetch), ...options })
  const writes = () => sent.filter(({ method }) => method === 'PUT')
  const levels = () => emulator.snapshot().map(({ level }) => level)
  return { emulator, client, sent, writes, levels }
}

/** The ids that a write or a verifying read names. */
const idsOf = (where) => where.id?.$in ?? (where.$and ?? []).map(idsOf).find(Boolean)

/** What a response of the server's own form looks like. */
export const saying = (status, body = { error_msg: 'no' }, headers = {}) =>
  new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json', ...headers } })

/** All steps of a job, and what it ends with. */
export async function run(job) {
  const steps = []
  for (;;) {
    const { value, done } = await job.next()
    if (done) return { steps, report: value }
    steps.push(value)
  }
}

/** Takes steps until `isMeant(step)`, and gives that one. */
export async function stepUntil(job, isMeant) {
  for (;;) {
    const { value, done } = await job.next()
    assert(!done, 'the job ended before')
    if (isMeant(value)) return value
  }
}

/** The numbers of a step or a report. */
export const tallies = ({ matched, succeeded, failed, unknown, skipped, done }) => [
  matched,
  succeeded,
  failed,
  unknown,
  skipped,
  done,
]

/** What a checkpoint says is left. */
export const left = (checkpoint) => {
  const { declared, unread, done } = JSON.parse(checkpoint)
  return { declared: declared.length, unread: unread.length, done }
}

/** Waits until `isSo()`. */
export async function until(isSo) {
  for (let turn = 0; turn < 1000 && !isSo(); turn++) await new Promise((resolve) => setTimeout(resolve, 2))
  assert(isSo(), `${isSo} stays false`)
}
