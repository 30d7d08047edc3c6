// An editor of code. CodeMirror is large, so it comes when the first editor is shown.
import { Skeleton } from 'antd'
import { lazy, Suspense } from 'react'

const CodeMirror = lazy(() => import('./CodeMirror'))

/** Something wrong at a place of the text, in code units of UTF-16. */
export interface Mistake {
  readonly from: number
  /** The same as `from` where something is missing. */
  readonly to: number
  readonly message: string
}

export interface EditorProps {
  value: string
  onChange: (value: string) => void
  /** What is coloured: JSON, or the short form of a condition. */
  language: 'json' | 'condition'
  /** The accessible name. */
  label: string
  /** Underlined at their places. */
  mistakes?: readonly Mistake[]
  /** The element that says what is wrong. */
  describedBy?: string | undefined
  placeholder?: string
  /** Lines that are there at least. Defaults to 1. */
  lines?: number
  /** Ctrl or ⌘ and Enter. */
  onSubmit?: () => void
}

/** A text in colours, with what is wrong underlined. Tab goes on to the next control. */
export function Editor(props: EditorProps) {
  return (
    <Suspense fallback={<Skeleton active title={false} paragraph={{ rows: props.lines ?? 1 }} />}>
      <CodeMirror {...props} />
    </Suspense>
  )
}
