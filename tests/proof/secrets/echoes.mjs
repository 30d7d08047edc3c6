// Answers of a server that repeats every secret that the client sent or was sent, wherever it may.

/** Awkward ones: what JSON, HTML and URLs write in other words. */
export const SECRETS = {
  token: 'canary-token/"q"\\b<i>&+=%',
  password: 'canary 密码 "pass"\\word/<b>\u{1f600}\n',
  clientSecret: 'canary-client-secret/"q"\\密',
}

const hex = (unit) => unit.charCodeAt(0).toString(16).padStart(4, '0')
const json = (text) => JSON.stringify(text).slice(1, -1)

/** How JSON may spell a text. */
const SPELLINGS = {
  plainly: json,
  'with slashes escaped': (text) => json(text).replaceAll('/', '\\/'),
  'in ascii': (text) => json(text).replace(/[^\x20-\x7e]/g, (unit) => `\\u${hex(unit)}`),
  'for html': (text) => json(text).replace(/[^\x20-\x7e]|[<>&+=%]/g, (unit) => `\\u${hex(unit).toUpperCase()}`),
  'in units alone': (text) => text.replace(/[^]/g, (unit) => `\\u${hex(unit)}`),
  'twice, as a text within a text': (text) => json(json(text)),
  'twice, the inner one in ascii': (text) => json(json(text).replace(/[^\x20-\x7e]/g, (unit) => `\\u${hex(unit)}`)),
}

const BODIES = {
  error_msg: (text) => `{"error_msg":"no: ${text}"}`,
  message: (text) => `{"error_msg":"","message":"${text} ${text}"}`,
  error_message: (text) => `{"error_message":"${'x'.repeat(480)}${text}"}`,
  'a wrong shape': (text) => `{"meta":"${text}","objects":["${text}"],"id":"${text}","operation_result":["${text}"]}`,
  'names of members': (text) => `{"${text}":"${text}"}`,
  'cut off': (text) => `{"error_msg":"${text}","more":"`,
  'no json': (text) => `<html>${text}</html>`,
}

const together = (secrets) => [...secrets].join(' and ')

/** Names of bodies, and what makes each of secrets that it repeats. */
export function bodies() {
  const texts = []
  for (const [how, spell] of Object.entries(SPELLINGS)) {
    for (const [where, body] of Object.entries(BODIES)) texts.push([`${where}, spelled ${how}`, (secrets) => body(spell(together(secrets)))])
  }
  texts.push(['the bare text', together])
  return texts
}

/** What looks like a Response, whose headers repeat these secrets, and may hold what no Response allows. */
export function answer(status, body, secrets) {
  const headers = {
    get: (name) => (name === 'content-type' ? 'application/json' : name === 'retry-after' ? null : `r-${together(secrets)}`),
    getSetCookie: () => [],
  }
  return { status, headers, text: async () => body }
}
