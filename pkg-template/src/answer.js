// @ts-check
// Looks at answers that the engine has parsed, so that a page of users crosses into the module as little as possible.

/**
 * What is wrong with a page of users; `undefined` where nothing is.
 *
 * @param {any} page
 * @param {boolean} isCounted whether it must tell how many users match
 * @param {boolean} withId whether each must have its id
 * @returns {string | undefined}
 */
export function problemOf(page, isCounted, withId) {
  const users = page?.objects
  if (!Array.isArray(users)) return '`objects` is not an array'
  for (const user of users) if (!isUser(user, withId)) return '`objects` holds something that is not a user'
  if (typeof page.meta !== 'object' || page.meta === null) return '`meta` is not an object'
  if (isCounted && totalOf(page) === undefined) return '`meta.total_count` is not a count'
  return undefined
}

/**
 * @param {any} value
 * @param {boolean} withId
 */
export function isUser(value, withId) {
  // Nothing else that JSON says has an `id`, and this is asked a thousand times a page.
  return typeof value?.id === 'number' || (!withId && typeof value === 'object' && value !== null && !Array.isArray(value))
}

/**
 * The users that match, where a page tells it in a number that JavaScript can tell from its neighbours.
 *
 * @param {any} page
 * @returns {number | undefined}
 */
export function totalOf({ meta }) {
  return Number.isSafeInteger(meta.total_count) && meta.total_count >= 0 ? meta.total_count : undefined
}

/**
 * Whether more users come after a page; `undefined` where it says neither.
 *
 * @param {any} page
 * @returns {boolean | undefined}
 */
export function hasMore({ meta: { next } }) {
  if (typeof next === 'string' && next !== '') return true
  return next === null ? false : undefined
}

/** @param {any} page */
export function idsOf({ objects }) {
  const ids = new Float64Array(objects.length)
  for (let at = 0; at < ids.length; at++) ids[at] = objects[at].id
  return ids
}

/**
 * The last user's values of fields, as JSON.
 *
 * @param {any} page
 * @param {string[]} fields
 */
export function lastOf({ objects }, fields) {
  return JSON.stringify(objects.length > 0 ? fields.map((field) => objects.at(-1)[field] ?? null) : [])
}

/**
 * The users at these places of a page; all where none are named. Nothing where there are none.
 *
 * @param {any} envelope
 * @param {number} page which page of its plan it is
 * @param {Uint32Array | undefined} places
 */
export function batch({ objects }, page, places) {
  const users = places ? Array.from(places, (place) => objects[place]) : objects
  return users.length > 0 ? { objects: users, page } : undefined
}
