// `startEmulator`: the emulator as an HTTP server, down to the sockets.
import assert from 'node:assert/strict'
import { once } from 'node:events'
import http from 'node:http'
import net from 'node:net'
import { networkInterfaces } from 'node:os'
import { after, describe, test } from 'node:test'
import { BEARER, startEmulator, twins, UPDATES, USERS } from './twins.mjs'

const JSON_TYPE = 'application/json; charset=utf-8'
const ORIGIN = 'https://panel.example'
const running = []
after(() => Promise.all(running.map((emulator) => emulator.close())))

async function start(...options) {
  const emulator = await startEmulator(...(options.length > 0 ? options : [{ users: 50 }]))
  running.push(emulator)
  return emulator
}

const portOf = ({ url }) => Number(new URL(url).port)

/** Sends bytes, and gives all that comes back until the server hangs up. */
async function raw(emulator, bytes) {
  const socket = net.connect(portOf(emulator), '127.0.0.1')
  const chunks = []
  socket.on('data', (chunk) => chunks.push(chunk)).on('error', () => {})
  socket.write(bytes)
  await once(socket, 'close', { signal: AbortSignal.timeout(10_000) })
  return Buffer.concat(chunks).toString()
}

/** Whether requests are still answered. */
async function isAlive(emulator) {
  const response = await fetch(`${emulator.url}${USERS}55019/?keys=id`, { headers: BEARER })
  assert.deepEqual([response.status, await response.json()], [200, { id: 55019 }])
}

for (const [form, client, { startEmulator }] of twins) {
  describe(form, () => {
    test('it listens on a free port of this machine, and ends', async () => {
      const emulator = await startEmulator({ users: 6, seed: 2 })
      assert.match(emulator.url, /^http:\/\/127\.0\.0\.1:\d+$/)
      assert(portOf(emulator) > 1023)
      await isAlive(emulator)
      assert.equal(emulator.snapshot().length, 6)
      await emulator.close()
      await assert.rejects(fetch(emulator.url), TypeError)
    })

    test('the client works with it', async () => {
      const emulator = await startEmulator({ users: 20, token: 'the-token' })
      try {
        const users = new client.UsersClient({ auth: { token: 'the-token' }, baseUrl: emulator.url })
        assert.equal(await users.count(), 20)
        await users.update(88888, { test: '改' })
        assert.equal(emulator.snapshot().find(({ id }) => id === 88888).test, '改')
        const stranger = new client.UsersClient({ auth: { token: 'another' }, baseUrl: emulator.url })
        await assert.rejects(stranger.count(), client.UnauthorizedError)
      } finally {
        await emulator.close()
      }
    })
  })
}

test('without options it holds 1,000 users', async () => {
  assert.equal((await start(undefined)).snapshot().length, 1000)
})

test('a given port is taken, and one in use is refused', async () => {
  const first = await start()
  const port = portOf(first)
  await assert.rejects(startEmulator({ port }), (error) => {
    assert.equal(error.message, `port ${port} is in use`)
    assert.equal(error.cause.code, 'EADDRINUSE')
    return true
  })
  await isAlive(first)
  await first.close()
  const second = await start({ users: 6, port })
  assert.equal(portOf(second), port)
  await isAlive(second)
})

for (const [what, options, message] of [
  ['port 65536', { port: 65536 }, 'port: expected a whole number from 0 to 65535, got 65536'],
  ['port -1', { port: -1 }, 'port: expected a whole number from 0 to 65535, got -1'],
  ['port 1.5', { port: 1.5 }, 'port: expected a whole number from 0 to 65535, got 1.5'],
  ['port "8787"', { port: '8787' }, 'port: expected a whole number from 0 to 65535, got "8787"'],
  ['port null', { port: null }, 'port: expected a whole number from 0 to 65535, got null'],
  ['null', null, 'options: expected an object, got null'],
  ['an unknown option', { prot: 1 }, 'prot: there is no such option; there are users, fields, seed, token, app, faults, faultSeed, control, port'],
  ['users: "x"', { users: 'x' }, 'users: expected an array of users or a whole number from 0 to 1000000, got "x"'],
]) {
  test(`a wrong option rejects and is named: ${what}`, async () => {
    await assert.rejects(startEmulator(options), { name: 'TypeError', message })
  })
}

