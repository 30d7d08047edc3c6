// What must be true of the stored users, by what each write was told.

/**
 * @typedef {object} Write
 * @property {'slot' | '_username' | 'counter' | 'log' | 'team'} kind the field, or a team whose `bulk` counts up
 * @property {'acknowledged' | 'not_applied' | 'unknown'} outcome
 * @property {number} began
 * @property {number} ended
 * @property {number} [id]
 * @property {number} [team]
 * @property {any} [value]
 * @property {number[]} [succeeded]
 */

/**
 * What is wrong with the stored users.
 *
 * @param {Write[]} writes
 * @param {any[]} users
 * @returns {string[]}
 */
export function audit(writes, users) {
  const problems = []
  for (const user of users) {
    const own = (kind) => writes.filter((write) => write.kind === kind && write.id === user.id)
    const team = writes.filter((write) => write.kind === 'team' && write.team === user.team)
    const complain = (problem) => problems.push(`user ${user.id}: ${problem}`)
    sets(own('slot'), user.slot, 0, complain)
    sets(own('_username'), user._username, undefined, complain)
    sums('counter', own('counter'), user.counter, (write) => write.value, complain)
    const bulk = team.map((write) => (write.succeeded && !write.succeeded.includes(user.id) ? { ...write, outcome: 'not_applied' } : write))
    sums('bulk', bulk, user.bulk, () => 1, complain)
    log(own('log'), user.log, complain)
  }
  return problems
}

/** The stored value was written, and nobody was told of another one since. */
function sets(writes, stored, initial, complain) {
  const isInitial = stored === initial || stored === null
  const last = writes.find((write) => write.value === stored)
  if (!last && !isInitial) return complain(`nobody wrote ${stored}`)
  if (last?.outcome === 'not_applied') return complain(`${stored} was written, and its writer told that it was not`)
  const later = writes.find((write) => write.outcome === 'acknowledged' && write.began > (last?.ended ?? -1))
  if (later) complain(`${later.value} is lost: ${stored} is stored`)
}

/** What was acknowledged is in, what was not applied is not, and nothing is in twice. */
function sums(name, writes, stored, amount, complain) {
  const sum = (outcome) => writes.filter((write) => write.outcome === outcome).reduce((sum, write) => sum + amount(write), 0)
  const [least, unknown] = [sum('acknowledged'), sum('unknown')]
  if (stored < least) complain(`${name} lost ${least - stored}`)
  if (stored > least + unknown) complain(`${name} has ${stored - least - unknown} too many`)
}

/** Each entry, by its name: an acknowledged one once, an unknown one at most once, another one never. */
function log(writes, stored, complain) {
  for (const { value, outcome } of writes) {
    const times = stored.filter((entry) => entry === value).length
    if (times > 1) complain(`log holds ${value} ${times} times`)
    if (outcome === 'acknowledged' && times === 0) complain(`log lost ${value}`)
    if (outcome === 'not_applied' && times > 0) complain(`log holds ${value}, which was said not to be applied`)
  }
  const known = new Set(writes.map((write) => write.value))
  for (const entry of stored) if (!known.has(entry)) complain(`nobody wrote ${entry}`)
}
