// What the workers do. A condition as long as a request can bear leaves room for few ids, so that there are many chunks.

const LONG = Array.from({ length: 124 }, (_, index) => `${index}-${'nobody-has-this-note-'.repeat(5)}`)
const everyonesNote = { note: { $nin: LONG } }

export const JOBS = {
  'increment with a marker': {
    where: { $and: [{ level: { $gte: 20 } }, everyonesNote] },
    update: { level: { $incr_by: 1 } },
    marker: { field: 'job', value: 'the-job' },
  },
  'increment without a marker': {
    where: { $and: [{ level: { $gte: 20 } }, everyonesNote] },
    update: { level: { $incr_by: 1 } },
  },
  'a set that its own where no longer matches': {
    where: { $and: [{ vip: { $ne: true } }, everyonesNote] },
    update: { vip: true },
  },
}
