// One change of one field: what is done, and with which value.
import { Flex, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { useField } from '../../data/fields'
import { type Change, operandKind, OPERATIONS, type Operation, takesValue } from './change'
import { ValueInput } from './ValueInput'

interface Props {
  change: Change
  onChange: (change: Change) => void
  /** The operations to choose from; by default those that suit the field. */
  operations?: readonly Operation[]
}

export function ChangeRow({ change, onChange, operations }: Props) {
  const { t } = useTranslation('change')
  const { kind } = useField(change.field)
  const operand = operandKind(change.operation, kind)
  return (
    <Flex gap="small" align="start" wrap>
      <Select
        aria-label={t('operationOn', { field: change.field })}
        style={{ minWidth: 150 }}
        value={change.operation}
        options={(operations ?? OPERATIONS[kind]).map((value) => ({ value, label: t(`operations.${value}`) }))}
        onChange={(operation) => onChange({ field: change.field, operation })}
      />
      {takesValue(change.operation) && (
        <div style={{ flex: '1 1 200px' }}>
          <ValueInput
            // Another kind of value begins anew.
            key={operand}
            kind={operand}
            label={t('valueOf', { field: change.field })}
            value={change.value}
            onChange={(value) => onChange({ ...change, value })}
          />
        </div>
      )}
    </Flex>
  )
}
