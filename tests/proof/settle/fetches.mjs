// What a `fetch` may do: everything. Runs in Node and in a page.

import { thrownValues, throwing, weirdValues } from './values.mjs'

const trap = () => {
  throw new Error('trapped')
}
const never = () => new Promise(() => {})
const later = (ms, act) => new Promise((resolve) => setTimeout(() => resolve(act()), ms))
const STATUSES = [200, 200, 201, 204, 205, 206, 301, 302, 304, 307, 400, 401, 402, 403, 404, 408, 409, 418, 425, 429]
const GATEWAY = [499, 500, 501, 502, 503, 504, 511, 520, 599]
const EMPTY = [204, 205, 304]
const HEADERS = [
  {},
  { 'retry-after': '0' },
  { 'retry-after': '1' },
  { 'retry-after': '99999999999999999999' },
  { 'retry-after': '-1' },
  { 'retry-after': 'Sun, 06 Nov 1994 08:49:37 GMT' },
  { 'retry-after': 'no GMT' },
  { 'x-request-id': 'r'.repeat(5000) },
  { 'content-type': 'image/png' },
  { location: 'https://elsewhere.example/' },
]
const TEXTS = [
  '',
  ' ',
  'null',
  '5',
  '"x"',
  '[]',
  '{}',
  '[[]]',
  '{"objects":5}',
  '{"objects":[],"meta":null}',
  '{"objects":[null],"meta":{}}',
  '{"objects":[],"meta":{"total_count":-1}}',
  '{"objects":[],"meta":{"next":"x","total_count":9e99}}',
  '{"objects":[{"id":1},{"id":1}],"meta":{"next":"x","total_count":2}}',
  '{"objects":[{"id":9007199254740993},{"id":-1}],"meta":{"next":"x"}}',
  '{"id":"5"}',
  '{"id":null}',
  '{"status":"ok","operation_id":7}',
  '{"operation_result":[{"error":{}},{},null]}',
  '{"operation_result":[{"success":{"id":1}}],"succeed":1,"total_count":1,"offset":0,"limit":20,"next":null}',
  '{"error_msg":5}',
  '{"error_msg":"\\ud800"}',
  '{"__proto__":null,"id":5}',
  '\ufeff{"id":5}',
  '{"id":5}{"id":5}',
  '<html><body><h1>502 Bad Gateway</h1></body></html>',
  `${'['.repeat(20_000)}`,
  `${'['.repeat(9_000)}${']'.repeat(9_000)}`,
  `{"id":${'9'.repeat(5_000)}}`,
]
const WRONG_MEMBERS = [null, true, -1, 0.5, 1e300, 5, 2 ** 53, '', '5', 'x', [], {}, [null], { id: 5 }, 'a\ud800']

/** Puts a wrong value somewhere into an answer. */
function spoilt(dice, value) {
  if (typeof value !== 'object' || value === null || dice.chance(0.2)) return dice.pick(WRONG_MEMBERS)
  const copy = Array.isArray(value) ? [...value] : { ...value }
  const keys = Object.keys(copy)
  if (keys.length === 0) return dice.pick(WRONG_MEMBERS)
  const key = dice.pick(keys)
  if (dice.chance(0.2)) delete copy[key]
  else copy[key] = spoilt(dice, copy[key])
  return copy
}

/** What has a status and a text, and is no Response. */
const like = (text, status = 200, rest = {}) => ({ status, headers: new Headers(), text: async () => text, ...rest })

const response = (dice, text, status = dice.pick(dice.chance(0.6) ? STATUSES : GATEWAY)) =>
  new Response(EMPTY.includes(status) ? null : text, { status, headers: dice.pick(HEADERS) })

/**
 * Draws what a `fetch` does, to be asked again and again.
 *
 * @param {import('./dice.mjs').Dice} dice
 * @param {(code: string) => any} far evaluates in another realm
 * @param {(request: Request) => Promise<Response>} right answers as the server does
 * @returns {(request: Request) => any}
 */
export function makeFetch(dice, far, right) {
  const thrown = dice.pick(thrownValues(far))
  const weird = () => dice.pick(weirdValues(far))(dice)
  const rightText = async (request) => (await right(request)).text()
  const kinds = [
    () => right,
    () => right,
    () => right,
    () => async (request) => later(dice.between(0, 20), () => right(request)),
    () => () => {
      throw thrown()
    },
    () => () => Promise.reject(thrown()),
    () => () => new Promise((_, reject) => setTimeout(() => reject(thrown()), dice.between(0, 60))),
    () => weird,
    () => async () => weird(),
    () => never,
    () => (request) =>
      new Promise((_, reject) => {
        const end = () => reject(request.signal.reason)
        if (request.signal.aborted) end()
        else request.signal.addEventListener('abort', end)
      }),
    () => () => ({ then() {} }),
    () => () => ({ then: trap }),
    () => () => throwing('then'),
    () => () => ({
      then(resolve, reject) {
        resolve(like('{"id":5}'))
        reject(new Error('twice'))
        trap()
      },
    }),
    () => () => ({ then: (resolve) => resolve({ then: (resolve) => resolve(like('{"id":5}')) }) }),
    () => async () => like(weird()),
    () => async () => like('{"id":5}', weird()),
    () => async () => like('{"id":5}', 200, { headers: weird() }),
    () => async () => like('{"id":5}', 200, { headers: { get: weird, getSetCookie: weird } }),
    () => async () => like('{"id":5}', 200, { type: weird() }),
    () => async () => like('{"id":5}', 200, { text: weird }),
    () => async () => like('{"id":5}', 200, { text: weird() }),
    () => async () => like('{"id":5}', 200, { text: never }),
    () => async () => like('', 200, { text: () => Promise.reject(thrown()) }),
    () => async () =>
      like('', 200, {
        text() {
          throw thrown()
        },
      }),
    () => async () => throwing(dice.pick(['status', 'text', 'headers', 'type']), like('{"id":5}')),
    () => async () => like(dice.pick(TEXTS), dice.between(100, 999)),
    () => async () => Response.error(),
    () => async () => {
      const used = new Response('{"id":5}')
      await used.text()
      return used
    },
    () => async () =>
      new Response(
        new ReadableStream({
          start(controller) {
            controller.enqueue(new TextEncoder().encode('{"id":'))
            if (dice.chance(0.7)) controller.error(thrown())
          },
        }),
      ),
    () => async () => response(dice, dice.pick(TEXTS)),
    () => async () => response(dice, dice.pick(TEXTS), 200),
    () => async (request) => response(dice, await rightText(request)),
    () => async (request) => {
      const text = await rightText(request)
      return new Response(text.slice(0, dice.between(0, text.length)))
    },
    () => async (request) => {
      const text = await rightText(request)
      const at = dice.between(0, text.length)
      return new Response(`${text.slice(0, at)}${dice.pick(['\0', '"', '}', '\\', ',', '\ud800', '5'])}${text.slice(at)}`)
    },
    () => async (request) => new Response(`${await rightText(request)}${' '.repeat(2_000_000)}`),
    ...Array.from({ length: 4 }, () => () => async (request) => {
      const text = await rightText(request)
      return new Response(JSON.stringify(spoilt(dice, JSON.parse(text || '{}'))))
    }),
  ]
  return dice.pick(kinds)()
}
