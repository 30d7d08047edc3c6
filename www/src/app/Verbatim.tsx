import { theme } from 'antd'
import type { ReactNode, Ref } from 'react'

interface Props {
  /** Its accessible name. */
  label: string
  children: ReactNode
  ref?: Ref<HTMLPreElement>
}

/** Text exactly as it is: what is sent, stored, or to be copied. */
export function Verbatim({ label, children, ref }: Props) {
  const { token } = theme.useToken()
  return (
    <pre
      ref={ref}
      role="region"
      aria-label={label}
      // It scrolls: so must the keyboard.
      tabIndex={0}
      style={{
        background: token.colorFillTertiary,
        borderRadius: token.borderRadius,
        fontSize: 12,
        margin: 0,
        maxHeight: '50vh',
        overflow: 'auto',
        overflowWrap: 'anywhere',
        padding: token.paddingSM,
        whiteSpace: 'pre-wrap',
      }}
    >
      {children}
    </pre>
  )
}
