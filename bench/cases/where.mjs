import { byHand, ofMinappSdk, ofMinappUsers, ofPostgrest } from '../baselines/ten-conditions.mjs'
import { compare } from '../measure.mjs'

const EMPTY_PAGE = '{"meta":{"limit":20,"next":null,"offset":0,"previous":null},"objects":[]}'

export default {
  name: 'where',
  what: 'a condition of ten parts: built, checked (by minapp-users alone) and encoded, without any network',
  seconds: 12,
  rounds: 15,
  server: null,

  async run({ libraries, quick, interleave }) {
    const minapp = await libraries.minapp()
    const sdk = await libraries.minappSdk()
    const { PostgrestClient } = await libraries.postgrest()
    const postgrest = new PostgrestClient('https://host.example/rest/v1')
    // Throws the request away, and answers as little as an answer can be.
    const answer = { status: 200, headers: new Headers(), text: () => Promise.resolve(EMPTY_PAGE) }
    const fetch = () => Promise.resolve(answer)
    const users = new minapp.UsersClient({ auth: { token: 'any-token' }, fetch })

    const encoded = (where) => encodeURIComponent(JSON.stringify(where))
    const times = await interleave(
      {
        'minapp-sdk': async () => encoded(ofMinappSdk(sdk).queryObject),
        'minapp-users': async () => encodeURIComponent(String(ofMinappUsers(minapp))),
        'minapp-users, a whole list': () => users.list({ where: ofMinappUsers(minapp) }),
        'postgrest-js': async () => ofPostgrest(postgrest).url.toString(),
        'plain JSON': async () => encoded(byHand()),
        'minapp-users, a whole list of everyone': () => users.list(),
      },
      // A call takes microseconds: a block of fewer would end before the engine has optimised it again after the collection.
      { calls: quick ? 100 : 5000 },
    )
    const atMost = 1
    const figures = ['cpu', 'wall'].flatMap((by) =>
      compare(times, [
        { subject: 'minapp-users', against: 'minapp-sdk', by, goal: { atMost } },
        { subject: 'minapp-users, a whole list', against: 'minapp-sdk', by },
        { subject: 'postgrest-js', against: 'minapp-sdk', by },
      ]),
    )
    return { times, figures }
  },
}
