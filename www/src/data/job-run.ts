// One run of a job: asks for its steps, and saves the checkpoint of each before it asks for the next.
import { MinappError, type UpdateAllJob, type UpdateAllReport, type UpdateAllStep } from 'minapp-users'
import { checkpointsOf, type JobRecord, tried } from './checkpoints'
import type { Connection } from './connection'
import { isAppOf, witnessesOf } from './witnesses'

/** Why a run ended early, other than by the operator or an error. */
export type Obstacle =
  /** Another tab is running the job. */
  | 'taken'
  /** Another tab has ended or forgotten it. */
  | 'gone'
  /** Its checkpoint could not be saved. */
  | 'unkept'
  /** What is connected to is another app than the one that it is of. */
  | 'elsewhere'

/** How a run ended. */
export interface Ending {
  readonly job: JobRecord
  readonly obstacle?: Obstacle
  /** What the operator has to mend before the job goes on. */
  readonly error?: unknown
  /** The job cannot go on as it is, however often it is asked. */
  readonly refusal?: unknown
}

/** Hears of a run. */
export interface Listener {
  stepped(job: JobRecord): void
  /** The job waits to be asked again. */
  rejected(job: JobRecord, error: unknown, retryAt: number): void
  retrying(): void
  ended(ending: Ending): void
}

export interface Run {
  /** Sends nothing more, and ends once there is an answer to everything that was sent. */
  stop(): void
  /** Waits for no answer. */
  cutOff(): void
  /** Asks a job again that waits. */
  retryNow(): void
  /** The job once nothing of it is in flight any more and the listener knows. */
  readonly ended: Promise<JobRecord>
}

/** Runs a job from where it stands, unless another tab does. */
export function runJob(connection: Connection, job: JobRecord, listener: Listener): Run {
  const reins: Reins = { stop: new AbortController(), cut: new AbortController() }
  const begin = () => {
    const current = asItStands(connection, job)
    return current ? drive(connection, current, listener, reins) : ({ job, obstacle: 'gone' } as const)
  }
  const ended = exclusively(`bulk-job ${connection.key} ${job.id}`, begin)
    .catch((error: unknown): Ending => ({ job, error }))
    .then((ending: Ending = { job, obstacle: 'taken' }) => {
      listener.ended(ending)
      return ending.job
    })
  return {
    stop: () => {
      reins.stop.abort()
      // The step that is awaited then ends, too.
      void reins.asked?.return()
    },
    cutOff: () => {
      reins.stop.abort()
      reins.cut.abort()
    },
    retryNow: () => reins.retry?.(),
    ended,
  }
}

/** What holds a run: how to stop it, and what it is at. */
interface Reins {
  readonly stop: AbortController
  /** For what is in flight. */
  readonly cut: AbortController
  asked?: UpdateAllJob
  /** Ends the wait after a rejection. */
  retry?: () => void
}

/** The job as another tab may have left it; nothing where that one ended it. */
function asItStands(connection: Connection, job: JobRecord): JobRecord | undefined {
  if (job.stored === undefined) return job
  const stored = checkpointsOf(connection).read(job.id)
  if (!stored) return undefined
  // Where nobody else wrote, this page knows more than is kept.
  return stored.checkpoint === job.stored ? job : { ...stored, isKept: job.isKept, expectMax: job.expectMax }
}

