// An export on its way from the server to a file: what runs, how far it is, and how it ended.
import type { CsvExportOptions, ExportProgress, JsonExportOptions } from 'minapp-users/export'
import { useCallback, useEffect, useRef, useState } from 'react'
import { type Connection, useConnection } from './connection'
import { chooseDestination, type Destination } from './file'
import { part } from './part'

/** What to export, and how it is written. */
export type ExportPlan = Omit<CsvExportOptions, Own> | Omit<JsonExportOptions, Own>

/** What is not for the operator to say. */
type Own = 'signal' | 'onProgress' | 'pageSize' | 'concurrency'

/** How far it is. */
export interface Progress extends ExportProgress {
  /** 0 to 1; `undefined` until it is known how many match. */
  readonly share: number | undefined
  /** Users read a second; `undefined` at the very beginning. */
  readonly rate: number | undefined
  readonly secondsLeft: number | undefined
}

/** One export, from nothing to its end. */
export type ExportState =
  | { readonly phase: 'idle' }
  | { readonly phase: 'choosing' }
  | { readonly phase: 'running'; readonly progress: Progress; readonly isInMemory: boolean }
  | { readonly phase: 'done'; readonly name: string; readonly users: number; readonly bytes: number }
  /** No whole file was written. `isOfFile` says that the disk failed and not the server. */
  | { readonly phase: 'failed'; readonly error: unknown; readonly isOfFile: boolean }
  | { readonly phase: 'cancelled' }

/** Changes of what is shown, at most so often. */
const INTERVAL_MS = 100
/** In a page, memory is no matter up to this; the browser has no more connections to one server than six. */
const READING = { pageSize: 1000, concurrency: 4 }
const ORDERED_READING = { pageSize: 1000 }

const START: ExportProgress = { phase: 'rows', read: 0, total: undefined, bytes: 0 }

/** An export of the connection's users. It is cancelled when nobody shows it any longer. */
export function useExport() {
  const connection = useConnection()
  const [state, setState] = useState<ExportState>({ phase: 'idle' })
  const stop = useRef<AbortController>(undefined)
  const cancel = useCallback(() => stop.current?.abort(), [])
  useEffect(() => cancel, [cancel])

  /** To be called by a press of a button: the browser asks where to only then. */
  const start = async (plan: ExportPlan, name: string) => {
    const { signal } = (stop.current = new AbortController())
    setState({ phase: 'choosing' })
    try {
      setState(await run(connection, plan, name, signal, setState))
    } catch (error) {
      setState({ phase: 'failed', error, isOfFile: isOfFile(error) })
    }
  }
  return { state, start, cancel, reset: () => setState({ phase: 'idle' }) }
}

async function run(
  connection: Connection,
  plan: ExportPlan,
  name: string,
  signal: AbortSignal,
  tell: (state: ExportState) => void,
): Promise<ExportState> {
  const { exportUsers } = await part(() => import('minapp-users/export'))
  let last = START
  let listen: (progress: ExportProgress) => void = () => undefined
  // Nothing is read before somebody pulls; what is wrong with the options is told before a file is chosen.
  const bytes = exportUsers(connection.users, {
    ...plan,
    ...(plan.orderBy === undefined ? READING : ORDERED_READING),
    signal,
    onProgress(progress) {
      last = progress
      listen(progress)
    },
  })
  const destination = await chooseDestination(name, TYPES[plan.format])
  if (!destination) {
    await bytes.cancel()
    return { phase: 'idle' }
  }
  const show = (progress: Progress) => tell({ phase: 'running', progress, isInMemory: destination.isInMemory })
  const meter = new Meter(passesOf(plan), show)
  listen = meter.read
  try {
    await bytes.pipeTo(destination.writable, { signal })
  } catch (error) {
    await discard(destination)
    if (signal.aborted) return { phase: 'cancelled' }
    throw error
  } finally {
    meter.stop()
  }
  destination.finish()
  return { phase: 'done', name: destination.name, users: last.read, bytes: last.bytes }
}

const TYPES = { csv: 'text/csv', ndjson: 'application/x-ndjson', json: 'application/json' }

/** How often everyone is read: a CSV whose columns nobody named is read for its header first. */
const passesOf = ({ format, fields }: ExportPlan) => (format === 'csv' && fields === undefined ? 2 : 1)

/** Gives progress with rate and time left to `show`: the latest, and not too often. */
class Meter {
  readonly #passes: number
  readonly #show: (progress: Progress) => void
  readonly #started = performance.now()
  #latest: ExportProgress
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(passes: number, show: (progress: Progress) => void) {
    this.#passes = passes
    this.#show = show
    this.#latest = { ...START, phase: passes === 2 ? 'columns' : 'rows' }
    show(this.#measured())
  }

  readonly read = (progress: ExportProgress) => {
    this.#latest = progress
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined
      this.#show(this.#measured())
    }, INTERVAL_MS)
  }

  stop() {
    clearTimeout(this.#timer)
  }

  #measured(): Progress {
    const { phase, read, total } = this.#latest
    const reads = read + (this.#passes === 2 && phase === 'rows' ? (total ?? 0) : 0)
    const all = total === undefined ? undefined : total * this.#passes
    const rate = reads > 0 ? reads / ((performance.now() - this.#started) / 1000) : undefined
    return {
      ...this.#latest,
      share: all === undefined ? undefined : all === 0 ? 1 : Math.min(1, reads / all),
      rate,
      secondsLeft: rate === undefined || all === undefined ? undefined : Math.max(0, all - reads) / rate,
    }
  }
}

/** What cannot be removed either changes nothing about why it failed. */
async function discard(destination: Destination) {
  await destination.discard().catch(() => undefined)
}

/** The package throws errors of its own family; streams to a disk throw these. */
const isOfFile = (error: unknown) => error instanceof DOMException
