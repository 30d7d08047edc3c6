// What the parts of the builder do to the whole.
import { createContext, use } from 'react'
import type { Problem } from './toWhere'
import type { Group, Part } from './tree'

interface Builder {
  readonly problems: readonly Problem[]
  /** The part that was added last, where the keyboard goes on. */
  readonly fresh: string | undefined
  readonly setFresh: (id: string | undefined) => void
  readonly setGroup: (id: string, by: (group: Group) => Group) => void
  /** Puts other parts, or none, in the place of one. */
  readonly replace: (id: string, by: (part: Part) => readonly Part[]) => void
}

export const BuilderContext = createContext<Builder | undefined>(undefined)

export function useBuilder(): Builder {
  const builder = use(BuilderContext)
  if (!builder) throw new Error('there is no builder above')
  return builder
}

/** What is wrong with one part. */
export const useProblems = (id: string) => useBuilder().problems.filter(({ part }) => part === id)

/** The button of a group that adds a condition; where one was removed, the keyboard goes there. */
export const addButtonOf = (group: string) => `filter-${group}-add`
