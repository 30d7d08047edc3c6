import { useTranslation } from 'react-i18next'

const MARKS = { null: '—', missing: '—', emptyText: '“”', emptyList: '[ ]' }

/** A quiet mark where there is no value; the tooltip says which kind of nothing it is. */
export function Nothing({ what }: { what: keyof typeof MARKS }) {
  const { t } = useTranslation('table')
  const meaning = t(`nothing.${what}`)
  return (
    <span role="img" className="users-quiet" aria-label={meaning} title={meaning}>
      {MARKS[what]}
    </span>
  )
}
