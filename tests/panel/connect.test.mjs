// The ways to connect, what each failure says, and where the token is.
import assert from 'node:assert/strict'
import { createServer, request as ask } from 'node:http'
import { test } from 'node:test'
import { addressOf, connect, openPanel, openUsers, panelSuite, servePanel, startEmulator } from './support/panel.mjs'

panelSuite()

const TOKEN = 'a-secret-token-of-tests'

const way = (page, name) => page.getByRole('radio', { name: new RegExp(`^${name}`) }).check()
const address = (page) => page.getByRole('textbox', { name: 'Server' })
const token = (page) => page.getByRole('textbox', { name: 'Token' })
const press = (page, name = 'Connect') => page.getByRole('button', { name, exact: true }).click()
const alert = (page, text) => page.getByRole('alert').filter({ hasText: text })

/** Fills the form for a server, and presses the button. */
async function tryServer(page, url, secret = TOKEN) {
  await way(page, 'Server')
  await address(page).fill(url)
  await token(page).fill(secret)
  await press(page)
}

/** A server for one test. @returns {Promise<string>} its address */
async function serve(t, answer) {
  const server = createServer(answer)
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.after(() => {
    server.closeAllConnections()
    server.close()
  })
  return addressOf(server)
}

async function emulate(t, options) {
  const emulator = await startEmulator({ users: 60, ...options })
  t.after(() => emulator.close())
  return emulator
}

/** The panel on a server of its own. `other` may answer first. */
async function openOwn(t, other, options = {}) {
  const server = await servePanel(other)
  t.after(() => {
    server.closeAllConnections()
    server.close()
  })
  const url = addressOf(server)
  return { page: await openPanel(t, { ...options, url }), url }
}

/** All that a later visitor of the page could find. */
const traces = (page) =>
  page.evaluate(() => JSON.stringify([location.href, document.cookie, { ...localStorage }, { ...sessionStorage }, history.state]))

