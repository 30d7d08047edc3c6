// What the address bar says: filter, sort, page, and whose drawer is open. A link shows somebody else the same.
import type { Where } from 'minapp-users'
import { parseWhere, type WhereSyntaxError } from 'minapp-users/text'
import { createSerializer, parseAsInteger, parseAsString, useQueryStates } from 'nuqs'
import { useCallback, useMemo } from 'react'

/** Users on a page, the choices. */
export const PAGE_SIZES = [20, 50, 100, 200, 500, 1000]

const positive = parseAsInteger.withOptions({ clearOnDefault: true })

const PARAMETERS = {
  /** A condition in the short form of `minapp-users/text`. */
  filter: parseAsString.withDefault('').withOptions({ history: 'push' }),
  /** A field, with `-` before it for descending. */
  sort: parseAsString.withDefault('').withOptions({ history: 'push' }),
  page: positive.withDefault(1).withOptions({ history: 'push' }),
  size: positive.withDefault(50),
  user: parseAsInteger.withOptions({ history: 'push' }),
}

/** What the address says, and how to change it. */
export function useAddress() {
  const [address, setAddress] = useQueryStates(PARAMETERS)
  return {
    filter: address.filter,
    sort: address.sort === '' ? undefined : address.sort,
    // Anybody can write a link.
    page: Math.max(1, address.page),
    size: PAGE_SIZES.includes(address.size) ? address.size : 50,
    user: address.user,
    setAddress,
  }
}

const serialize = createSerializer(PARAMETERS)

/** Makes the link that shows the same with a user's drawer open, for another tab. */
export function useUserHref(): (id: number) => string {
  const { filter, sort, page, size } = useAddress()
  return useCallback((user) => serialize({ filter, sort: sort ?? '', page, size, user }), [filter, sort, page, size])
}

/** The condition that a text says: everyone where there is none; or what is wrong with the text. */
export type Condition = { where: Where | undefined; error?: undefined } | { where?: undefined; error: WhereSyntaxError }

/** Reads a text as a condition. */
export function readCondition(text: string): Condition {
  if (text.trim() === '') return { where: undefined }
  try {
    return { where: parseWhere(text) }
  } catch (error) {
    return { error: error as WhereSyntaxError }
  }
}

/** The condition in the address. */
export function useCondition(): Condition {
  const { filter } = useAddress()
  return useMemo(() => readCondition(filter), [filter])
}
