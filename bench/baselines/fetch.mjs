// The users of an app by hand: `fetch`, `res.json()`, and loops. Nothing can be faster; nothing is checked or repeated.

const LIST = '/oserve/v2.2/miniapp/user_profile/'
const UPDATE = '/oserve/v2.6/miniapp/user_profile/'

/** @param {{ baseUrl: string, token: string, fetch?: typeof globalThis.fetch, timeoutMs?: number }} options without a limit, a call may hang for ever */
export function fetchUsers({ baseUrl, token, fetch = globalThis.fetch, timeoutMs }) {
  const headers = { Authorization: `Bearer ${token}` }

  async function json(url, init = {}) {
    const signal = timeoutMs === undefined ? undefined : AbortSignal.timeout(timeoutMs)
    const response = await fetch(url, { ...init, headers: { ...headers, ...init.headers }, signal })
    if (!response.ok) throw new Error(`${response.status}: ${await response.text()}`)
    return response.json()
  }

  return {
    get: (id) => json(`${baseUrl}${LIST}${id}/`),

    list({ where, orderBy, keys, limit = 20, offset = 0 } = {}) {
      const query = new URLSearchParams({ limit: String(limit), offset: String(offset) })
      if (where) query.set('where', JSON.stringify(where))
      if (orderBy) query.set('order_by', orderBy)
      if (keys) query.set('keys', keys.join(','))
      return json(`${baseUrl}${LIST}?${query}`)
    },

    /** One page after the other, by offset. */
    async readAll(onPage, limit = 1000) {
      for (let offset = 0; ; offset += limit) {
        const page = await this.list({ limit, offset })
        onPage(page.objects)
        if (!page.meta.next) return
      }
    },

    /** The same urls, so many at a time, each body parsed and dropped. */
    async drop(urls, concurrency) {
      const left = [...urls]
      const worker = async () => {
        for (let url = left.shift(); url; url = left.shift()) await json(url)
      }
      await Promise.all(Array.from({ length: concurrency }, worker))
    },

    updateMany({ where, update, limit, offset = 0 }) {
      const query = new URLSearchParams({ where: JSON.stringify(where), limit: String(limit), offset: String(offset) })
      const init = { method: 'PUT', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(update) }
      return json(`${baseUrl}${UPDATE}?${query}`, init)
    },

    /** One request after the other, by offset: right as long as nobody else writes, and nobody stops matching. */
    async updateEveryone(update, limit = 1000) {
      let changed = 0
      for (let offset = 0; ; offset += limit) {
        const answer = await this.updateMany({ where: {}, update, limit, offset })
        changed += answer.succeed
        if (!answer.next) return changed
      }
    },

    /** A page of ids, and an update of these users, one after the other: whom it changes is known before. */
    async updateEveryoneByPage(update, limit = 1000) {
      let changed = 0
      for (let last = 0; ; ) {
        const where = JSON.stringify({ id: { $gt: last } })
        const query = new URLSearchParams({ where, order_by: 'id', keys: 'id', limit: String(limit) })
        const page = await json(`${baseUrl}${LIST}?${query}`)
        const ids = page.objects.map(({ id }) => id)
        // A list of all of them would make a URL that is longer than the server takes.
        const these = { id: { $gt: last, $lte: ids.at(-1) } }
        if (ids.length > 0) changed += (await this.updateMany({ where: these, update, limit })).succeed
        if (!page.meta.next) return changed
        last = ids.at(-1)
      }
    },
  }
}
