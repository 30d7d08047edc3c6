import { difference } from '../measure.mjs'

/** @param {'node' | 'page'} fresh @param {number} atMost */
const inFresh = (fresh, atMost) => ({
  name: fresh === 'node' ? 'import' : 'import-page',
  what: `from the import to the first answer, in a fresh ${fresh === 'node' ? 'process of Node' : 'page of Chromium'} each time`,
  seconds: 15,
  rounds: 21,
  environments: ['outside'],
  server: { users: 1000 },

  async run({ firstAnswer, interleaveTimed }) {
    const subject = (name) => () => firstAnswer(fresh, name)
    const times = await interleaveTimed({
      fetch: subject('fetch'),
      'minapp-users': subject('minapp-users'),
      axios: subject('axios'),
    })
    const more = (name, by, goal) => ({
      what: `${name} longer than fetch${by === 'cpu' ? ', CPU time' : ''}`,
      unit: 'ms',
      ...difference(times[name][by], times.fetch[by]),
      goal,
    })
    const figures = [more('minapp-users', 'wall', { atMost }), more('axios', 'wall')]
    if (fresh === 'node') figures.push(more('minapp-users', 'cpu'), more('axios', 'cpu'))
    return { times, figures }
  },
})

export const importInNode = inFresh('node', 10)
export const importInPage = inFresh('page', 20)
