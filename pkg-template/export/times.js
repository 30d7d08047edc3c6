// @ts-check
// The times of a user, which are unix seconds on the wire. Dates in custom fields are ISO 8601 there already.

const TIMES = ['created_at', 'updated_at']

/** The furthest second that a date reaches. */
const LAST_SECOND = 8_640_000_000_000

/** @param {string[]} path */
export const isTime = (path) => path.length === 1 && TIMES.includes(path[0] ?? '')

/** `2018-11-22T03:52:12Z`; what is no time stays as it is. @param {unknown} seconds */
export function toIso(seconds) {
  if (typeof seconds !== 'number' || Math.abs(seconds) > LAST_SECOND) return seconds
  return new Date(seconds * 1000).toISOString().replace('.000Z', 'Z')
}

/** The user with his times in words. @param {import('./export.js').User} user */
export function withIsoTimes(user) {
  const written = { ...user }
  for (const name of TIMES) if (Object.hasOwn(user, name)) written[name] = toIso(user[name])
  return written
}
