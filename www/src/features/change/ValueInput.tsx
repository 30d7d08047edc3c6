// A control for a value of a kind.
import { Input, Radio, Segmented, Space } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Kind, kindOf } from '../../data/fields'
import { DateInput } from './DateInput'
import { JsonInput } from './JsonInput'
import { ListInput } from './ListInput'
import { NumberInput } from './NumberInput'

interface Props {
  kind: Kind
  /** Undefined while there is none yet. */
  value: unknown
  onChange: (value: unknown) => void
  /** The accessible name. */
  label: string
  id?: string
  /** Something is wrong with the value. */
  isInvalid?: boolean
  /** A value that the field has: a list of numbers is not typed as texts. */
  like?: unknown
  /** Items to choose from, where they are a list of texts. */
  choices?: unknown
}

export function ValueInput(props: Props) {
  const { kind, value, onChange, label, id, isInvalid = false, like, choices } = props
  const { t } = useTranslation('change')
  const control = { label, value, isInvalid, onChange, ...(id !== undefined && { id }) }
  const named = { 'aria-label': label, 'aria-invalid': isInvalid, ...(id !== undefined && { id }) }
  switch (kind) {
    case 'number':
      return <NumberInput {...control} />
    case 'boolean':
      return (
        <Radio.Group
          {...named}
          optionType="button"
          buttonStyle="solid"
          value={value}
          onChange={(event) => onChange(event.target.value)}
          options={[
            { value: true, label: t('yes') },
            { value: false, label: t('no') },
          ]}
        />
      )
    case 'date':
      return <DateInput {...control} />
    case 'array':
      return <ListInput {...control} like={like} choices={choices} />
    case 'object':
    case 'geojson':
      return <JsonInput {...control} />
    case 'unknown':
      return <OfAnyKind {...props} />
    default:
      return (
        <Input.TextArea
          {...named}
          status={isInvalid ? 'error' : ''}
          autoSize={{ minRows: 1, maxRows: 8 }}
          value={typeof value === 'string' ? value : ''}
          onChange={(event) => onChange(event.target.value)}
        />
      )
  }
}

const CHOICES = ['string', 'number', 'boolean', 'date', 'array', 'object'] as const

/** For a field that nobody read so far has, or of many kinds: the operator says what it holds. */
function OfAnyKind({ value, onChange, ...rest }: Props) {
  const { t } = useTranslation('change')
  const [kind, setKind] = useState<Kind>(() => (value === undefined ? 'string' : choiceOf(kindOf(value))))
  return (
    <Space orientation="vertical" style={{ width: '100%' }}>
      <div style={{ overflowX: 'auto' }}>
        <Segmented
          size="small"
          aria-label={t('kind')}
          value={kind}
          options={CHOICES.map((choice) => ({ value: choice, label: t(`kinds.${choice}`) }))}
          onChange={(next) => {
            setKind(next)
            onChange(undefined)
          }}
        />
      </div>
      <ValueInput key={kind} {...rest} kind={kind} value={value} onChange={onChange} />
    </Space>
  )
}

const choiceOf = (kind: Kind): Kind => CHOICES.find((choice) => choice === kind) ?? 'object'
