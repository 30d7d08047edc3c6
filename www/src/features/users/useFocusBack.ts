import { useEffect, useRef } from 'react'

/**
 * Gives the focus back to what opened something, once it is closed.
 *
 * @param openedBy - The id of the element while something is open. The first counts: in an open drawer, one may go on to others.
 */
export function useFocusBack(openedBy: string | undefined) {
  const opener = useRef<string>(undefined)
  useEffect(() => {
    if (openedBy !== undefined) {
      opener.current ??= openedBy
    } else if (opener.current !== undefined) {
      document.getElementById(opener.current)?.focus()
      opener.current = undefined
    }
  }, [openedBy])
}
