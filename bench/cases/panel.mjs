import { difference, spread } from '../measure.mjs'

export default {
  name: 'panel',
  what: 'the admin panel from a static server, in a fresh context of Chromium each time: its first page, and a table of 50 users from opening on; sizes after gzip',
  seconds: 40,
  rounds: 15,
  environments: ['outside'],
  server: { users: 1000 },

  async run({ url, panel, panelSizes, interleaveTimed }) {
    const { plainPaint, firstPaint, table } = await panel()
    const times = await interleaveTimed({
      'a page of plain HTML': plainPaint,
      'first page of the panel': firstPaint,
      'table of 50 users': () => table(url),
    })
    const first = times['first page of the panel'].wall
    const { first: loaded, all } = await panelSizes()
    return {
      times,
      figures: [
        { what: 'first contentful paint', unit: 'ms', ...spread(first) },
        { what: 'longer than a page of plain HTML', unit: 'ms', ...difference(first, times['a page of plain HTML'].wall) },
        { what: 'until a table of 50 users is shown', unit: 'ms', ...spread(times['table of 50 users'].wall) },
        { what: 'size of what the first page waits for', unit: 'KiB', value: loaded / 1024 },
        { what: 'size of everything', unit: 'KiB', value: all / 1024 },
      ],
    }
  },
}
