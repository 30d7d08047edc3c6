// @ts-check
// Redirects, as fetch follows them, with the cookies that a browser would keep on the way.

/** As many as `fetch` follows. */
const MOST_REDIRECTS = 20

/**
 * Sends a request, and where its answer leads on, the next one. The emulator redirects by 302 alone, which makes a GET of
 * anything.
 *
 * @param {import('./exchange.js').Hop} first
 * @param {Pick<Request, 'redirect' | 'credentials'>} wanted
 * @param {(hop: import('./exchange.js').Hop) => Promise<import('./exchange.js').Exchanged>} send
 * @returns {Promise<Response>}
 */
export async function follow(first, { redirect, credentials }, send) {
  /** @type {Map<string, Cookie>} */
  const jar = new Map()
  let hop = first
  for (let count = 0; count <= MOST_REDIRECTS; count++) {
    const { response, cookies } = await send(hop)
    const location = response.status === 302 ? response.headers.get('location') : null
    if (location === null || redirect === 'manual') return response
    if (redirect === 'error') throw new TypeError('fetch failed', { cause: new Error('unexpected redirect') })
    const url = new URL(location, hop.url)
    if (credentials !== 'omit') for (const line of cookies) keep(jar, line)
    const headers = first.headers.filter(([name]) => !/^(content-.*|cookie)$/i.test(name))
    const sent = [...first.headers.filter(([name]) => /^cookie$/i.test(name)).map(([, value]) => value), ...matching(jar, url)]
    if (sent.length > 0) headers.push(['cookie', sent.join('; ')])
    hop = { method: hop.method === 'HEAD' ? 'HEAD' : 'GET', url: url.href, headers, body: '' }
  }
  throw new TypeError('fetch failed', { cause: new Error('redirect count exceeded') })
}

/** @typedef {{ pair: string, path: string }} Cookie */

/**
 * @param {Map<string, Cookie>} jar
 * @param {string} line as in `a=1; Path=/; HttpOnly`
 */
function keep(jar, line) {
  const [pair, ...attributes] = line.split(';').map((part) => part.trim())
  const path = attributes.find((attribute) => /^path=/i.test(attribute))?.slice('path='.length) ?? '/'
  jar.set(pair.slice(0, pair.indexOf('=')), { pair, path })
}

/**
 * @param {Map<string, Cookie>} jar
 * @param {URL} url
 */
function matching(jar, url) {
  return [...jar.values()].filter(({ path }) => url.pathname.startsWith(path)).map(({ pair }) => pair)
}
