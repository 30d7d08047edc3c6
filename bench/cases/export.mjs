import { fetchUsers } from '../baselines/fetch.mjs'
import { csvOf } from '../baselines/csv.mjs'
import { compare } from '../measure.mjs'

const FIELDS = [
  'id', 'avatar', 'city', 'country', 'created_at', 'created_by', 'gender', 'is_authorized', 'language', 'nickname', 'openid',
  'province', 'unionid', 'updated_at', 'address', 'balance', 'birthday', 'level', 'note', 'points', 'tags', 'vip',
]
const QUICK = { concurrency: 8, pageSize: 1000 }

const [loop, byDefault, parallel, learned] = [
  'loop by offset, csv-stringify',
  'exportUsers',
  'exportUsers, 8 × 1,000',
  'exportUsers, 8 × 1,000, columns learned',
]

export default {
  name: 'export',
  what: 'everyone in a table of 100,000 as CSV, 22 fields of each, where the server takes 20 ms to answer',
  seconds: 90,
  rounds: 3,
  server: { users: 100_000, quickUsers: 5000, latencyMs: 20 },

  async run({ libraries, url, users: expected, interleave }) {
    const options = { baseUrl: url, token: 'any-token' }
    const { UsersClient } = await libraries.minapp()
    const { exportUsers } = await libraries.exporting()
    const stringify = await libraries.csvStringify()
    const ours = new UsersClient({ auth: { token: options.token }, baseUrl: url })
    const byHand = fetchUsers(options)

    /** The users whom an export of ours wrote. */
    const exported = (more) => async () => {
      let read = 0
      const stream = exportUsers(ours, { format: 'csv', ...more, onProgress: (progress) => (read = progress.read) })
      for (const reader = stream.getReader(); ; ) if ((await reader.read()).done) return read
    }
    const times = await interleave(
      {
        [loop]: () => csvOf(byHand, stringify, FIELDS),
        [byDefault]: exported({ fields: FIELDS }),
        [parallel]: exported({ fields: FIELDS, ...QUICK }),
        [learned]: exported(QUICK),
      },
      { calls: 1, expected },
    )
    const figures = compare(
      times,
      [byDefault, parallel, learned].flatMap((subject) => [
        { subject, against: loop, by: 'wall' },
        { subject, against: loop, by: 'cpu' },
      ]),
    )
    return { times, figures }
  },
}