async function drive(connection: Connection, begun: JobRecord, listener: Listener, reins: Reins): Promise<Ending> {
  const store = checkpointsOf(connection)
  let job = begun
  const save = (next: JobRecord) => {
    job = next
    try {
      job = store.save(job)
    } catch {
      throw new Unkept()
    }
  }
  let asked
  try {
    const { where, update, marker, expectMax, checkpoint } = job
    asked = connection.users.updateAll({ where, update, marker, expectMax, checkpoint, signal: reins.cut.signal })
  } catch (refusal) {
    return { job, refusal }
  }
  reins.asked = asked
  let [told, rejections] = [0, 0]
  let isSure = false
  let ending: Omit<Ending, 'job'> = {}
  try {
    save({ ...job, checkpoint: asked.checkpoint })
    while (!reins.stop.signal.aborted) {
      try {
        if (!isSure) {
          const { signal } = reins.cut
          if (job.witnesses && !(await isAppOf(connection, job.witnesses, signal))) {
            ending = { obstacle: 'elsewhere' }
            break
          }
          save({ ...job, witnesses: job.witnesses ?? (await witnessesOf(connection, signal)) })
          isSure = true
          continue
        }
        const step = await asked.next()
        if (step.done) break
        told += step.value.failures.length
        rejections = 0
        save(afterStep(job, step.value))
        listener.stepped(job)
      } catch (error) {
        if (error instanceof Unkept) throw error
        if (reins.cut.signal.aborted) break
        // That of the last step declares more than was sent.
        save({ ...job, checkpoint: asked.checkpoint })
        const delay = delayBeforeRetry(error, rejections++)
        if (delay === undefined) {
          ending = isTooMany(error) ? { refusal: error } : { error }
          break
        }
        listener.rejected(job, error, Date.now() + delay)
        await untilRetry(reins, delay)
        if (!reins.stop.signal.aborted) listener.retrying()
      }
    }
  } catch (error) {
    if (!(error instanceof Unkept)) throw error
    ending = { obstacle: 'unkept' }
  }
  const { value: report } = await asked.return()
  job = afterReport(job, report, told, asked.checkpoint)
  try {
    if (job.counts.done && job.counts.failed + job.counts.unknown === 0) {
      store.forget(job.id)
      // What was in flight was the rest of it.
      ending = {}
    } else if (begun.checkpoint === undefined && isTooMany(ending.refusal) && tried(job.counts) === 0) {
      // Nobody was tried: there is nothing to go on with.
      store.forget(job.id)
      job = begun
    } else if (!ending.obstacle) job = store.save(job)
  } catch {
    ending = { obstacle: 'unkept' }
  }
  return { job, ...ending }
}

/** Until it is time, the operator says so, or the run is stopped. */
function untilRetry(reins: Reins, delay: number): Promise<void> {
  return new Promise((retry) => {
    reins.retry = retry
    reins.stop.signal.addEventListener('abort', () => retry(), { once: true })
    setTimeout(retry, delay)
  })
}

/** The storage did not take the checkpoint. */
class Unkept extends Error {}

function afterStep(job: JobRecord, step: UpdateAllStep): JobRecord {
  const { checkpoint, failures, doubts, requests: _, ...counts } = step
  return { ...job, checkpoint, counts, failures: [...job.failures, ...failures], doubts: [...job.doubts, ...doubts] }
}

/** What came in after the last step. `told` failures of this run are known; of doubts, a report has those of all runs. */
function afterReport(job: JobRecord, report: UpdateAllReport, told: number, checkpoint: string): JobRecord {
  const { failures, doubts, requests: _, ...counts } = report
  return { ...job, checkpoint, counts, failures: [...job.failures, ...failures.slice(told)], doubts }
}

const isTooMany = (error: unknown) => MinappError.is(error) && error.code === 'too_many_matches'

/** Milliseconds before what may pass by itself is tried again; nothing for what an operator has to mend. */
function delayBeforeRetry(error: unknown, rejections: number): number | undefined {
  if (!MinappError.is(error)) return undefined
  const growing = Math.min(60_000, 2_000 * 2 ** rejections)
  switch (error.code) {
    case 'connection':
    case 'timeout':
      return growing
    case 'rate_limited':
    case 'server_error':
      return Math.max(growing, error.retryAfterMs ?? 0)
    default:
      return undefined
  }
}

/** Does what no other tab is doing; nothing where one is. */
async function exclusively<T>(name: string, work: () => T | Promise<T>): Promise<T | undefined> {
  if (!hasLocks()) return work()
  return navigator.locks.request(name, { ifAvailable: true }, (lock) => (lock ? work() : undefined))
}

/** Whether tabs can tell each other what they run: browsers let only pages on https and on this machine. */
export const hasLocks = () => 'locks' in navigator