test('only this machine can reach it', async () => {
  const port = portOf(await start())
  const others = Object.values(networkInterfaces()).flat().filter(({ internal, address }) => !internal && !address.startsWith('fe80'))
  for (const host of ['::1', '127.0.0.2', ...others.map(({ address }) => address)]) {
    const socket = net.connect({ port, host })
    const outcome = await once(socket, 'connect', { signal: AbortSignal.timeout(2000) }).then(() => 'connected', () => 'refused')
    socket.destroy()
    assert.equal(outcome, 'refused', host)
  }
})

test('close() ends idle, waiting and half-sent connections, and may be called again', async () => {
  const emulator = await start()
  const agent = new http.Agent({ keepAlive: true })
  const idle = await new Promise((resolve) => http.get(`${emulator.url}${USERS}`, { agent, headers: BEARER }, resolve))
  await once(idle.resume(), 'end')
  const silent = net.connect(portOf(emulator), '127.0.0.1')
  await once(silent, 'connect')
  const half = net.connect(portOf(emulator), '127.0.0.1')
  await once(half, 'connect')
  half.write(`PUT ${UPDATES} HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{`)
  await isAlive(emulator)
  const ended = [silent, half].map((socket) => once(socket.on('error', () => {}), 'close'))
  const closed = emulator.close()
  assert.equal(await Promise.race([closed, emulator.close(), new Promise((resolve) => setTimeout(resolve, 3000, 'late').unref())]), undefined)
  await Promise.all(ended)
  assert.equal(await emulator.close(), undefined)
  assert.equal(emulator.snapshot().length, 50, 'the users can still be looked at')
  agent.destroy()
})

describe('across origins', () => {
  const preflight = (url, headers) =>
    fetch(url, { method: 'OPTIONS', headers: { origin: ORIGIN, 'access-control-request-method': 'PUT', ...headers } })
  const cors = ({ status, headers }) => ({
    status,
    origin: headers.get('access-control-allow-origin'),
    credentials: headers.get('access-control-allow-credentials'),
    vary: headers.get('vary'),
  })

  test('the preflight of /oserve allows the token, and no credentials', async () => {
    const { url } = await start()
    const response = await preflight(`${url}${UPDATES}55019/`, { 'access-control-request-headers': 'authorization,content-type' })
    assert.deepEqual(cors(response), { status: 204, origin: ORIGIN, credentials: null, vary: 'Origin' })
    assert.equal(response.headers.get('access-control-allow-methods'), 'GET, PUT, POST, DELETE, OPTIONS')
    assert.equal(response.headers.get('access-control-allow-headers'), 'authorization, content-type, x-hydrogen-env-id')
    assert.equal(await response.text(), '')
    const put = await fetch(`${url}${UPDATES}55019/`, { method: 'PUT', headers: { ...BEARER, origin: ORIGIN }, body: '{}' })
    assert.deepEqual(cors(put), { status: 200, origin: ORIGIN, credentials: null, vary: 'Origin' })
    assert.equal(put.headers.get('access-control-expose-headers'), 'X-Request-Id, Retry-After')
  })

  test('the preflight of /userve allows credentials', async () => {
    const { url } = await start()
    const list = `${url}/userve/v2.2/miniapp/user_profile/`
    assert.deepEqual(cors(await preflight(list)), { status: 204, origin: ORIGIN, credentials: 'true', vary: 'Origin' })
    const signedIn = await fetch(list, { headers: { origin: ORIGIN, cookie: 'sessionid=x' } })
    assert.deepEqual(cors(signedIn), { status: 200, origin: ORIGIN, credentials: 'true', vary: 'Origin' })
    const stranger = await fetch(list, { headers: { origin: ORIGIN, ...BEARER } })
    assert.deepEqual(cors(stranger), { status: 401, origin: ORIGIN, credentials: 'true', vary: 'Origin' })
  })

  test('refusals can be read, too', async () => {
    const { url } = await start()
    for (const [path, init, status] of [
      [USERS, {}, 401],
      ['/oserve/v9/', {}, 404],
      [UPDATES, {}, 405],
      [`${USERS}?${'x'.repeat(17_000)}`, {}, 502],
      [`${UPDATES}55019/`, { method: 'PUT', body: 'x'.repeat(17 * 1024 * 1024) }, 413],
    ]) {
      const response = await fetch(url + path, { ...init, headers: { origin: ORIGIN } })
      assert.deepEqual([response.status, response.headers.get('access-control-allow-origin')], [status, ORIGIN])
      await response.arrayBuffer()
    }
  })
})

