// An attempt to connect: it may take long, fail, or be given up.
import { useMutation } from '@tanstack/react-query'
import { useCallback, useEffect, useRef } from 'react'
import { connect, type Place, placeOf, type Settings, useConnectionState } from '../../data/connection'

/** What to connect to, and whether a reload of this tab may do it again. */
export interface Wish {
  readonly settings: Settings
  readonly isKept: boolean
}

/** Why an attempt failed, and where it went. */
export interface FailedAttempt {
  readonly error: unknown
  readonly tried: Place
}

/** Attempts, one at a time; the first that succeeds becomes the connection. */
export function useAttempt() {
  const { setConnection } = useConnectionState()
  const running = useRef<AbortController>(undefined)
  // Whoever has gone elsewhere is not to be brought back.
  useEffect(() => () => running.current?.abort(), [])
  const { mutate, reset, isPending, error, variables } = useMutation({
    mutationFn: ({ settings }: Wish & { tried: Place }) => {
      running.current?.abort()
      running.current = new AbortController()
      return connect(settings, running.current.signal)
    },
    onSuccess: (connection, { settings, isKept }) =>
      setConnection(connection, isKept && settings.kind !== 'emulator' ? settings : undefined),
    // The token is in the variables: they are gone with whoever asked.
    gcTime: 0,
  })
  const start = useCallback(
    (wish: Wish, onError?: (error: Error) => void) => mutate({ ...wish, tried: placeOf(wish.settings) }, { onError }),
    [mutate],
  )
  /** Gives up what is under way, and forgets what failed. */
  const cancel = useCallback(() => {
    running.current?.abort()
    reset()
  }, [reset])
  const failed: FailedAttempt | undefined = error ? { error, tried: variables.tried } : undefined
  return { start, cancel, isPending, failed }
}
