// The order of the rows, as the address has it: a field, with `-` before it for descending.

/** The order that the server gives unless told otherwise. */
const SERVERS_OWN = '-created_at'

export type Direction = 'ascending' | 'descending'

/** The field that the rows are ordered by. */
export const fieldOf = (sort: string) => sort.replace(/^-/, '')

/** Which way the rows are ordered by a field, if they are. */
export function directionOf(sort: string | undefined, field: string): Direction | undefined {
  const shown = sort ?? SERVERS_OWN
  if (shown === field) return 'ascending'
  return shown === `-${field}` ? 'descending' : undefined
}

/** What a click on a field's header does: first up, then down, then the server's own order again. */
export function nextSort(sort: string | undefined, field: string): string | undefined {
  const direction = directionOf(sort, field)
  if (direction === 'ascending') return `-${field}` === SERVERS_OWN ? undefined : `-${field}`
  return direction === 'descending' && `-${field}` !== SERVERS_OWN ? undefined : field
}
