// Jobs that have begun and not ended, each with its checkpoint: kept over a reload, or in this page alone.
import type { Marker, UpdateAllCounts, UpdateAllDoubt, UpdateAllFailure, UpdateOf, WhereJson } from 'minapp-users'
import { useSyncExternalStore } from 'react'
import { type Connection, useConnection } from './connection'
import type { Witness } from './witnesses'

/** What makes a job the one that it is. */
export interface Terms {
  /** `{}` is everyone. */
  readonly where: WhereJson
  readonly update: UpdateOf
  readonly marker: Marker | undefined
}

/** A job as it stands. It is JSON: read again, it goes on as the same job. */
export interface JobRecord extends Terms {
  readonly id: string
  /** Milliseconds since 1970. */
  readonly startedAt: number
  /** How many users were agreed to. */
  readonly expectMax: number
  /** Nothing before the job has begun. */
  readonly checkpoint: string | undefined
  readonly counts: UpdateAllCounts
  /** Kept over a reload, only the first {@link MOST_FAILURES} of them; `counts.failed` is how many there were. */
  readonly failures: readonly UpdateAllFailure[]
  readonly doubts: readonly UpdateAllDoubt[]
  /** Whether it is to outlive this page. */
  readonly isKept: boolean
  /** The checkpoint of this job that the browser's storage took last; nothing where it took none. */
  readonly stored: string | undefined
  /** Users of its app; nothing before anything was sent. Another app must not be changed in its place. */
  readonly witnesses: readonly Witness[] | undefined
}

/** Failures that are kept over a reload: the browser's storage is small, and is written at each step. */
export const MOST_FAILURES = 1000

/** Users who were tried. */
export const tried = ({ succeeded, failed, unknown, skipped }: UpdateAllCounts) => succeeded + failed + unknown + skipped

/** The jobs of one connection. Another version of the record gets another prefix. */
class Checkpoints {
  readonly #prefix: string
  readonly #isOfServer: boolean
  #jobs = new Map<string, JobRecord>()
  #open = new Set<string>()
  #left: readonly JobRecord[] = []
  #listeners = new Set<() => void>()

  constructor(connection: Connection) {
    this.#prefix = `bulk-job/2/${connection.key}/`
    // The emulator of a page that is gone took its users with it: nothing of it is kept, and nothing to be found.
    this.#isOfServer = connection.kind !== 'emulator'
    if (this.#isOfServer) this.#readAll()
    this.#refresh()
  }

  /** Hears of what other tabs write, too. */
  readonly subscribe = (listener: () => void) => {
    if (this.#listeners.size === 0) this.#listen()
    this.#listeners.add(listener)
    return () => {
      this.#listeners.delete(listener)
      if (this.#listeners.size === 0) window.removeEventListener('storage', this.#hear)
    }
  }

  /** Those that nothing in this page is showing, the oldest first. */
  readonly left = () => this.#left

  /** The job as it stands now, whichever tab wrote it last; nothing where one ended or forgot it. */
  read(id: string): JobRecord | undefined {
    const known = this.#jobs.get(id)
    if (known && !known.isKept) return known
    this.#reread(id)
    return this.#jobs.get(id)
  }

  /**
   * Gives the job as it is now kept.
   *
   * @throws the browser's own error where the storage is full or forbidden.
   */
  save(unsaved: JobRecord): JobRecord {
    const job = { ...unsaved, stored: unsaved.isKept ? unsaved.checkpoint : undefined }
    if (job.isKept) {
      localStorage.setItem(this.#prefix + job.id, JSON.stringify({ ...job, failures: job.failures.slice(0, MOST_FAILURES) }))
    } else if (this.#jobs.get(job.id)?.isKept) {
      // What is not kept up would declare too little: going on from it could change users twice.
      localStorage.removeItem(this.#prefix + job.id)
    }
    this.#jobs.set(job.id, job)
    this.#tell()
    return job
  }

  forget(id: string) {
    if (this.#jobs.get(id)?.isKept) localStorage.removeItem(this.#prefix + id)
    this.#jobs.delete(id)
    this.#tell()
  }

  /** Says that a job is being shown, until what is returned is called. */
  show(id: string) {
    this.#open.add(id)
    this.#tell()
    return () => {
      this.#open.delete(id)
      this.#tell()
    }
  }

  #listen() {
    window.addEventListener('storage', this.#hear)
    // While nobody listened, other tabs may have written.
    if (this.#isOfServer) this.#readAll()
    this.#refresh()
  }

  readonly #hear = ({ key, storageArea }: StorageEvent) => {
    if (storageArea !== localStorage) return
    if (key === null) this.#readAll()
    else if (key.startsWith(this.#prefix)) this.#reread(key.slice(this.#prefix.length))
    else return
    this.#tell()
  }

  #readAll() {
    const ids = [...this.#jobs.values()].filter(({ isKept }) => isKept).map(({ id }) => id)
    for (const key of keys()) if (key.startsWith(this.#prefix)) ids.push(key.slice(this.#prefix.length))
    for (const id of ids) this.#reread(id)
  }

  #reread(id: string) {
    const job = readJob(this.#prefix + id)
    if (job) this.#jobs.set(id, job)
    else this.#jobs.delete(id)
  }

  #refresh() {
    const left = [...this.#jobs.values()].filter(({ id }) => !this.#open.has(id))
    this.#left = left.sort((one, other) => one.startedAt - other.startedAt)
  }

  #tell() {
    this.#refresh()
    for (const listener of this.#listeners) listener()
  }
}

function keys(): string[] {
  try {
    return Object.keys(localStorage)
  } catch {
    return []
  }
}

function readJob(key: string): JobRecord | undefined {
  try {
    // Written by `save` alone: the prefix says so.
    return (JSON.parse(localStorage.getItem(key) ?? 'null') as JobRecord | null) ?? undefined
  } catch {
    return undefined
  }
}

/** Characters that a job may come to need, failures included. */
const ROOM = 250_000

/** Whether jobs of this connection can be kept over a reload: nothing stands in the way of writing as much as one needs. */
export function canKeep(connection: Connection): boolean {
  if (connection.kind === 'emulator') return false
  try {
    localStorage.setItem('bulk-job/room', ' '.repeat(ROOM))
    localStorage.removeItem('bulk-job/room')
    return true
  } catch {
    return false
  }
}

const ofServers = new Map<string, Checkpoints>()
const ofEmulators = new WeakMap<Connection, Checkpoints>()

/** The jobs of a server, through whichever connection; or of an emulator, each of which has users of its own. */
export function checkpointsOf(connection: Connection): Checkpoints {
  const isEmulator = connection.kind === 'emulator'
  const known = isEmulator ? ofEmulators.get(connection) : ofServers.get(connection.key)
  if (known) return known
  const made = new Checkpoints(connection)
  if (isEmulator) ofEmulators.set(connection, made)
  else ofServers.set(connection.key, made)
  return made
}

/** Jobs that are left to go on with. */
export function useJobsLeft(): readonly JobRecord[] {
  const store = checkpointsOf(useConnection())
  return useSyncExternalStore(store.subscribe, store.left)
}
