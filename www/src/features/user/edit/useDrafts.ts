import { useMemo, useState } from 'react'
import type { Change } from '../../change/change'
import { type Draft, isIdle } from './draft'

/** The drafts of one user, each with what is wrong with it. */
export interface Drafts {
  readonly all: readonly Draft[]
  /** Those that change something. */
  readonly unsaved: readonly Draft[]
  readonly problems: ReadonlyMap<string, string>
  readonly put: (change: Change, seen: unknown) => void
  readonly drop: (field: string) => void
  readonly replace: (drafts: readonly Draft[]) => void
  readonly setProblems: (problems: ReadonlyMap<string, string>) => void
}

/** Keeps drafts, in the order in which they were begun. */
export function useDrafts(): Drafts {
  const [all, setAll] = useState<readonly Draft[]>([])
  const [problems, setProblems] = useState<ReadonlyMap<string, string>>(new Map())
  return useMemo(
    () => ({
      all,
      unsaved: all.filter((draft) => !isIdle(draft)),
      problems,
      put: (change, seen) => {
        setAll((drafts) => {
          const at = drafts.findIndex((draft) => draft.change.field === change.field)
          return at < 0 ? [...drafts, { change, seen }] : drafts.with(at, { change, seen })
        })
        setProblems((known) => without(known, change.field))
      },
      drop: (field) => {
        setAll((drafts) => drafts.filter((draft) => draft.change.field !== field))
        setProblems((known) => without(known, field))
      },
      replace: (drafts) => {
        setAll(drafts)
        setProblems(new Map())
      },
      setProblems,
    }),
    [all, problems],
  )
}

function without(problems: ReadonlyMap<string, string>, field: string) {
  const rest = new Map(problems)
  rest.delete(field)
  return rest
}
