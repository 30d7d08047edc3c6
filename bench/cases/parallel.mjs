import { fetchUsers } from '../baselines/fetch.mjs'
import { compare } from '../measure.mjs'

export default {
  name: 'parallel',
  what: '1,000 calls of get at once on one client; none may fail',
  seconds: 8,
  rounds: 7,
  server: { users: 1000 },

  async run({ libraries, url, quick, interleave }) {
    const options = { baseUrl: url, token: 'any-token' }
    const { UsersClient } = await libraries.minapp()
    const ours = new UsersClient({ auth: { token: options.token }, baseUrl: url })
    const byHand = fetchUsers(options)
    const { id } = (await byHand.list({ limit: 1 })).objects[0]
    const calls = quick ? 100 : 1000
    const atOnce = (get) => async () => {
      const users = await Promise.all(Array.from({ length: calls }, () => get(id)))
      return users.filter((user) => user.id === id).length
    }
    const subjects = { fetch: atOnce(byHand.get), 'minapp-users': atOnce((id) => ours.get(id)) }
    const times = await interleave(subjects, { calls: 1, expected: calls })
    const figures = compare(times, [
      { subject: 'minapp-users', against: 'fetch', by: 'cpu' },
      { subject: 'minapp-users', against: 'fetch', by: 'wall' },
    ])
    return { times, figures }
  },
}
