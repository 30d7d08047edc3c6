// A job that changes many users, as a hook: its state, and what an operator can do about it.
import type { Marker, UpdateOf, WhereJson, WhereOf } from 'minapp-users'
import { useEffect, useReducer, useRef } from 'react'
import { checkpointsOf, type JobRecord, type Terms } from './checkpoints'
import { useConnection } from './connection'
import { type Run, runJob } from './job-run'
import { isBusy, opened, reduce } from './job-state'
import { useUsersChanged } from './users'

/** The terms as JSON, everyone where there is no condition: whoever reads them again has the same job. */
export const termsOf = (where: WhereOf | undefined, update: UpdateOf, marker: Marker | undefined): Terms => ({
  where: JSON.parse(JSON.stringify(where ?? {})) as WhereJson,
  update: JSON.parse(JSON.stringify(update)) as UpdateOf,
  marker,
})

/** A job that has not begun. */
export const newJob = (id: string, terms: Terms, expectMax: number, isKept: boolean): JobRecord => ({
  ...terms,
  id,
  startedAt: Date.now(),
  expectMax,
  checkpoint: undefined,
  counts: { matched: expectMax, succeeded: 0, failed: 0, unknown: 0, skipped: 0, done: false },
  failures: [],
  doubts: [],
  isKept,
  stored: undefined,
  witnesses: undefined,
})

/** At first `resumed`, paused; or no job at all. */
export function useJob(resumed: JobRecord | undefined) {
  const connection = useConnection()
  const usersChanged = useUsersChanged()
  const [state, dispatch] = useReducer(reduce, resumed, opened)
  const { phase, job } = state
  const run = useRef<Run>(undefined)

  const start = (job: JobRecord) => {
    dispatch({ type: 'started', job, at: Date.now() })
    run.current = runJob(connection, job, {
      stepped: (job) => dispatch({ type: 'stepped', job, at: Date.now() }),
      rejected: (job, error, retryAt) => dispatch({ type: 'rejected', job, error, retryAt }),
      retrying: () => dispatch({ type: 'retrying', at: Date.now() }),
      ended: (ending) => {
        dispatch({ type: 'stopped', ending })
        void usersChanged()
      },
    })
  }
  const stop = async (next: 'paused' | 'ended') => {
    dispatch({ type: 'stopping', next })
    run.current?.stop()
    return run.current?.ended
  }

  // Whatever takes the drawer away, such as another connection: nobody would be left to see the job, or to stop it.
  useEffect(() => () => run.current?.stop(), [])
  const id = job?.id
  useEffect(() => (id === undefined ? undefined : checkpointsOf(connection).show(id)), [connection, id])

  return {
    ...state,
    isBusy: isBusy(phase),
    /** Whether something would be lost if the page were left. */
    isAtRisk: isBusy(phase) || (phase.name === 'paused' && job?.isKept === false),
    start,
    /** Goes on with a job that is paused or was cancelled; from now on without keeping it, if so told. */
    goOn: (isKept = job?.isKept ?? true) => job && start({ ...job, isKept }),
    /** Resolves to the job once nothing is in flight any more: it may be done all the same. */
    pause: () => stop('paused'),
    cancel: () => (isBusy(phase) ? void stop('ended') : dispatch({ type: 'cancelled' })),
    /** Waits no longer for what is in flight. */
    cutOff: () => run.current?.cutOff(),
    retryNow: () => run.current?.retryNow(),
    /** The job cannot be gone on with any more. */
    forget: () => {
      if (id !== undefined) checkpointsOf(connection).forget(id)
      dispatch({ type: 'closed' })
    },
    /** Leaves the job as it stands. */
    close: () => dispatch({ type: 'closed' }),
  }
}

export type Job = ReturnType<typeof useJob>
