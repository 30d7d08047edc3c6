// The operators that the field has, in words.
import { Select } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Kind } from '../../../data/fields'
import { type Operator, operatorsOf } from './operators'

interface Props {
  kind: Kind
  value: Operator
  onChange: (operator: Operator) => void
  className: string
}

export function OperatorChooser({ kind, value, onChange, className }: Props) {
  const { t } = useTranslation('filter')
  const words = (operator: Operator) => {
    if (kind === 'array' && (operator === '$in' || operator === '$nin')) return t(`operatorsOfArray.${operator}`)
    const isOrder = operator === '$lt' || operator === '$lte' || operator === '$gt' || operator === '$gte'
    if (isOrder && (kind === 'time' || kind === 'date')) return t(`operatorsOfTime.${operator}`)
    return t(`operators.${operator}`)
  }
  const offered: readonly Operator[] = operatorsOf(kind)
  // A filter that was written by hand may use another one.
  const shown = offered.includes(value) ? offered : [value, ...offered]
  return (
    <Select
      className={className}
      aria-label={t('builder.operator')}
      value={value}
      onChange={onChange}
      options={shown.map((operator) => ({ value: operator, label: words(operator) }))}
      popupMatchSelectWidth={false}
    />
  )
}
