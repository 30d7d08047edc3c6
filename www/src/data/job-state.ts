// The states of a job in the panel, and what leads from one to the next. Pure: the clock comes with each event.
import { type JobRecord, tried } from './checkpoints'
import type { Ending, Obstacle } from './job-run'

export type Phase =
  | { readonly name: 'idle' }
  | { readonly name: 'running' }
  /** After a rejection that may pass by itself: the job is asked again at `retryAt`. */
  | { readonly name: 'waiting'; readonly error: unknown; readonly retryAt: number }
  /** Nothing more is sent; what was sent is waited for. */
  | { readonly name: 'pausing'; readonly next: 'paused' | 'ended' }
  /** By the operator, or for what they have to mend. */
  | { readonly name: 'paused'; readonly obstacle?: Obstacle; readonly error?: unknown }
  /** Done, cancelled, or refused. */
  | { readonly name: 'ended'; readonly refusal?: unknown }

/** When how many users had been tried, in the last seconds. */
export type Pace = readonly { readonly at: number; readonly tried: number }[]

export interface JobState {
  readonly phase: Phase
  /** Nothing while idle. */
  readonly job: JobRecord | undefined
  readonly pace: Pace
}

export type JobEvent =
  | { readonly type: 'opened'; readonly job: JobRecord }
  | { readonly type: 'started'; readonly job: JobRecord; readonly at: number }
  | { readonly type: 'stepped'; readonly job: JobRecord; readonly at: number }
  | { readonly type: 'rejected'; readonly job: JobRecord; readonly error: unknown; readonly retryAt: number }
  | { readonly type: 'retrying'; readonly at: number }
  | { readonly type: 'stopping'; readonly next: 'paused' | 'ended' }
  | { readonly type: 'stopped'; readonly ending: Ending }
  | { readonly type: 'cancelled' }
  | { readonly type: 'closed' }

export const IDLE: JobState = { phase: { name: 'idle' }, job: undefined, pace: [] }

/** The state of a page that opens with a job, or without. */
export const opened = (job: JobRecord | undefined): JobState =>
  job ? { phase: { name: job.counts.done ? 'ended' : 'paused' }, job, pace: [] } : IDLE

export function reduce(state: JobState, event: JobEvent): JobState {
  switch (event.type) {
    case 'opened':
      return opened(event.job)
    case 'started':
      return { phase: { name: 'running' }, job: event.job, pace: paceOf(event.job, event.at) }
    case 'stepped':
      return { ...state, job: event.job, pace: [...recent(state.pace, event.at), ...paceOf(event.job, event.at)] }
    case 'rejected': {
      const { job, error, retryAt } = event
      return { ...state, phase: state.phase.name === 'pausing' ? state.phase : { name: 'waiting', error, retryAt }, job }
    }
    case 'retrying':
      // The time of the wait says nothing of the server's pace.
      return { ...state, phase: { name: 'running' }, pace: state.job ? paceOf(state.job, event.at) : [] }
    case 'stopping':
      if (isBusy(state.phase)) return { ...state, phase: { name: 'pausing', next: event.next } }
      // It stopped by itself while the operator was asked.
      return state.phase.name === 'paused' && event.next === 'ended' ? { ...state, phase: { name: 'ended' } } : state
    case 'stopped':
      return { phase: afterStop(state.phase, event.ending), job: event.ending.job, pace: [] }
    case 'cancelled':
      return { ...state, phase: { name: 'ended' } }
    case 'closed':
      return IDLE
  }
}

function afterStop(phase: Phase, { job, obstacle, error, refusal }: Ending): Phase {
  if (obstacle) return { name: 'paused', obstacle }
  if (error !== undefined) return { name: 'paused', error }
  if (refusal !== undefined) return { name: 'ended', refusal }
  return { name: job.counts.done || (phase.name === 'pausing' && phase.next === 'ended') ? 'ended' : 'paused' }
}

const paceOf = ({ counts }: JobRecord, at: number): Pace => [{ at, tried: tried(counts) }]

const WINDOW_MS = 30_000
/** A shorter time says little: chunks come in bursts. */
const LEAST_MS = 1_000

/** What is recent, and the last before it: a slow server steps less often. */
const recent = (pace: Pace, at: number) => pace.filter((sample, index) => index === pace.length - 1 || at - sample.at <= WINDOW_MS)

/** Users a second, once there is something to tell it by. */
export function perSecond(pace: Pace): number | undefined {
  const [first, last] = [pace[0], pace.at(-1)]
  if (!first || !last || last.tried <= first.tried || last.at - first.at < LEAST_MS) return undefined
  return ((last.tried - first.tried) * 1000) / (last.at - first.at)
}

/** Whether a run is on: leaving the page now would cut off what is in flight. */
export const isBusy = ({ name }: Phase) => name === 'running' || name === 'waiting' || name === 'pausing'
