import { useState } from 'react'

/** What there is, or where there is nothing any more, what there was last: a dialog keeps its content while it goes away. */
export function useLingering<T>(value: T | undefined): T | undefined {
  const [last, setLast] = useState(value)
  if (value !== undefined && value !== last) setLast(value)
  return value ?? last
}
