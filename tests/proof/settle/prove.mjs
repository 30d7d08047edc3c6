// Runs cases, many at once, and plain calls between them. Runs in Node and in a page.

import { Case, shown } from './case.mjs'

/** Cases that run at once. */
const AT_ONCE = 25

/** After so many cases a plain call must succeed. */
const BETWEEN = 100

/**
 * Runs the cases with seeds `from` up to, but without, `to`.
 *
 * @param {import('./case.mjs').Kit} kit
 * @param {{ from: number, to: number, strays: unknown[] }} what `strays` gets what nobody caught
 * @returns {Promise<{ problems: string[], slowestMs: number, tally: Record<string, number> }>}
 */
export async function prove(kit, { from, to, strays }) {
  const problems = []
  let slowestMs = 0
  const plain = new kit.esm.UsersClient({ auth: { token: 'a-token' }, fetch: kit.createEmulator({ users: 12 }).fetch })
  const one = async (seed) => {
    const began = performance.now()
    const tried = new Case(kit, seed)
    await tried.run().catch((problem) => problems.push(`case ${seed} (${tried.name}): ${shown(problem)}`))
    slowestMs = Math.max(slowestMs, performance.now() - began)
  }
  for (let next = from; next < to; next += AT_ONCE) {
    const end = Math.min(next + AT_ONCE, to)
    await Promise.all(Array.from({ length: end - next }, (_, index) => one(next + index)))
    await new Promise((resolve) => setTimeout(resolve))
    for (const stray of strays.splice(0)) problems.push(`cases ${next} to ${end - 1}: nobody caught ${shown(stray)}`)
    if (end % BETWEEN === 0) {
      const count = await plain.count().catch(shown)
      if (count !== 12) problems.push(`after case ${end - 1}: a plain call gives ${count}`)
    }
    if (problems.length > 20) break
  }
  return { problems, slowestMs, tally: kit.tally }
}