test('a 405 tells what is allowed', async () => {
  const { url } = await start()
  const response = await fetch(url + UPDATES, { method: 'POST', headers: BEARER, body: '{}' })
  assert.deepEqual([response.status, response.headers.get('allow')], [405, 'PUT, OPTIONS'])
  assert.deepEqual(await response.json(), { error_msg: 'method POST is not allowed here' })
})

test('a URL of 16,386 characters is answered and one of 16,387 is 502 and HTML', async () => {
  const emulator = await start()
  const begin = `${emulator.url}${USERS}?limit=1&x=`
  const ask = (length) => fetch(begin + 'y'.repeat(length - begin.length), { headers: BEARER })
  assert.equal((await ask(16_386)).status, 200)
  for (const length of [16_387, 100_000, 400_000]) {
    const response = await ask(length)
    assert.equal(response.status, 502, `${length} characters`)
    assert.match(response.headers.get('content-type'), /^text\/html/)
    assert.match(await response.text(), /502 Bad Gateway/)
  }
  await isAlive(emulator)
})

describe('bodies', () => {
  const put = (emulator, body, headers = {}) =>
    fetch(`${emulator.url}${UPDATES}55019/`, { method: 'PUT', headers: { ...BEARER, 'content-type': 'application/json', ...headers }, body, duplex: 'half' })

  test('a long one is read whole, in whatever pieces it comes', async () => {
    const emulator = await start()
    const text = '张'.repeat(1_000_000)
    assert.equal((await (await put(emulator, JSON.stringify({ test: text }))).json()).test, text)
    const bytes = new TextEncoder().encode('{"test":"王小明"}')
    const pieces = new ReadableStream({
      async start(controller) {
        for (const byte of bytes) {
          controller.enqueue(Uint8Array.of(byte))
          await new Promise(setImmediate)
        }
        controller.close()
      },
    })
    assert.equal((await (await put(emulator, pieces)).json()).test, '王小明')
  })

  test('a longer one than 16 MiB is 413, and changes nothing', async () => {
    const emulator = await start()
    const before = emulator.snapshot()
    const body = (length) => `{"test":"${'x'.repeat(length - 11)}"}`
    const response = await put(emulator, body(16 * 1024 * 1024 + 1))
    assert.deepEqual([response.status, response.headers.get('content-type')], [413, JSON_TYPE])
    assert.deepEqual(await response.json(), { error_msg: 'the body is longer than 16777216 bytes' })
    assert.deepEqual(emulator.snapshot(), before)
    assert.equal((await put(emulator, body(16 * 1024 * 1024))).status, 200)
    await isAlive(emulator)
  })

  test('who sends all of a body that is too long before looking for the answer gets it', async () => {
    const emulator = await start()
    const socket = net.connect(portOf(emulator), '127.0.0.1').pause()
    const body = Buffer.alloc(64 * 1024 * 1024, 'x')
    socket.write(`PUT ${UPDATES}55019/ HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: ${body.length}\r\n\r\n`)
    await new Promise((resolve, reject) => socket.write(body, (error) => (error ? reject(error) : resolve())))
    socket.setEncoding('utf8')
    let answer = ''
    for await (const text of socket) answer += text
    assert.match(answer, /^HTTP\/1\.1 413 Payload Too Large\r\n/)
  })

  test('the form body of a GET is its query', async () => {
    const emulator = await start()
    const body = new URLSearchParams({ where: '{"id":55019}' }).toString()
    const head = `GET ${USERS} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer x\r\nContent-Type: application/x-www-form-urlencoded\r\nConnection: close\r\n`
    const answer = await raw(emulator, `${head}Content-Length: ${body.length}\r\n\r\n${body}`)
    assert.match(answer, /^HTTP\/1\.1 200 /)
    assert.deepEqual(JSON.parse(answer.split('\r\n\r\n')[1]).objects.map(({ id }) => id), [55019])
  })

  test('one that breaks off changes nothing', async () => {
    const emulator = await start()
    const before = emulator.snapshot()
    const socket = net.connect(portOf(emulator), '127.0.0.1')
    socket.write(`PUT ${UPDATES}55019/ HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer x\r\nContent-Length: 100\r\n\r\n{"test":"broken"}`)
    await new Promise((resolve) => setTimeout(resolve, 50))
    socket.destroy()
    await once(socket, 'close')
    await isAlive(emulator)
    assert.deepEqual(emulator.snapshot(), before)
  })
})

