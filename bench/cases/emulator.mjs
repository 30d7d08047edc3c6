import { compare, spread } from '../measure.mjs'

export default {
  name: 'emulator',
  what: 'the emulator in the same process: a page of 1,000 of a table of 100,000, by a simple condition',
  seconds: 8,
  rounds: 11,
  server: null,

  async run({ libraries, quick, interleave }) {
    const { createEmulator } = await libraries.emulator()
    const emulator = createEmulator({ users: quick ? 5000 : 100_000 })
    const init = { headers: { authorization: 'Bearer any-token' } }
    const page = (query) => async () => {
      const response = await emulator.fetch(`https://host.example/oserve/v2.2/miniapp/user_profile/?limit=1000&${query}`, init)
      if (response.status !== 200) throw new Error(`the emulator answered ${response.status}`)
      return (await response.arrayBuffer()).byteLength > 500_000
    }
    const where = `where=${encodeURIComponent('{"level":{"$gte":3}}')}`
    const times = await interleave(
      { 'a page': page(where), 'a late page, sorted': page(`${where}&order_by=level&offset=${quick ? 2000 : 60_000}`) },
      { calls: quick ? 3 : 10, expected: true },
    )
    return {
      times,
      figures: [
        { what: 'time of a page', unit: 'ms', ...spread(times['a page'].wall), goal: { atMost: 5 } },
        ...compare(times, [{ subject: 'a late page, sorted', against: 'a page', by: 'wall' }]),
      ],
    }
  },
}
