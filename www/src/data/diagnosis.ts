// Why no answer came. A browser tells a page nothing but that; a second request, without the token, tells more.
import { MinappError } from 'minapp-users'
import { useEffect, useState, useSyncExternalStore } from 'react'
import type { Place } from './connection'

/** What was found out. */
export type Diagnosis =
  /** The browser has no network. */
  | 'offline'
  /** Nobody answers at the address. */
  | 'unreachable'
  /** The server is there, but lets no page of this origin read its answers (CORS). */
  | 'origin_refused'
  /** The server is there and has answered this page before: this once, no answer arrived. */
  | 'answer_lost'

const PATIENCE_MS = 10_000

/** Asks whether anybody is there. `hasWorked` says that the place has answered this page before. */
export async function diagnose({ kind, baseUrl }: Place, hasWorked: boolean, signal: AbortSignal): Promise<Diagnosis> {
  // Nothing leaves the page for the emulator, a question about it neither.
  if (kind === 'emulator') return 'answer_lost'
  try {
    // The answer cannot be read, but it came.
    await fetch(baseUrl, {
      mode: 'no-cors',
      credentials: 'omit',
      cache: 'no-store',
      signal: AbortSignal.any([signal, AbortSignal.timeout(PATIENCE_MS)]),
    })
  } catch {
    signal.throwIfAborted()
    // Only a browser without any network says so; a server on this machine may be there all the same, so it comes second.
    return navigator.onLine ? 'unreachable' : 'offline'
  }
  return hasWorked || new URL(baseUrl).origin === location.origin ? 'answer_lost' : 'origin_refused'
}

const watchNetwork = (changed: () => void) => {
  window.addEventListener('online', changed)
  window.addEventListener('offline', changed)
  return () => {
    window.removeEventListener('online', changed)
    window.removeEventListener('offline', changed)
  }
}

/**
 * Why `error` came about, where it says no more than that no answer came: `undefined` for every other one, and until it is found
 * out. Asked anew when the network comes or goes.
 */
export function useDiagnosis(error: unknown, place: Place | undefined, hasWorked: boolean): Diagnosis | undefined {
  const isOnline = useSyncExternalStore(watchNetwork, () => navigator.onLine)
  const [found, setFound] = useState<{ error: unknown; diagnosis: Diagnosis }>()
  const isSilence = MinappError.is(error) && error.code === 'connection'
  useEffect(() => {
    if (!isSilence || !place) return
    const stop = new AbortController()
    diagnose(place, hasWorked, stop.signal).then(
      (diagnosis) => setFound({ error, diagnosis }),
      () => undefined,
    )
    return () => stop.abort()
  }, [error, isSilence, place, hasWorked, isOnline])
  return isSilence && found?.error === error ? found.diagnosis : undefined
}
