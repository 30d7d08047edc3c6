// Reads and writes of users, as hooks. Every answer teaches which fields there are.
import { keepPreviousData, skipToken, useQuery, useQueryClient } from '@tanstack/react-query'
import type { User, WhereOf } from 'minapp-users'
import { useCallback } from 'react'
import { type Connection, useConnection } from './connection'
import { fieldsOf } from './fields'

/** A page of the table. */
export interface PageQuery {
  readonly where: WhereOf | undefined
  /** A field, with `-` before it for descending; nothing for the server's own order, newest first. */
  readonly orderBy: string | undefined
  /** From 1 on. */
  readonly page: number
  readonly pageSize: number
}

/** What a page holds. */
export interface UsersOnPage {
  readonly users: readonly User[]
  /** How many users come before the first of these. */
  readonly offset: number
  readonly hasNext: boolean
}

/** Users with the same value follow each other by id, lest one stand on two pages and another on none. */
function withoutTies(orderBy: string | undefined) {
  return orderBy === undefined || orderBy === 'id' || orderBy === '-id' ? orderBy : [orderBy, 'id']
}

async function readPage(connection: Connection, query: PageQuery, signal: AbortSignal): Promise<UsersOnPage> {
  const { where, orderBy, page, pageSize } = query
  const offset = (page - 1) * pageSize
  const answer = await connection.users.list({ where, orderBy: withoutTies(orderBy), limit: pageSize, offset, signal })
  fieldsOf(connection).learn(answer.objects)
  return { users: answer.objects, offset, hasNext: answer.meta.next !== null }
}

/** A page of users; while another one is read, the one before stays. Without a query, nothing is asked. */
export function usePage(query: PageQuery | undefined) {
  const connection = useConnection()
  return useQuery({
    queryKey: ['users', connection.key, 'page', query],
    queryFn: query ? ({ signal }) => readPage(connection, query, signal) : skipToken,
    placeholderData: keepPreviousData,
  })
}

/** How many match; asked for only when `enabled`, because it takes the server longer. */
export function useTotal(where: WhereOf | undefined, enabled: boolean) {
  const connection = useConnection()
  return useQuery({
    queryKey: ['users', connection.key, 'total', where],
    queryFn: ({ signal }) => connection.users.count(where, { signal }),
    enabled,
    // A count is asked for anew, not remembered.
    gcTime: 0,
  })
}

/** Says that users were changed: what is shown of them is read again. */
export function useUsersChanged() {
  const queries = useQueryClient()
  return useCallback(() => queries.invalidateQueries({ queryKey: ['users'] }), [queries])
}
