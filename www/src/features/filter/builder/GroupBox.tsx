// Parts that are joined by and or or, and what can be done to them.
import { DeleteOutlined, PlusOutlined, UngroupOutlined } from '@ant-design/icons'
import { Button, Flex, Segmented, Tooltip } from 'antd'
import { useTranslation } from 'react-i18next'
import { ConditionRow } from './ConditionRow'
import { addButtonOf, useBuilder, useProblems } from './context'
import { MAX_DEPTH } from './fromWhere'
import { JsonRow } from './JsonRow'
import { Problems } from './Problems'
import { emptyCondition, group as newGroup, type Group, type Join, type Part } from './tree'

interface Props {
  group: Group
  /** 1 for the outermost, which cannot be removed. */
  depth: number
  /** The group around it. */
  parent?: string
}

export function GroupBox({ group, depth, parent }: Props) {
  const { t } = useTranslation('filter')
  const { setGroup, setFresh } = useBuilder()
  const problems = useProblems(group.id)

  const add = (part: Part, fresh: Part = part) => {
    setFresh(fresh.id)
    setGroup(group.id, (group) => ({ ...group, parts: [...group.parts, part] }))
  }
  const addGroup = () => {
    const first = emptyCondition()
    // A group is wanted for what the one around it does not say.
    add(newGroup(group.join === 'and' ? 'or' : 'and', [first]), first)
  }

  return (
    <div
      role="group"
      aria-label={t(group.join === 'and' ? 'builder.allOf' : 'builder.anyOf')}
      className={`filter-group filter-group-${group.join}`}
    >
      <Flex gap="small" align="center" justify="space-between">
        <Segmented<Join>
          aria-label={t('builder.join')}
          value={group.join}
          onChange={(join) => setGroup(group.id, (group) => ({ ...group, join }))}
          options={[
            { value: 'and', label: t('builder.all') },
            { value: 'or', label: t('builder.any') },
          ]}
        />
        {parent && <GroupActions group={group} parent={parent} />}
      </Flex>
      {group.parts.map((part, at) => {
        if (part.kind === 'group') return <GroupBox key={part.id} group={part} depth={depth + 1} parent={group.id} />
        const name = t('builder.conditionName', { number: at + 1 })
        return part.kind === 'condition' ? (
          <ConditionRow key={part.id} condition={part} name={name} parent={group.id} canWrap={depth < MAX_DEPTH} />
        ) : (
          <JsonRow key={part.id} part={part} name={name} parent={group.id} />
        )
      })}
      <Problems id={`filter-${group.id}-problems`} problems={problems} />
      <Flex gap="small" wrap>
        <Button
          id={addButtonOf(group.id)}
          size="small"
          type="dashed"
          icon={<PlusOutlined aria-hidden />}
          onClick={() => add(emptyCondition())}
        >
          {t('builder.addCondition')}
        </Button>
        {depth < MAX_DEPTH && (
          <Button size="small" type="dashed" icon={<PlusOutlined aria-hidden />} onClick={addGroup}>
            {t('builder.addGroup')}
          </Button>
        )}
      </Flex>
    </div>
  )
}

function GroupActions({ group, parent }: { group: Group; parent: string }) {
  const { t } = useTranslation('filter')
  const { replace } = useBuilder()
  const replaceBy = (parts: readonly Part[]) => {
    document.getElementById(addButtonOf(parent))?.focus()
    replace(group.id, () => parts)
  }
  return (
    <Flex>
      <Tooltip title={t('builder.unwrap')}>
        <Button
          type="text"
          icon={<UngroupOutlined />}
          aria-label={t('builder.unwrap')}
          onClick={() => replaceBy(group.parts)}
        />
      </Tooltip>
      <Tooltip title={t('builder.removeGroup')}>
        <Button
          type="text"
          icon={<DeleteOutlined />}
          aria-label={t('builder.removeGroup')}
          onClick={() => replaceBy([])}
        />
      </Tooltip>
    </Flex>
  )
}
