import { useEffect } from 'react'

/** Lets the browser ask before the page is left, as long as something would be lost. */
export function useLeaveWarning(isAtWork: boolean) {
  useEffect(() => {
    if (!isAtWork) return
    const ask = (event: BeforeUnloadEvent) => event.preventDefault()
    window.addEventListener('beforeunload', ask)
    return () => window.removeEventListener('beforeunload', ask)
  }, [isAtWork])
}
