import { fetchUsers } from '../baselines/fetch.mjs'
import { compare } from '../measure.mjs'

const [loop, byPage, updateAll] = ['loop of updates by offset', 'loop of pages and updates', 'updateAll']

export default {
  name: 'update-all',
  what: 'one field of everyone in a table of 100,000, where the server takes 20 ms to answer; updateAll 4 at a time',
  seconds: 60,
  rounds: 5,
  server: { users: 100_000, quickUsers: 8000, latencyMs: 20 },

  async run({ libraries, url, users: expected, interleave }) {
    const options = { baseUrl: url, token: 'any-token' }
    const { UsersClient } = await libraries.minapp()
    const ours = new UsersClient({ auth: { token: options.token }, baseUrl: url })
    const byHand = fetchUsers(options)
    let turns = 0
    const update = () => ({ note: `turn-${turns++}` })
    const times = await interleave(
      {
        [loop]: () => byHand.updateEveryone(update()),
        [byPage]: () => byHand.updateEveryoneByPage(update()),
        [updateAll]: async () => {
          const report = await ours.updateAll({ where: {}, update: update(), concurrency: 4 }).report()
          return report.succeeded
        },
      },
      { calls: 1, expected },
    )
    const figures = compare(times, [
      { subject: updateAll, against: loop, by: 'wall', faster: true, goal: { atLeast: 3 } },
      { subject: updateAll, against: byPage, by: 'wall', faster: true, goal: { atLeast: 3 } },
      { subject: updateAll, against: byPage, by: 'cpu' },
    ])
    return { times, figures }
  },
}
