// What a change makes of a field.
import { Typography } from 'antd'
import { useTranslation } from 'react-i18next'
import { takesValue } from '../../change/change'
import { expected } from '../../change/expected'
import { FieldValue } from '../view/FieldValue'
import type { Draft } from './draft'

export function Effect({ draft: { change, seen } }: { draft: Draft }) {
  const { t } = useTranslation('change')
  const { operation, value } = change
  const result = expected(change, seen)
  if (operation === 'set') return <FieldValue value={value} />
  return (
    <>
      <Typography.Text type="secondary">{t(`operations.${operation}`)}</Typography.Text>{' '}
      {takesValue(operation) && <FieldValue value={value} />}
      {result && operation !== 'unset' && (
        <div>
          <span aria-hidden>→ </span>
          <FieldValue value={result.value} />
        </div>
      )}
    </>
  )
}
