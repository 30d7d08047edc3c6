import { useCallback, useState } from 'react'

/** The height of an element in pixels, kept up to date; 0 before it is known. Give `ref` to the element. */
export function useHeight() {
  const [height, setHeight] = useState(0)
  const ref = useCallback((element: HTMLElement | null) => {
    if (!element) return
    const observer = new ResizeObserver(([entry]) => entry && setHeight(Math.floor(entry.contentRect.height)))
    observer.observe(element)
    return () => observer.disconnect()
  }, [])
  return { ref, height }
}
