// One field in the lists of the chooser.
import { ArrowDownOutlined, ArrowUpOutlined } from '@ant-design/icons'
import { Checkbox } from 'antd'
import { useTranslation } from 'react-i18next'
import type { FieldInfo } from '../../../data/fields'
import { labelOf } from '../labels'
import { StepButton } from '../StepButton'

interface Props {
  field: FieldInfo
  isShown: boolean
  onToggle: () => void
  /** Missing where there is no place above. */
  onUp?: (() => void) | undefined
  /** Missing where there is no place below. */
  onDown?: (() => void) | undefined
}

/** Names a control, to find it again where it moved. */
export const choiceId = (name: string, control: 'shown' | 'up' | 'down') => `column-${control}-${name}`

export function Choice({ field, isShown, onToggle, onUp, onDown }: Props) {
  const { t } = useTranslation('table')
  const { name } = field
  const label = labelOf(field, t)
  return (
    <li>
      <Checkbox id={choiceId(name, 'shown')} checked={isShown} onChange={onToggle}>
        {label}
        {label !== name && <code className="users-name">{name}</code>}
      </Checkbox>
      {isShown && (
        <span>
          <StepButton
            id={choiceId(name, 'up')}
            type="text"
            icon={<ArrowUpOutlined />}
            aria-label={t('columns.up', { label })}
            isIdle={!onUp}
            onClick={onUp}
          />
          <StepButton
            id={choiceId(name, 'down')}
            type="text"
            icon={<ArrowDownOutlined />}
            aria-label={t('columns.down', { label })}
            isIdle={!onDown}
            onClick={onDown}
          />
        </span>
      )}
    </li>
  )
}