test('the emulator is in the page, and nothing leaves it', async (t) => {
  const page = await openPanel(t)
  const origin = new URL(page.url()).origin
  const asked = []
  page.on('request', (request) => asked.push(request.url()))
  await page.getByText('a reload loses all changes').waitFor()
  await page.getByRole('radio', { name: '100', exact: true }).press(' ')
  await press(page)
  await page.getByRole('table').first().waitFor()
  // The pictures of made-up users are on hosts that there cannot be.
  const outside = asked.filter((url) => !url.startsWith(`${origin}/`) && !url.startsWith('data:') && !new URL(url).hostname.endsWith('.invalid'))
  assert.deepEqual(outside, [])
  assert(asked.length > 0 && asked.every((url) => !/\/(oserve|userve)\//.test(url)))
})

test('a server takes the token in the header, and the environment', async (t) => {
  const emulator = await emulate(t, { token: TOKEN })
  const page = await openPanel(t)
  await way(page, 'Server')
  await page.getByRole('textbox', { name: 'Environment' }).fill('a-test-environment')
  const first = page.waitForRequest((request) => request.method() === 'GET' && request.url().startsWith(emulator.url))
  await tryServer(page, emulator.url)
  const headers = await (await first).allHeaders()
  assert.equal(headers.authorization, `Bearer ${TOKEN}`)
  assert.equal(headers['x-hydrogen-env-id'], 'a-test-environment')
  await page.getByRole('table').first().waitFor()
})

test('a session of the console sends cookies and no token', async (t) => {
  const emulator = await emulate(t)
  const seen = []
  const proxy = (incoming, outgoing) => {
    if (!incoming.url.startsWith('/userve/')) return false
    seen.push(incoming)
    const onward = ask(`${emulator.url}${incoming.url}`, { method: incoming.method, headers: incoming.headers }, (answer) => {
      outgoing.writeHead(answer.statusCode, answer.headers)
      answer.pipe(outgoing)
    })
    incoming.pipe(onward)
    return true
  }
  const { page, url } = await openOwn(t, proxy)
  await page.context().addCookies([{ name: 'session', value: 'of-the-console', url }])
  await way(page, 'Console session')
  await address(page).fill(url)
  await press(page)
  await page.getByRole('table').first().waitFor()
  const count = seen.length
  assert(count >= 2)
  // The tab remembers a session, which is no secret: a reload goes on.
  await page.reload()
  await page.getByRole('table').first().waitFor()
  assert(seen.length > count)
  for (const { headers } of seen) {
    assert.equal(headers.authorization, undefined)
    assert.match(headers.cookie, /session=of-the-console/)
  }
  await press(page, 'Disconnect')
  await page.getByRole('radio', { name: /^Console session/, checked: true }).waitFor()
  assert.deepEqual(await page.evaluate(() => ({ ...sessionStorage })), {})
})

test('a session that nobody is signed in to says to sign in', async (t) => {
  const refuse = (request, response) => {
    if (!request.url.startsWith('/userve/')) return false
    response.writeHead(401, { 'content-type': 'application/json' }).end('{"error_msg":"unauthorized"}')
    return true
  }
  const { page, url } = await openOwn(t, refuse)
  await way(page, 'Console session')
  await address(page).fill(url)
  await press(page)
  await alert(page, 'Not signed in to the console').getByText('Sign in to the console in another tab').waitFor()
})

test('a wrong token is told at the token', async (t) => {
  const emulator = await emulate(t, { token: TOKEN })
  const page = await openPanel(t)
  await tryServer(page, emulator.url, 'another-token')
  await alert(page, 'The server does not accept the token').waitFor()
  await page.getByText('The server does not accept this token.').waitFor()
  assert.equal(await token(page).evaluate((input) => input === document.activeElement), true)
  assert.equal(await token(page).getAttribute('aria-invalid'), 'true')
  // From there on, by keyboard alone.
  await page.keyboard.press('ControlOrMeta+a')
  await page.keyboard.type(TOKEN)
  await page.keyboard.press('Enter')
  await page.getByRole('table').first().waitFor()
})

for (const [status, title, advice] of [
  [402, 'The app’s bill is unpaid', 'until the bill of the app is paid'],
  [403, 'Not allowed', 'See its permissions in the console'],
  [500, 'The server failed', 'Try again later'],
]) {
  test(`a ${status} is told for what it is`, async (t) => {
    const emulator = await emulate(t, { faults: [{ kind: 'status', status }] })
    const page = await openPanel(t)
    await tryServer(page, emulator.url)
    await alert(page, title).getByText(advice).waitFor()
  })
}

test('what the package refuses is told at its field, and nothing is sent', async (t) => {
  const page = await openPanel(t)
  const asked = []
  await way(page, 'Server')
  page.on('request', (request) => asked.push(request.url()))
  await tryServer(page, 'http://example.com', 'Bearer twice')
  await page.getByText('baseUrl: http: is only for this machine').waitFor()
  await page.getByText('auth.token: expected the token alone').waitFor()
  assert.equal(await address(page).getAttribute('aria-invalid'), 'true')
  await token(page).fill('')
  await press(page)
  await page.getByText('Enter an access token.').waitFor()
  assert.deepEqual(asked.filter((url) => !url.includes('/assets/')), [])
})

test('a server that is not there is told so', async (t) => {
  const gone = await startEmulator({ users: 6 })
  await gone.close()
  const page = await openPanel(t)
  await tryServer(page, gone.url)
  await alert(page, 'The server cannot be reached').getByText(new URL(gone.url).host).first().waitFor()
})

test('a server that lets no page in is told from one that is not there, without the token', async (t) => {
  const probes = []
  const url = await serve(t, (request, response) => {
    if (request.headers['sec-fetch-mode'] === 'no-cors') probes.push(request.headers)
    response.writeHead(200, { 'content-type': 'application/json' }).end('{}')
  })
  const page = await openPanel(t)
  await tryServer(page, url)
  const said = alert(page, 'The server does not answer to this page')
  await said.getByText(new URL(page.url()).origin).waitFor()
  assert.equal(await said.getByRole('listitem').count(), 3)
  assert.equal(probes.length, 1)
  assert.equal(probes[0].authorization, undefined)
  assert.equal(probes[0].cookie, undefined)
})

test('a device without a network is told so, and that it is back', async (t) => {
  const emulator = await emulate(t)
  const page = await openPanel(t)
  await way(page, 'Server')
  await page.waitForLoadState('networkidle')
  await page.context().setOffline(true)
  await tryServer(page, emulator.url)
  await alert(page, 'No network').waitFor()
  await page.context().setOffline(false)
  await alert(page, 'No network').waitFor({ state: 'detached' })
  await press(page)
  await page.getByRole('table').first().waitFor()
})

for (const [what, status] of [
  ['with a page', 200],
  ['that it has no such page', 404],
]) {
  test(`a server that answers ${what} is not the right one`, async (t) => {
    const url = await serve(t, (_, response) => {
      const headers = { 'access-control-allow-origin': '*', 'access-control-allow-headers': '*', 'content-type': 'text/html' }
      response.writeHead(status, headers).end('<!doctype html><title>Welcome</title>')
    })
    const page = await openPanel(t)
    await tryServer(page, url)
    await alert(page, 'This is not the right server').getByText('Check the address').waitFor()
  })
}

test('an attempt that takes long ends by itself', async (t) => {
  const emulator = await emulate(t, { faults: [{ kind: 'hang' }] })
  const page = await openPanel(t)
  await page.clock.install()
  const sent = page.waitForRequest((request) => request.url().startsWith(emulator.url))
  await tryServer(page, emulator.url)
  await sent
  await page.getByRole('button', { name: 'Connecting…' }).waitFor()
  await page.clock.fastForward(31_000)
  await alert(page, 'No answer in time').waitFor()
})

test('an attempt that takes long can be given up', async (t) => {
  const emulator = await emulate(t, { faults: [{ kind: 'hang', times: 1 }] })
  const page = await openPanel(t)
  const failed = page.waitForEvent('requestfailed', (request) => request.url().startsWith(emulator.url))
  const sent = page.waitForRequest((request) => request.url().startsWith(emulator.url))
  await tryServer(page, emulator.url)
  await sent
  await press(page, 'Cancel')
  await failed
  await press(page)
  await page.getByRole('table').first().waitFor()
})

test('a token is nowhere but in memory, and a reload asks again', async (t) => {
  const emulator = await emulate(t, { token: TOKEN })
  const page = await openPanel(t)
  await connect(page, emulator.url, TOKEN)
  assert(!(await traces(page)).includes(TOKEN))
  await page.reload()
  await page.getByRole('button', { name: 'Connect', exact: true }).waitFor()
  assert(!(await traces(page)).includes(TOKEN))
})

test('a token is kept for the tab on request alone, and gone after disconnecting', async (t) => {
  const emulator = await emulate(t, { token: TOKEN })
  const page = await openPanel(t)
  await way(page, 'Server')
  await page.getByRole('checkbox', { name: 'Keep it until this tab is closed' }).check()
  await connect(page, emulator.url, TOKEN)
  const stored = () => page.evaluate(() => [JSON.stringify({ ...sessionStorage }), JSON.stringify({ ...localStorage }), location.href])
  const [session, local, url] = await stored()
  assert(session.includes(TOKEN))
  assert(!local.includes(TOKEN) && !url.includes(TOKEN))
  await page.reload()
  await page.getByRole('table').first().waitFor()
  await press(page, 'Disconnect')
  await page.getByRole('button', { name: 'Connect', exact: true }).waitFor()
  assert(!(await traces(page)).includes(TOKEN))
  // Everything but the token is there to begin with.
  assert.equal(await address(page).inputValue(), emulator.url)
  assert.equal(await token(page).inputValue(), '')
  await page.reload()
  await page.getByRole('button', { name: 'Connect', exact: true }).waitFor()
})

test('a kept token that is accepted no longer can be given up', async (t) => {
  const emulator = await emulate(t)
  const page = await openPanel(t)
  await way(page, 'Server')
  await page.getByRole('checkbox', { name: 'Keep it until this tab is closed' }).check()
  await connect(page, emulator.url, TOKEN)
  emulator.setFaults([{ kind: 'status', status: 401 }])
  await page.reload()
  await alert(page, 'The server does not accept the token').waitFor()
  await press(page, 'Connect elsewhere')
  await page.getByRole('button', { name: 'Connect', exact: true }).waitFor()
  assert.equal(await address(page).inputValue(), emulator.url)
  assert(!(await traces(page)).includes(TOKEN))
})

test('a token that expires later is replaced where one is, and the page stays', async (t) => {
  const { page, emulator } = await openUsers(t, { emulator: { users: 60 }, search: '?size=20' })
  emulator.setFaults([{ kind: 'status', status: 401 }])
  await page.evaluate(() => history.pushState(history.state, '', '?size=20&page=2'))
  await page.goBack()
  await page.goForward()
  const said = alert(page, 'The server does not accept the token')
  await said.getByRole('button', { name: 'Connect again…' }).click()
  const dialog = page.getByRole('dialog', { name: /^Connect again to/ })
  await dialog.getByRole('textbox', { name: 'Token' }).fill('a-new-token')
  await dialog.getByRole('button', { name: 'Connect', exact: true }).click()
  // Still refused: said in the dialog, which stays.
  await dialog.getByRole('alert').filter({ hasText: 'The server does not accept the token' }).waitFor()
  emulator.setFaults([])
  const read = page.waitForRequest((request) => request.url().includes('offset=20') && request.method() === 'GET')
  await dialog.getByRole('button', { name: 'Connect', exact: true }).click()
  assert.equal((await (await read).allHeaders()).authorization, 'Bearer a-new-token')
  await dialog.waitFor({ state: 'detached' })
  await said.waitFor({ state: 'detached' })
  assert.equal(new URL(page.url()).search, '?size=20&page=2')
})

test('whoever goes elsewhere while a new token is tried is not brought back', async (t) => {
  const { page, emulator } = await openUsers(t, { emulator: { users: 60 }, search: '?size=20' })
  emulator.setFaults([{ kind: 'status', status: 401 }])
  await page.evaluate(() => history.pushState(history.state, '', '?size=20&page=2'))
  await page.goBack()
  await page.goForward()
  await alert(page, 'The server does not accept the token').getByRole('button', { name: 'Connect again…' }).click()
  const dialog = page.getByRole('dialog', { name: /^Connect again to/ })
  await dialog.getByRole('textbox', { name: 'Token' }).fill('a-new-token')
  emulator.setFaults([{ kind: 'hang' }])
  const isOurs = (request) => request.url().startsWith(emulator.url) && request.method() === 'GET'
  const sent = page.waitForRequest(isOurs)
  const failed = page.waitForEvent('requestfailed', isOurs)
  await dialog.getByRole('button', { name: 'Connect', exact: true }).click()
  await sent
  await dialog.getByRole('button', { name: 'Disconnect and connect elsewhere' }).click()
  await dialog.waitFor({ state: 'detached' })
  // Nobody waits for the answer any more.
  await failed
  await page.getByRole('button', { name: 'Connect', exact: true }).waitFor()
})

test('a server that goes away later, and comes back, is told in the same words', async (t) => {
  const { page, emulator } = await openUsers(t, { emulator: { users: 60 }, search: '?size=20' })
  emulator.setFaults([{ kind: 'reset_before', path: '/user_profile/' }])
  await page.evaluate(() => history.pushState(history.state, '', '?size=20&page=2'))
  await page.goBack()
  await page.goForward()
  await alert(page, 'The answer was lost').waitFor()
  await emulator.close()
  await page.getByRole('button', { name: 'Try again' }).click()
  await alert(page, 'The server cannot be reached').waitFor()
})

test('the address comes from panel.json, which may be missing or nonsense', async (t) => {
  const answers = [
    ['{"server":"https://proxy.example/users"}', 'https://proxy.example/users'],
    ['{"server":"/behind/"}', (url) => `${url}/behind/`],
    ['<!doctype html>', 'https://cloud.minapp.com'],
    ['{"server":7}', 'https://cloud.minapp.com'],
    [undefined, 'https://cloud.minapp.com'],
  ]
  for (const [text, expected] of answers) {
    const { page, url } = await openOwn(t, (request, response) => {
      if (request.url !== '/panel.json') return false
      if (text === undefined) response.writeHead(404).end()
      else response.end(text)
      return true
    })
    await way(page, 'Server')
    assert.equal(await address(page).inputValue(), typeof expected === 'string' ? expected : expected(url))
  }
})

test('the site works below any path', async (t) => {
  const { page, url } = await openOwn(t, (request) => {
    request.url = request.url.replace(/^\/some\/where\//, '/')
    return false
  })
  const missing = []
  page.on('response', (response) => response.status() === 404 && missing.push(response.url()))
  await page.goto(`${url}/some/where/index.html`)
  const asked = page.waitForRequest((request) => request.url() === `${url}/some/where/panel.json`)
  await page.reload()
  await asked
  await press(page)
  await page.getByRole('table').first().waitFor()
  assert.deepEqual(missing, [])
})
