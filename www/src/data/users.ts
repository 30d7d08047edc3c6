// Reads and writes of users, as hooks. Every answer teaches which fields there are.
import { keepPreviousData, queryOptions, useQuery, useQueryClient } from '@tanstack/react-query'
import type { WhereOf } from 'minapp-users'
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

const pageOptions = (connection: Connection, { where, orderBy, page, pageSize }: PageQuery) =>
  queryOptions({
    queryKey: ['users', connection.key, 'page', where, orderBy, page, pageSize],
    queryFn: async ({ signal }) => {
      const answer = await connection.users.list({ where, orderBy, limit: pageSize, offset: (page - 1) * pageSize, signal })
      fieldsOf(connection).learn(answer.objects)
      return { users: answer.objects, hasNext: answer.meta.next !== null }
    },
  })

/** A page of users; while another one is read, the one before stays. */
export function usePage(query: PageQuery) {
  const connection = useConnection()
  return useQuery({ ...pageOptions(connection, query), placeholderData: keepPreviousData })
}

/** How many match; asked for only when `enabled`, because it takes the server longer. */
export function useTotal(where: WhereOf | undefined, enabled: boolean) {
  const connection = useConnection()
  return useQuery({
    queryKey: ['users', connection.key, 'total', where],
    queryFn: ({ signal }) => connection.users.count(where, { signal }),
    enabled,
  })
}

/** Says that users were changed: what is shown of them is read again. */
export function useUsersChanged() {
  const queries = useQueryClient()
  return useCallback(() => queries.invalidateQueries({ queryKey: ['users'] }), [queries])
}
