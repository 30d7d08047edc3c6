import { difference, spread } from '../measure.mjs'

export default {
  name: 'panel',
  what: 'the admin panel from a static server, in a fresh context of Chromium each time: its first page, and a table of 50 users from opening on; typing and scrolling on a page of 1,000 rows beside one of 20; sizes after gzip',
  seconds: 90,
  rounds: 15,
  environments: ['outside'],
  server: { users: 1000 },

  async run({ url, panel, panelSizes, interleaveTimed }) {
    const { plainPaint, firstPaint, table, key, scrolling } = await panel()
    const times = await interleaveTimed({
      'a page of plain HTML': plainPaint,
      'first page of the panel': firstPaint,
      'table of 50 users': () => table(url),
      'a key typed above 20 rows': () => key(20, url),
      'a key typed above 1,000 rows': () => key(1000, url),
      'scrolling 20 rows, longest frame': () => scrolling(20, url),
      'scrolling 1,000 rows, longest frame': () => scrolling(1000, url),
    })
    const first = times['first page of the panel'].wall
    const { first: loaded, all } = await panelSizes()
    return {
      times,
      figures: [
        { what: 'first contentful paint', unit: 'ms', ...spread(first) },
        { what: 'longer than a page of plain HTML', unit: 'ms', ...difference(first, times['a page of plain HTML'].wall) },
        { what: 'until a table of 50 users is shown', unit: 'ms', ...spread(times['table of 50 users'].wall) },
        { what: 'from a key to its frame, 1,000 rows', unit: 'ms', ...spread(times['a key typed above 1,000 rows'].wall) },
        {
          what: 'from a key to its frame, 1,000 rows and not 20',
          unit: 'ms',
          ...difference(times['a key typed above 1,000 rows'].wall, times['a key typed above 20 rows'].wall),
        },
        { what: 'longest frame of scrolling 1,000 rows', unit: 'ms', ...spread(times['scrolling 1,000 rows, longest frame'].wall) },
        {
          what: 'longest frame of scrolling, 1,000 rows and not 20',
          unit: 'ms',
          ...difference(times['scrolling 1,000 rows, longest frame'].wall, times['scrolling 20 rows, longest frame'].wall),
        },
        { what: 'size of what the first page waits for', unit: 'KiB', value: loaded / 1024 },
        { what: 'size of everything', unit: 'KiB', value: all / 1024 },
      ],
    }
  },
}
