// One change of one field: what is done, and with which value.
import { Flex, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { type Kind, kindOf, useField } from '../../data/fields'
import { type Change, operandKind, OPERATIONS, type Operation, takesValue } from './change'
import { isExact } from './json'
import { ValueInput } from './ValueInput'

interface Props {
  change: Change
  onChange: (change: Change) => void
  /** The operations to choose from; by default those that suit the field. */
  operations?: readonly Operation[]
  /** What the field holds now, where it is the field of one user: setting begins from it. */
  current?: unknown
  /** Something is wrong with the value. */
  isInvalid?: boolean
}

export function ChangeRow({ change, onChange, operations, current, isInvalid = false }: Props) {
  const { t } = useTranslation('change')
  const { field, operation, value } = change
  const known = useField(field).kind
  // Of a field that holds values of several kinds, this one counts.
  const kind = current === null || current === undefined || OPERATIONS[known].length === 0 ? known : likeKind(known, current)
  const operand = operandKind(operation, kind)
  return (
    <Flex gap="small" align="start" wrap>
      <Select
        aria-label={t('operationOn', { field })}
        style={{ flex: '0 1 170px', minWidth: 150 }}
        value={operation}
        options={(operations ?? OPERATIONS[kind]).map((value) => ({ value, label: t(`operations.${value}`) }))}
        onChange={(next) => onChange(begin(field, next, current))}
      />
      {takesValue(operation) && (
        // Whoever opens an editor finds the control by the attribute.
        <Flex vertical align="start" style={{ flex: '1 1 200px', minWidth: 0 }} data-value>
          <ValueInput
            // Another kind of value begins anew.
            key={`${operation} ${operand}`}
            kind={operand}
            label={t('valueOf', { field })}
            value={value}
            isInvalid={isInvalid}
            like={current}
            {...(operation === 'remove' && { choices: current })}
            onChange={(next) => onChange({ ...change, value: next })}
          />
        </Flex>
      )}
    </Flex>
  )
}

/** A change with nothing in it yet; setting begins from what is there, unless its digits were lost on the way here. */
export const begin = (field: string, operation: Operation, current?: unknown): Change =>
  operation === 'set' && current !== null && current !== undefined && isExact(current)
    ? { field, operation, value: current }
    : { field, operation }

/** The kind that a value shows, where the field is of another. A text in a field of dates is a text; a date among texts, too. */
function likeKind(known: Kind, value: unknown): Kind {
  const shown = kindOf(value)
  return known === 'string' && shown === 'date' ? known : shown
}
