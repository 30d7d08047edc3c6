// Arguments of calls: right ones, and right ones with something weird in them. Runs in Node and in a page.

import { weirdValues } from './values.mjs'

const isPlain = (value) =>
  Array.isArray(value) || (typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype)

/** What would take longer than the case has time, or would ask a network. */
const isEndless = (key, value) =>
  (key === 'timeoutMs' && (value === undefined || (typeof value === 'number' && value > 50))) ||
  (key === 'fetch' && typeof value !== 'function')

/** A copy of a plain value, somewhere in which something weird stands. */
export function spoilt(dice, far, value, depth = 0) {
  const weird = () => dice.pick(weirdValues(far))(dice)
  // What has methods of its own (a signal, a condition) stands as it is, or not at all.
  if (!isPlain(value) || (depth > 0 && dice.chance(0.3))) return weird()
  const copy = Array.isArray(value) ? [...value] : { ...value }
  const keys = Object.keys(copy)
  const key = keys.length === 0 || dice.chance(0.1) ? dice.pick(['extra', '', '__proto__x', '$or', 'where', 'signal', 'a.b']) : dice.pick(keys)
  if (dice.chance(0.1) && !(Array.isArray(copy) && depth === 0)) {
    const thrown = weird()
    Object.defineProperty(copy, key, {
      enumerable: true,
      get() {
        throw thrown
      },
    })
    return copy
  }
  // A signal is another one, or stays what it is: its reason must be known.
  const changed = key === 'signal' ? weird() : spoilt(dice, far, copy[key], depth + 1)
  if (!isEndless(key, changed)) copy[key] = changed
  return copy
}

/** Calls with arguments that are right: the operation, its arguments, and what its answer must look like. */
export function makeCall(dice, { field, and, or, increment, append, appendUnique, remove, merge, pop, shift, unset }, options) {
  const id = () => dice.pick([1, 2, 3, 7, 12, 9007199254740991])
  const condition = () =>
    dice.pick([
      () => ({}),
      () => ({ level: dice.between(0, 20) }),
      () => ({ level: { $gte: dice.between(0, 20) }, vip: { $ne: true } }),
      () => ({ $or: [{ level: { $lt: 3 } }, { nickname: { $contains: 'a' } }] }),
      () => field('level').gte(3),
      () => and(field('vip').eq(true), or(field('level').lt(9), field('tags').in(['a', 'b']))),
      () => field('nickname').regex(/a/i),
      () => ({ id: { $in: Array.from({ length: dice.between(1, 2000) }, (_, index) => index) } }),
    ])()
  const update = () =>
    dice.pick([
      () => ({ vip: true }),
      () => ({ level: increment(1), note: unset() }),
      () => ({ tags: append(['a', 'b']) }),
      () => ({ tags: appendUnique('a'), level: 5 }),
      () => ({ tags: dice.pick([remove('a'), pop(), shift()]) }),
      () => ({ address: merge({ city: '广州' }) }),
      () => ({ nowhere: 1 }),
      () => ({ level: new Date(0) }),
    ])()
  const some = (rest) => Object.fromEntries(Object.entries(rest).filter(() => dice.chance(0.5)))
  const list = () => ({
    ...some({
      where: condition(),
      orderBy: dice.pick(['-created_at', ['level', 'id'], 'gender']),
      limit: dice.between(1, 1000),
      offset: dice.between(0, 5),
      withCount: dice.chance(0.5),
      select: dice.pick([['level'], ['-level'], []]),
      expand: ['created_by'],
    }),
    ...options,
  })
  const reading = (rest) => ({ ...some({ where: condition(), pageSize: dice.between(1, 7), ...rest }), ...options })
  const isUser = (value) => typeof value === 'object' && value !== null && !Array.isArray(value)
  const isUsers = (value) => Array.isArray(value) && value.every(isUser)
  const isPage = (value) => isUser(value) && isUsers(value.objects) && isUser(value.meta)
  const isCount = (value) => Number.isInteger(value) && value >= 0
  const isBulk = (value) => ['done', 'background'].includes(value?.status)
  const call = (name, args, isSane) => ({ name, args, isSane })
  return dice.pick([
    () => call('list', [list()], isPage),
    () => call('get', [id(), { ...some({ select: ['level'], expand: ['created_by'] }), ...options }], isUser),
    () => call('count', [condition(), options], isCount),
    () => call('update', [id(), update(), options], isUser),
    () => call('updateMany', [{ where: condition(), update: update(), ...some({ limit: 5, offset: 1, withCount: true }), ...options }], isBulk),
    () => call('bulkOperation', [id(), options], isUser),
    () =>
      call('updateAccount', [id(), { username: null, ...some({ email: 'a@b.example', newPassword: 'secret', phone: null }) }, options], isUser),
    () => call('legacy.getUserProfileByPath', [id(), options], isUser),
    () => call('legacy.getUserProfile', [id(), options], isUser),
    () => call('legacy.listUserProfiles', [{ ...some({ gender: 1, groupIn: [1, 2], limit: 3, createdAtGte: 1 }), ...options }], isPage),
    () => call('legacy.listUsers', [list()], isPage),
    () => call('legacy.getUser', [id(), options], isUser),
    () => call('legacy.updateUser', [id(), update(), options], isUser),
    () =>
      call('iterate', [
        reading({ orderBy: dice.pick(['id', '-level', ['nickname', '-level'], 'created_at', 'vip']), mode: dice.pick(['keyset', 'offset']) }),
      ]),
    () => call('iterate', [reading({ select: ['level'] })]),
    () => call('scan', [reading({ concurrency: dice.between(1, 6), select: ['-level'] })]),
    () => call('scan', [reading({ concurrency: dice.between(1, 32) })]),
    ...Array.from({ length: 2 }, () => () =>
      call('updateAll', [
        {
          where: condition(),
          update: update(),
          ...some({ marker: { field: 'note', value: 'job-1' }, concurrency: dice.between(1, 6), dryRun: dice.chance(0.3), expectMax: 5 }),
          ...options,
        },
      ])),
  ])()
}
