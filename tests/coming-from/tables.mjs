// The tables of docs/coming-from.md, and what their right sides send.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { tables } from '../readme/markdown.mjs'

const { MINAPP_CONSUMER: consumer } = process.env
assert(consumer, 'run this with `cargo xtask test coming-from`')

const minapp = createRequire(join(consumer, 'caller.cjs'))('minapp-users')
const document = readFileSync(fileURLToPath(new URL('../../docs/coming-from.md', import.meta.url)), 'utf8')

export const ID = 70695404

/** The code of a cell, and whether it is marked as not checked. */
const cell = (text) => ({ code: text.match(/`(.+?)`(?: †)?$/)?.[1] ?? '', isUnchecked: text.endsWith('†') })

/** The rows of the table below a heading within headings, without its head. @param {...string} headings */
export function rowsBelow(...headings) {
  let text = document
  for (const heading of headings) {
    const [, level] = heading.match(/^(#+) /)
    const from = text.indexOf(`\n${heading}\n`)
    assert(from >= 0, `there is no ${heading}`)
    const rest = text.slice(from + heading.length + 2)
    const end = rest.search(new RegExp(`^#{1,${level.length}} `, 'm'))
    text = end < 0 ? rest : rest.slice(0, end)
  }
  const found = tables(text)
  assert.equal(found.length, 1, headings.join(', '))
  return found[0].slice(1).map((cells) => cells.map(cell))
}

/** What an expression gives, with `names` to speak of. */
export const evaluate = (code, names) => new Function(...Object.keys(names), `return (${code})`)(...Object.values(names))

/** A request in one line: method, path and decoded query, and the body. */
export function line({ method, url, body }) {
  const { pathname, search } = new URL(url)
  return `${method} ${pathname}${decodeURIComponent(search)}${body ? ` ${body}` : ''}`
}

/** What the right side of a row sends first. @returns {Promise<{ method: string, url: string, body?: string }>} */
export async function sent(code) {
  const requests = []
  const users = new minapp.UsersClient({
    auth: { token: 'a-token' },
    retry: { maxRetries: 0 },
    fetch: async (url, { method, body }) => (requests.push({ method, url, body }), new Response('{}', { status: 404 })),
  })
  await assert.rejects(evaluate(code, { ...minapp, users, id: ID }), { status: 404 })
  assert.equal(requests.length, 1)
  return requests[0]
}

/** The condition of a right side, as JSON. */
export const condition = (code) => JSON.parse(JSON.stringify(evaluate(code, minapp)))
