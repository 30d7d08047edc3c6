import { useQuery } from '@tanstack/react-query'
import { useConnection } from '../../data/connection'
import { fieldsOf, useFields } from '../../data/fields'

/** Users who are looked at for their fields. */
const SAMPLE = 50

/** Learns the custom fields from some users where nobody was read who has any: where a filter matches nobody. */
export function useDiscovery() {
  const connection = useConnection()
  const isUnknown = useFields().every((field) => field.isBuiltIn)
  useQuery({
    queryKey: ['users', connection.key, 'fields'],
    queryFn: async ({ signal }) => {
      const { objects } = await connection.users.list({ limit: SAMPLE, signal })
      fieldsOf(connection).learn(objects)
      return objects.length
    },
    enabled: isUnknown,
  })
}
