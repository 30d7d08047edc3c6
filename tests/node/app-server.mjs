// A server that signs an app in by client id and secret as the vendor's does, in two redirects with cookies, and then
// gives user 5 to whoever has the live token. It notes each step, and may be told to go wrong at any.
import { assertNoSecret, clientOf, onEvent, serve } from './support.mjs'

/** Every secret of the sign-in ends so. */
const MARK = '-must-stay-secret'
const SECRETS = { secret: MARK }
export const APP = { clientId: 'my-app', clientSecret: `client-secret${MARK}` }
const COOKIES = { first: `a=cookie-1${MARK}`, second: `b=cookie-2${MARK}` }
const AUTHORIZE = '/api/oauth2/hydrogen/openapi/authorize/'
const EXCHANGE = '/api/oauth2/access_token/'

/** Fails when `value` shows a secret, a token, a code or a cookie of the sign-in, however it is looked at. */
export const assertNothingOfApp = (value) => assertNoSecret(value, SECRETS)

/** The token of the `n`-th issue, by which tests tell them apart. */
export const tokenOf = (n) => `access-${n}${MARK}`

/**
 * `wrong(step, n)` may give what answers the `n`-th request of a step, `'authorize'`, `'redirect'`, `'code'`,
 * `'exchange'`, `'refresh'` or `'call'`, instead of the right answer; it gets what gives that, and the request, as well.
 */
export async function serveApp({ lifetimeSeconds = 3600, wrong = () => undefined } = {}) {
  const steps = []
  const live = {}
  let issues = 0
  let codes = 0

  const json = (response, status, value) =>
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value))
  // A refusal that repeats whatever it was sent, as servers do.
  const refuse = (response, status, request, body) =>
    json(response, status, { error_msg: `no: ${body} ${request.headers.cookie} ${JSON.stringify(request.headers)}` })
  const issue = (response) => {
    issues++
    Object.assign(live, { token: tokenOf(issues), refresh: `refresh-${issues}${MARK}`, code: undefined })
    json(response, 200, {
      access_token: live.token,
      token_type: 'Bearer',
      expires_in: lifetimeSeconds,
      refresh_token: live.refresh,
      scope: 'all',
    })
  }
  const redirect = (response, location, cookie) =>
    response.writeHead(302, { location, 'set-cookie': [`${cookie}; Path=/; HttpOnly; Secure`, 'theme=dark'] }).end()
  const isApp = (sent) => sent.client_id === APP.clientId && sent.client_secret === APP.clientSecret

  const right = {
    authorize: (_, response, sent) => isApp(sent) && redirect(response, `/first/?state=s${MARK}`, COOKIES.first),
    redirect: ({ headers: { cookie = '' } }, response) =>
      cookie === `${COOKIES.first}; theme=dark` && redirect(response, `${url}/second/?state=s${MARK}`, COOKIES.second),
    code: ({ headers: { cookie = '' } }, response) =>
      [COOKIES.first, COOKIES.second].every((one) => cookie.split('; ').includes(one)) &&
      json(response, 200, { code: (live.code = `code-${++codes}${MARK}`), expires_in: 300 }),
    exchange: (_, response, sent) => isApp(sent) && sent.code === live.code && (issue(response), true),
    refresh: (_, response, sent) => isApp(sent) && sent.refresh_token === live.refresh && (issue(response), true),
    call: ({ headers }, response) =>
      headers.authorization === `Bearer ${live.token}` && (json(response, 200, { id: 5 }), true),
  }

  function stepOf({ method, url }, sent) {
    const path = url.split('?')[0]
    if (method === 'POST' && path === AUTHORIZE) return 'authorize'
    if (method === 'POST' && path === EXCHANGE) return sent.grant_type === 'refresh_token' ? 'refresh' : 'exchange'
    return { '/first/': 'redirect', '/second/': 'code' }[path] ?? 'call'
  }

  const { url, requests } = await serve((request, response, body) => {
    const sent = request.method === 'POST' ? JSON.parse(body) : {}
    const step = stepOf(request, sent)
    steps.push(step)
    const answer = () => right[step](request, response, sent) || refuse(response, 401, request, body)
    const fault = wrong(step, steps.filter((other) => other === step).length, answer, request)
    if (fault) fault(request, response, body)
    else answer()
  })

  return {
    url,
    requests,
    /** The steps that were asked for, in order. */
    steps,
    /** How often each step was. */
    counts: () => steps.reduce((counts, step) => ({ ...counts, [step]: (counts[step] ?? 0) + 1 }), {}),
    /** Kills the live token, as its expiry does. */
    kill: () => (live.token = undefined),
    /** Kills the token that renews it, too. */
    killRefresh: () => (live.refresh = undefined),
    /** A client that signs in by the app, and tells no event that shows a secret. */
    client: (options) => clientOf(url, { auth: APP, onEvent: (event) => onEvent(event, SECRETS), ...options }),
  }
}
