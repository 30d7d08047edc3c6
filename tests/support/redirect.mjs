// Loaded before an example: what it sends to the server of the vendor goes to the emulator, and to nobody else.
const server = 'https://cloud.minapp.com'
const { MINAPP_EMULATOR_URL: emulator } = process.env
const { fetch } = globalThis

globalThis.fetch = async (input, init) => {
  const request = new Request(input, init)
  const { hostname, href, origin, pathname, search } = new URL(request.url)
  if (hostname === '127.0.0.1') return fetch(request)
  if (origin !== server) throw new Error(`an example wants to reach ${href}`)
  const { method, headers, signal } = request
  const body = method === 'GET' ? undefined : await request.text()
  return fetch(`${emulator}${pathname}${search}`, { method, headers, body, signal })
}
