import { axiosUsers } from '../baselines/axios.mjs'
import { fetchUsers } from '../baselines/fetch.mjs'
import { compare } from '../measure.mjs'

const withLimit = 'fetch with a time limit'

export default {
  name: 'get',
  what: 'one user by id, one call after the other',
  seconds: 8,
  rounds: 11,
  server: { users: 1000 },

  async run({ libraries, url, quick, interleave }) {
    const options = { baseUrl: url, token: 'any-token' }
    const { UsersClient } = await libraries.minapp()
    const ours = new UsersClient({ auth: { token: options.token }, baseUrl: url })
    const byHand = fetchUsers(options)
    const limited = fetchUsers({ ...options, timeoutMs: 30_000 })
    const axios = axiosUsers(await libraries.axios(), options)
    const { id } = (await byHand.list({ limit: 1 })).objects[0]
    const times = await interleave(
      {
        fetch: async () => (await byHand.get(id)).id,
        [withLimit]: async () => (await limited.get(id)).id,
        'minapp-users': async () => (await ours.get(id)).id,
        axios: async () => (await axios.get(id)).id,
      },
      { calls: quick ? 50 : 300, expected: id },
    )
    const figures = compare(times, [
      { subject: 'minapp-users', against: 'fetch', by: 'cpu', goal: { atMost: 1.15 } },
      { subject: 'minapp-users', against: 'fetch', by: 'wall', goal: { atMost: 1.15 } },
      { subject: 'minapp-users', against: withLimit, by: 'cpu' },
      { subject: 'minapp-users', against: withLimit, by: 'wall' },
      { subject: 'axios', against: 'fetch', by: 'cpu' },
      { subject: 'axios', against: 'fetch', by: 'wall' },
    ])
    return { times, figures }
  },
}
