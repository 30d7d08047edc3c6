// A list of values, each a tag.
import { Select } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Kind } from '../../../../data/fields'
import type { Type } from '../operators'

interface Props {
  kind: Kind
  type: Type
  entries: readonly string[]
  isWrong: boolean
  describedBy: string
  onChange: (entries: readonly string[]) => void
}

const GENDERS = ['0', '1', '2'] as const
// A column of a spreadsheet is many values; a text may hold a comma.
const TEXT_ENDS = ['\n', '\t']
const NUMBER_ENDS = [...TEXT_ENDS, ' ', ',', '，', ';', '；']

export function Tags({ kind, type, entries, isWrong, describedBy, onChange }: Props) {
  const { t } = useTranslation('filter')
  const common = {
    'aria-label': t('builder.values'),
    'aria-describedby': describedBy,
    'aria-invalid': isWrong,
    status: isWrong ? ('error' as const) : ('' as const),
    value: [...entries],
    onChange,
  }
  if (kind === 'gender' && entries.every((entry) => GENDERS.some((gender) => gender === entry))) {
    const options = GENDERS.map((value) => ({ value, label: t(`builder.gender.${value}`) }))
    return <Select {...common} mode="multiple" aria-label={t('builder.value')} options={options} showSearch={false} />
  }
  return (
    <Select
      {...common}
      mode="tags"
      open={false}
      suffixIcon={null}
      placeholder={t('builder.values')}
      tokenSeparators={type === 'number' ? NUMBER_ENDS : TEXT_ENDS}
    />
  )
}
