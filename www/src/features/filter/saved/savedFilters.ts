// Filters under a name, kept in this browser for one connection. A filter is the short form: no secret is in it.
import useLocalStorageState from 'use-local-storage-state'
import { useConnection } from '../../../data/connection'

export interface SavedFilter {
  readonly name: string
  /** The short form. */
  readonly filter: string
}

/** By name, as people sort names. */
const inOrder = (filters: readonly SavedFilter[]) =>
  [...filters].sort((left, right) => left.name.localeCompare(right.name))

/** What is in the storage may be of another version, or of somebody's hand. */
function isSaved(value: unknown): value is SavedFilter {
  if (typeof value !== 'object' || value === null) return false
  const { name, filter } = value as Partial<SavedFilter>
  return typeof name === 'string' && typeof filter === 'string'
}

const withSaved = (filters: readonly SavedFilter[], saved: SavedFilter): readonly SavedFilter[] =>
  inOrder([...without(filters, saved.name), saved])

const without = (filters: readonly SavedFilter[], name: string): readonly SavedFilter[] =>
  filters.filter((filter) => filter.name !== name)

/** The saved filters of the connection, and how to change them. */
export function useSavedFilters() {
  const { key } = useConnection()
  const [stored, setStored, { isPersistent }] = useLocalStorageState<unknown>(`filters ${key}`, { defaultValue: [] })
  const filters: readonly SavedFilter[] = Array.isArray(stored) ? stored.filter(isSaved) : []
  return {
    filters,
    isPersistent,
    has: (name: string) => filters.some((filter) => filter.name === name),
    save: (saved: SavedFilter) => setStored(withSaved(filters, saved)),
    remove: (name: string) => setStored(without(filters, name)),
    rename: (saved: SavedFilter, name: string) => setStored(withSaved(without(filters, saved.name), { ...saved, name })),
  }
}
