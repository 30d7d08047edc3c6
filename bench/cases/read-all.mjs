import { axiosUsers } from '../baselines/axios.mjs'
import { fetchUsers } from '../baselines/fetch.mjs'
import { compare } from '../measure.mjs'

const CONCURRENCY = 8

const [loop, scan, bare] = ['loop by offset', 'scan', 'bare fetches of its pages']

export default {
  name: 'read-all',
  what: 'everyone in a table of 100,000, pages of 1,000, where the server takes 20 ms to answer; scan and the bare fetches 8 at a time',
  seconds: 70,
  rounds: 5,
  server: { users: 100_000, quickUsers: 8000, latencyMs: 20 },

  async run({ libraries, url, users: expected, interleave }) {
    const options = { baseUrl: url, token: 'any-token' }
    const { UsersClient } = await libraries.minapp()
    const ours = new UsersClient({ auth: { token: options.token }, baseUrl: url })
    const byHand = fetchUsers(options)
    const axios = axiosUsers(await libraries.axios(), options)
    const urls = await urlsOfScan(UsersClient, options)

    /** @param {(onPage: (users: unknown[]) => void) => Promise<void>} readAll */
    const counted = (readAll) => async () => {
      let count = 0
      await readAll((users) => (count += users.length))
      return count
    }
    const times = await interleave(
      {
        [loop]: counted((onPage) => byHand.readAll(onPage)),
        [scan]: counted(async (onPage) => {
          for await (const users of ours.scan({ concurrency: CONCURRENCY })) onPage(users)
        }),
        [bare]: async () => {
          await byHand.drop(urls, CONCURRENCY)
          return expected
        },
        iterate: async () => {
          let count = 0
          for await (const _user of ours.iterate({ pageSize: 1000 })) count++
          return count
        },
        'loop by offset with axios': counted((onPage) => axios.readAll(onPage)),
      },
      { calls: 1, expected },
    )
    const figures = compare(times, [
      { subject: scan, against: loop, by: 'wall', faster: true, goal: { atLeast: 4 } },
      { subject: scan, against: bare, by: 'wall', goal: { atMost: 1.1 } },
      { subject: scan, against: bare, by: 'cpu' },
      { subject: 'iterate', against: loop, by: 'wall', goal: { atMost: 1 } },
      { subject: 'iterate', against: loop, by: 'cpu' },
      { subject: 'loop by offset with axios', against: loop, by: 'wall' },
    ])
    figures.push({ what: 'requests of a scan', value: urls.length, unit: '' })
    return { times, figures }
  },
}

async function urlsOfScan(UsersClient, { baseUrl, token }) {
  const urls = []
  const fetch = (url, init) => {
    urls.push(url)
    return globalThis.fetch(url, init)
  }
  const users = new UsersClient({ auth: { token }, baseUrl, fetch })
  for await (const _users of users.scan({ concurrency: CONCURRENCY }));
  return urls
}
