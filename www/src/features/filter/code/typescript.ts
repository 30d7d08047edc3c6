// A program that lists the same users.
import { Where } from 'minapp-users'
import { type Connection, DEFAULT_SERVER } from '../../../data/connection'
import { literal } from './literal'

/** What the table shows. */
export interface List {
  readonly where: Where | undefined
  /** A field, with `-` before it for descending. */
  readonly sort: string | undefined
  /** From 1 on. */
  readonly page: number
  readonly size: number
}

/** The options of `users.list` that ask for it. */
export const optionsOf = ({ where, sort, page, size }: List) => ({
  ...(where && { where }),
  ...(sort !== undefined && { orderBy: sort }),
  limit: size,
  ...(page > 1 && { offset: (page - 1) * size }),
})

/** A whole program in TypeScript. */
export function toTypeScript({ kind, baseUrl, envId }: Pick<Connection, 'kind' | 'baseUrl' | 'envId'>, list: List): string {
  const isDefault = new URL(baseUrl).href === new URL(DEFAULT_SERVER).href
  const client = [
    `auth: ${kind === 'session' ? '{ session: true }' : '{ token: process.env.MINAPP_TOKEN! }'}`,
    ...(isDefault ? [] : [`baseUrl: ${literal(baseUrl)}`]),
    ...(envId === undefined ? [] : [`envId: ${literal(envId)}`]),
  ]
  const options = Object.entries(optionsOf(list)).map(([name, value]) => `${name}: ${literal(value instanceof Where ? value.toJSON() : value, '  ')}`)
  return `import { UsersClient } from 'minapp-users'

const users = new UsersClient(${members(client)})

const page = await users.list(${members(options)})

for (const user of page.objects) console.log(user.id, user.nickname)
`
}

const members = (all: readonly string[]) => (all.length === 1 ? `{ ${all[0]} }` : `{\n  ${all.join(',\n  ')},\n}`)
