// @ts-check
// The smallest admin page: lists, filters, reads and changes users through the package. The token stays in memory.
import { MinappError, UsersClient, and, field, increment } from 'minapp-users'

const PAGE = 20

/** @typedef {{ level: number, vip: boolean }} Profile */

/** @type {UsersClient<Profile> | undefined} */
let users
let offset = 0

/** @param {string} selector */
const element = (selector) => /** @type {HTMLElement} */ (document.querySelector(selector))
const status = element('#status')

/** @param {string} form */
const values = (form) => new FormData(/** @type {HTMLFormElement} */ (element(form)))

/** What the filter form says, as a condition. */
function where() {
  const filter = values('#filter')
  const [nickname, level] = [String(filter.get('nickname')), String(filter.get('level'))]
  const parts = []
  if (nickname !== '') parts.push(field('nickname').contains(nickname))
  if (level !== '') parts.push(field('level').gte(Number(level)))
  return parts.length > 0 ? and(...parts) : {}
}

/**
 * Runs what a control asks for, and says how it went.
 *
 * @param {(users: UsersClient<Profile>) => Promise<string>} task
 */
async function run(task) {
  if (!users) {
    status.textContent = 'Connect first.'
    return
  }
  status.textContent = 'Loading…'
  try {
    status.textContent = await task(users)
  } catch (error) {
    if (!MinappError.is(error)) throw error
    status.textContent = `${error.code}: ${error.message}`
  }
}

async function list() {
  await run(async (users) => {
    const page = await users.list({ where: where(), limit: PAGE, offset, withCount: true })
    element('#users').replaceChildren(...page.objects.map(row))
    element('#previous').toggleAttribute('disabled', page.meta.previous === null)
    element('#next').toggleAttribute('disabled', page.meta.next === null)
    return `${page.meta.total_count} users`
  })
}

/** @param {import('minapp-users').User<Profile>} user */
function row(user) {
  const row = document.createElement('tr')
  const cells = [button(String(user.id), () => show(user.id)), user.nickname ?? '–', user.level ?? '–', user.vip ? 'yes' : 'no']
  const change = button('Level + 1', () => levelUp(user.id))
  for (const content of [...cells, change]) {
    const cell = document.createElement('td')
    cell.append(content instanceof Node ? content : String(content))
    row.append(cell)
  }
  return row
}

/**
 * @param {string} text
 * @param {() => Promise<void>} action
 */
function button(text, action) {
  const button = document.createElement('button')
  button.type = 'button'
  button.textContent = text
  button.addEventListener('click', action)
  return button
}

/** @param {number} id */
async function show(id) {
  await run(async (users) => {
    element('#user').textContent = JSON.stringify(await users.get(id), null, 2)
    return `user ${id}`
  })
}

/** @param {number} id */
async function levelUp(id) {
  await run(async (users) => {
    const user = await users.update(id, { level: increment(1) })
    element('#user').textContent = JSON.stringify(user, null, 2)
    return `user ${id} is at level ${user.level}`
  })
}

element('#connection').addEventListener('submit', async (event) => {
  event.preventDefault()
  const { baseUrl, token } = Object.fromEntries(values('#connection'))
  try {
    users = new UsersClient({ auth: { token: String(token) }, baseUrl: String(baseUrl) })
  } catch (error) {
    status.textContent = error instanceof Error ? error.message : String(error)
    return
  }
  offset = 0
  await list()
})

element('#filter').addEventListener('submit', async (event) => {
  event.preventDefault()
  offset = 0
  await list()
})

element('#make-vip').addEventListener('click', async () => {
  await run(async (users) => {
    // Who has been changed no longer matches, so the same button goes on where it stopped.
    const others = and(where(), field('vip').ne(true))
    const count = await users.count(others)
    if (count === 0 || !confirm(`Make ${count} users VIP?`)) return 'nothing changed'
    const result = await users.updateMany({ where: others, update: { vip: true }, limit: 1000 })
    if (result.status === 'background') return `operation ${result.operation_id} goes on in the background`
    const more = result.next === null ? '' : '; more match, press it again'
    return `${result.succeeded.length} changed, ${result.failed.length} failed${more}`
  })
})

for (const [selector, step] of /** @type {const} */ ([['#previous', -PAGE], ['#next', PAGE]])) {
  element(selector).addEventListener('click', async () => {
    offset = Math.max(0, offset + step)
    await list()
  })
}
