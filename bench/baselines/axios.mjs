// The users of an app with axios, and paging by hand, in the manner of the vendor's samples.

const LIST = '/oserve/v2.2/miniapp/user_profile/'

/** @param {import('axios').AxiosStatic} axios @param {{ baseUrl: string, token: string }} options */
export function axiosUsers(axios, { baseUrl, token }) {
  const http = axios.create({ baseURL: baseUrl, headers: { Authorization: `Bearer ${token}` } })

  return {
    get: async (id) => (await http.get(`${LIST}${id}/`)).data,

    async list({ where, orderBy, limit = 20, offset = 0 } = {}) {
      const params = { where: where && JSON.stringify(where), order_by: orderBy, limit, offset }
      return (await http.get(LIST, { params })).data
    },

    async readAll(onPage, limit = 1000) {
      for (let offset = 0; ; offset += limit) {
        const page = await this.list({ limit, offset })
        onPage(page.objects)
        if (!page.meta.next) return
      }
    },
  }
}
