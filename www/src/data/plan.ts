// What a job would do, before it does it.
import { useQuery } from '@tanstack/react-query'
import type { User } from 'minapp-users'
import type { Terms } from './checkpoints'
import { type Connection, useConnection } from './connection'
import { fieldsOf } from './fields'

/** Reads everyone who matches and shows the requests that would change them; from a checkpoint on, who is left. */
export function usePlan(terms: Terms, checkpoint: string | undefined) {
  const connection = useConnection()
  return useQuery({
    queryKey: ['users', connection.key, 'plan', terms, checkpoint],
    queryFn: ({ signal }) => connection.users.updateAll({ ...terms, checkpoint, dryRun: true, signal }).report(),
    // What is agreed to has to be new, and the requests of many users are long.
    staleTime: 0,
    gcTime: 0,
  })
}

/** Users who match, a few of them. */
export function useSample({ where }: Terms, enabled: boolean) {
  const connection = useConnection()
  return useQuery({
    queryKey: ['users', connection.key, 'sample', where],
    queryFn: async ({ signal }): Promise<readonly User[]> => {
      const { objects } = await connection.users.list({ where, limit: 5, signal })
      fieldsOf(connection).learn(objects)
      return objects
    },
    staleTime: 0,
    enabled,
  })
}

/** Which part of the terms the package refuses, and its words. */
export interface Refusal {
  readonly part: 'update' | 'marker' | 'where'
  readonly error: unknown
}

/** Asks the package, which sends nothing, part by part: what is right alone and wrong with another one is that other's mistake. */
export function refusalOf({ users }: Connection, { where, update, marker }: Terms): Refusal | undefined {
  const parts = [
    ['update', { where: {}, update }],
    ['marker', { where: {}, update, marker }],
    ['where', { where, update, marker }],
  ] as const
  for (const [part, terms] of parts) {
    try {
      users.updateAll(terms)
    } catch (error) {
      return { part, error }
    }
  }
  return undefined
}
