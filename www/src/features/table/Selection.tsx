import { Button } from 'antd'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'

interface Props {
  selected: readonly number[]
  onSelect: (ids: readonly number[]) => void
}

/** How many are selected, on whatever pages, and the way to select nobody. */
export function Selection({ selected, onSelect }: Props) {
  const { t } = useTranslation('table')
  const status = useRef<HTMLSpanElement>(null)
  const clear = () => {
    onSelect([])
    // The button goes, and the focus has to be somewhere.
    status.current?.focus()
  }
  return (
    <span ref={status} tabIndex={-1} className="users-selection">
      <span role="status">{selected.length > 0 && t('selected', { count: selected.length })}</span>
      {selected.length > 0 && (
        <Button type="link" size="small" onClick={clear}>
          {t('clearSelection')}
        </Button>
      )}
    </span>
  )
}
