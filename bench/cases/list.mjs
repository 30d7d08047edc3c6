import { axiosUsers } from '../baselines/axios.mjs'
import { fetchUsers } from '../baselines/fetch.mjs'
import { compare } from '../measure.mjs'

/** @param {{ name: string, what: string, seconds: number, limit: number, calls: number, atMost: number }} size */
const ofSize = ({ name, what, seconds, limit, calls, atMost }) => ({
  name,
  what,
  seconds,
  rounds: 11,
  server: { users: 3000 },

  async run({ libraries, url, quick, interleave }) {
    const options = { baseUrl: url, token: 'any-token' }
    const { UsersClient, and, field } = await libraries.minapp()
    const ours = new UsersClient({ auth: { token: options.token }, baseUrl: url })
    const byHand = fetchUsers(options)
    const axios = axiosUsers(await libraries.axios(), options)
    const plain = () => ({ level: { $gte: 1 }, gender: { $in: [0, 1, 2] } })
    const times = await interleave(
      {
        fetch: async () => (await byHand.list({ where: plain(), limit })).objects.length,
        'minapp-users': async () => {
          const where = and(field('level').gte(1), field('gender').in([0, 1, 2]))
          return (await ours.list({ where, limit })).objects.length
        },
        axios: async () => (await axios.list({ where: plain(), limit })).objects.length,
      },
      { calls: quick ? Math.ceil(calls / 6) : calls, expected: limit },
    )
    const figures = compare(times, [
      { subject: 'minapp-users', against: 'fetch', by: 'cpu', goal: { atMost } },
      { subject: 'minapp-users', against: 'fetch', by: 'wall', goal: { atMost } },
      { subject: 'axios', against: 'fetch', by: 'cpu' },
      { subject: 'axios', against: 'fetch', by: 'wall' },
    ])
    return { times, figures }
  },
})

export const list = ofSize({
  name: 'list',
  what: '20 users by a condition of two parts, built anew for each call',
  seconds: 10,
  limit: 20,
  calls: 250,
  atMost: 1.1,
})

export const list1000 = ofSize({
  name: 'list-1000',
  what: '1,000 users by the same condition',
  seconds: 15,
  limit: 1000,
  calls: 20,
  atMost: 1.02,
})
