// A field, an operator, and the values that it takes.
import { Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { useField } from '../../../data/fields'
import { useBuilder, useProblems } from './context'
import { FieldChooser } from './FieldChooser'
import { OperatorChooser } from './OperatorChooser'
import { decidedType, typesOf } from './operators'
import { Problems } from './Problems'
import { withField, withOperator, withType } from './refit'
import { RowActions } from './RowActions'
import type { Condition } from './tree'
import { Operand } from './values/Operand'
import { useKindOf } from './useKindOf'

interface Props {
  condition: Condition
  name: string
  /** The group that it is in. */
  parent: string
  canWrap: boolean
}

export function ConditionRow({ condition, name, parent, canWrap }: Props) {
  const { t } = useTranslation('filter')
  const { replace, fresh } = useBuilder()
  const { kind } = useField(condition.field ?? '')
  const kindOf = useKindOf()
  const problems = useProblems(condition.id)
  const { operator, type } = condition
  const problemsId = `filter-${condition.id}-problems`
  const change = (changed: Condition) => replace(condition.id, () => [changed])
  const types = typesOf(operator)
  const offersTypes = types.length > 1 && decidedType(kind, operator) !== type
  const isWrong = (at: 'field' | 'operand') =>
    problems.some((problem) => problem.wrong !== undefined && (problem.at === 'field') === (at === 'field'))
  return (
    <div role="group" aria-label={name} className="filter-row">
      <FieldChooser
        className="filter-row-field"
        value={condition.field}
        autoFocus={fresh === condition.id}
        isWrong={isWrong('field')}
        describedBy={problemsId}
        onChange={(field) => change(withField(condition, field, kindOf(field)))}
      />
      <OperatorChooser
        className="filter-row-operator"
        kind={kind}
        value={operator}
        onChange={(operator) => change(withOperator(condition, operator, kind))}
      />
      <div className="filter-row-values">
        {offersTypes && (
          <Select
            className="filter-row-type"
            aria-label={t('builder.type')}
            value={type}
            options={types.map((type) => ({ value: type, label: t(`builder.types.${type}`) }))}
            onChange={(type) => change(withType(condition, type))}
            popupMatchSelectWidth={false}
          />
        )}
        <Operand
          condition={condition}
          kind={kind}
          problems={problems}
          describedBy={problemsId}
          onChange={change}
        />
      </div>
      <RowActions part={condition} parent={parent} canWrap={canWrap} />
      <Problems id={problemsId} problems={problems} />
    </div>
  )
}