describe('what is no request', () => {
  for (const [what, bytes, expected] of [
    ['garbage', 'garbage\r\n\r\n', /^HTTP\/1\.1 400 Bad Request\r\n/],
    ['a TLS handshake', Buffer.from([22, 3, 1, 2, 0, 1, 0, 1, 252, 3, 3]), /^HTTP\/1\.1 400 Bad Request\r\n/],
    ['a head that is too long', `GET / HTTP/1.1\r\nX: ${'y'.repeat(300_000)}\r\n\r\n`, /^HTTP\/1\.1 502 Bad Gateway\r\n/],
    ['two lengths', 'PUT / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nxx', /^HTTP\/1\.1 400 /],
    ['a path of bytes', 'GET /\u00ff\u0080 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n', /^HTTP\/1\.1 (400|404) /],
    ['a URL that is none', 'GET * HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n', /^HTTP\/1\.1 404 /],
    ['an absolute URL', `GET http://elsewhere${USERS}55019/?keys=id HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer x\r\nConnection: close\r\n\r\n`, /{"id":55019}$/],
    ['HTTP/1.0', `GET ${USERS}55019/?keys=id HTTP/1.0\r\nAuthorization: Bearer x\r\n\r\n`, /{"id":55019}$/],
    ['a tunnel', 'CONNECT elsewhere:443 HTTP/1.1\r\nHost: elsewhere:443\r\n\r\n', /^$/],
    ['another protocol', `GET ${USERS} HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade, close\r\n\r\n`, /^HTTP\/1\.1 401 /],
  ]) {
    test(what, async () => {
      const emulator = await start()
      assert.match(await raw(emulator, bytes), expected)
      await isAlive(emulator)
    })
  }

  test('a connection that says nothing, or hangs up at once', async () => {
    const emulator = await start()
    for (let count = 0; count < 50; count++) {
      const socket = net.connect(portOf(emulator), '127.0.0.1')
      await once(socket, 'connect')
      if (count % 2) socket.resetAndDestroy()
      else socket.end()
    }
    await isAlive(emulator)
  })
})

test('requests that come in one packet are answered in their order', async () => {
  const emulator = await start()
  const get = (id, more = '') => `GET ${USERS}${id}/?keys=id HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer x\r\n${more}\r\n`
  const answer = await raw(emulator, get(55019) + get(1) + get(88888, 'Connection: close\r\n'))
  assert.deepEqual(answer.match(/HTTP\/1\.1 \d+|{"id":\d+}/g), ['HTTP/1.1 200', '{"id":55019}', 'HTTP/1.1 404', 'HTTP/1.1 200', '{"id":88888}'])
})
