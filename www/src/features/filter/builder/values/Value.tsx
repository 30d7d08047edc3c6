// One value: as text, number, yes or no, a moment, or one of the genders.
import { Button, Input, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Kind } from '../../../../data/fields'
import type { Type } from '../operators'
import type { Entry } from '../tree'
import { isMoment, Moment } from './Moment'

interface Props {
  kind: Kind
  type: Type
  label: string
  entry: Entry
  /** Whether an empty text is a value. */
  allowsEmpty?: boolean
  isWrong: boolean
  describedBy: string
  onChange: (entry: Entry) => void
}

const GENDERS = ['0', '1', '2'] as const

export function Value({ kind, type, label, entry, allowsEmpty = false, isWrong, describedBy, onChange }: Props) {
  const { t } = useTranslation('filter')
  const common = {
    'aria-label': label,
    'aria-describedby': describedBy,
    'aria-invalid': isWrong,
    status: isWrong ? ('error' as const) : ('' as const),
  }
  if (type === 'boolean') {
    const options = ['true', 'false'].map((value) => ({ value, label: t(value === 'true' ? 'builder.yes' : 'builder.no') }))
    return <Select {...common} value={entry} options={options} onChange={onChange} />
  }
  if (kind === 'gender' && (entry === undefined || GENDERS.some((gender) => gender === entry))) {
    const options = GENDERS.map((value) => ({ value, label: t(`builder.gender.${value}`) }))
    return <Select {...common} value={entry} options={options} onChange={onChange} />
  }
  if (isMoment(kind, type, entry)) return <Moment {...common} kind={kind} entry={entry} onChange={onChange} />
  return (
    <>
      <Input
        {...common}
        inputMode={type === 'number' ? 'decimal' : 'text'}
        placeholder={entry === '' ? t('emptyTextPlaceholder') : label}
        value={entry ?? ''}
        onChange={({ target }) => onChange(target.value === '' ? undefined : target.value)}
      />
      {type === 'text' && allowsEmpty && entry === undefined && (
        <Button size="small" type="link" onClick={() => onChange('')}>
          {t('emptyText')}
        </Button>
      )}
    </>
  )
}
