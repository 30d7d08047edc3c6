// A name that no other job has.

/** `panel-2026-11-24T08:15:30Z-x7k2`: when it was made, and chance, for those made in the same second. */
export function jobName(now = new Date()): string {
  const chance = crypto.getRandomValues(new Uint32Array(1))[0] ?? 0
  return `panel-${now.toISOString().slice(0, 19)}Z-${chance.toString(36).padStart(7, '0').slice(-4)}`
}
