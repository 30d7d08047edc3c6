// The failures of the first page: nobody waits for their script, or for the package that names errors, to see that page.
import { lazy, Suspense, type ComponentProps } from 'react'
import type { Failure } from './Failure'

// Loaded at once all the same: without a network it would come too late.
const loading = import('./Failure')
loading.catch(() => undefined)

const Loaded = lazy(async () => ({ default: (await loading).Failure }))

export function LateFailure(props: ComponentProps<typeof Failure>) {
  return (
    <Suspense>
      <Loaded {...props} />
    </Suspense>
  )
}
