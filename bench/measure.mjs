// Rounds in which every subject has its turn, and what follows from them. Knows neither Node nor browsers.

/**
 * Runs every subject in each round, in turn: what the machine does meanwhile meets them all alike. Each round begins with
 * another one, so that none always follows the same.
 *
 * @param {Record<string, () => Promise<unknown>>} subjects
 * @param {{ rounds: number, calls: number, clock: Clock, expected?: unknown, onRound?: (round: number) => void }} options
 * `calls` of a subject make a block, which is timed as a whole
 * @returns {Promise<Record<string, { wall: number[], cpu: number[] }>>} milliseconds a call, one for each round
 *
 * @typedef {object} Clock
 * @property {() => number} wall milliseconds
 * @property {() => number | Promise<number>} cpu milliseconds
 * @property {() => void} collect frees the litter of the block before
 */
export async function interleave(subjects, { rounds, calls, clock, expected, onRound = () => {} }) {
  const names = Object.keys(subjects)
  const times = Object.fromEntries(names.map((name) => [name, { wall: [], cpu: [] }]))
  // Round 0 warms up, and is the one that looks at the answers.
  for (let round = 0; round <= rounds; round++) {
    onRound(round)
    for (let turn = 0; turn < names.length; turn++) {
      const name = names[(round + turn) % names.length]
      const run = subjects[name]
      if (round === 0) check(name, await run(), expected)
      clock.collect()
      const cpu = await clock.cpu()
      const wall = clock.wall()
      for (let call = 0; call < calls; call++) await run()
      const took = { wall: clock.wall() - wall, cpu: (await clock.cpu()) - cpu }
      if (round === 0) continue
      times[name].wall.push(took.wall / calls)
      times[name].cpu.push(took.cpu / calls)
    }
  }
  return times
}

/**
 * The same for subjects that time themselves.
 *
 * @param {Record<string, () => Promise<{ wall: number, cpu: number }>>} subjects
 * @param {{ rounds: number, onRound?: (round: number) => void }} options
 */
export async function interleaveTimed(subjects, { rounds, onRound = () => {} }) {
  const names = Object.keys(subjects)
  const times = Object.fromEntries(names.map((name) => [name, { wall: [], cpu: [] }]))
  for (let round = 0; round <= rounds; round++) {
    onRound(round)
    for (let turn = 0; turn < names.length; turn++) {
      const name = names[(round + turn) % names.length]
      const { wall, cpu } = await subjects[name]()
      if (round === 0) continue
      times[name].wall.push(wall)
      times[name].cpu.push(cpu)
    }
  }
  return times
}

function check(name, value, expected) {
  if (expected !== undefined && value !== expected) throw new Error(`${name} gave ${value} and not ${expected}`)
}

/** The number below which `share` of the numbers lie. @param {number[]} numbers @param {number} share */
export function quantile(numbers, share) {
  const sorted = [...numbers].sort((a, b) => a - b)
  const place = (sorted.length - 1) * share
  const below = sorted[Math.floor(place)]
  return below + (sorted[Math.ceil(place)] - below) * (place % 1)
}

/** The median, and the ends of the middle half. @param {number[]} numbers */
export const spread = (numbers) => ({
  value: quantile(numbers, 0.5),
  low: quantile(numbers, 0.25),
  high: quantile(numbers, 0.75),
})

/**
 * One block against another, round by round: the median of ratios, and not the ratio of medians, because the two blocks of
 * a round met the same machine.
 *
 * @param {number[]} ours
 * @param {number[]} theirs
 */
export const ratio = (ours, theirs) => spread(ours.map((time, round) => time / theirs[round]))

/** How much longer, in the unit of the numbers. @param {number[]} ours @param {number[]} theirs */
export const difference = (ours, theirs) => spread(ours.map((time, round) => time - theirs[round]))

/**
 * Figures of a comparison: each is of one subject against another, by wall clock or by CPU time.
 *
 * @param {Record<string, { wall: number[], cpu: number[] }>} times
 * @param {Comparison[]} comparisons
 *
 * @typedef {object} Comparison
 * @property {string} subject
 * @property {string} against
 * @property {'wall' | 'cpu'} by
 * @property {boolean} [faster] whether the figure is how many times faster `subject` is, instead of how many times longer it takes
 * @property {{ atMost?: number, atLeast?: number }} [goal]
 */
export const compare = (times, comparisons) =>
  comparisons.map(({ subject, against, by, faster = false, goal }) => {
    const [ours, theirs] = [times[subject][by], times[against][by]]
    return {
      what: `${faster ? `${against} ÷ ${subject}` : `${subject} ÷ ${against}`}, ${by === 'cpu' ? 'CPU time' : 'time'}`,
      unit: '×',
      ...(faster ? ratio(theirs, ours) : ratio(ours, theirs)),
      goal,
    }
  })

/** Medians of each subject, in milliseconds a call. @param {Record<string, { wall: number[], cpu: number[] }>} times */
export const medians = (times) =>
  Object.entries(times).map(([subject, { wall, cpu }]) => ({
    subject,
    wallMs: quantile(wall, 0.5),
    cpuMs: quantile(cpu, 0.5),
  }))
