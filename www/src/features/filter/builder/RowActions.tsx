import { DeleteOutlined, GroupOutlined } from '@ant-design/icons'
import { Button, Flex, Tooltip } from 'antd'
import { useTranslation } from 'react-i18next'
import { addButtonOf, useBuilder } from './context'
import { group, type Part } from './tree'

interface Props {
  part: Part
  /** The group that it is in. */
  parent: string
  canWrap: boolean
}

/** What can be done to a part as a whole. */
export function RowActions({ part, parent, canWrap }: Props) {
  const { t } = useTranslation('filter')
  const { replace, setFresh } = useBuilder()
  const wrap = () => {
    setFresh(part.id)
    replace(part.id, (part) => [group('or', [part])])
  }
  const remove = () => {
    document.getElementById(addButtonOf(parent))?.focus()
    replace(part.id, () => [])
  }
  return (
    <Flex className="filter-row-actions">
      {canWrap && (
        <Tooltip title={t('builder.wrap')}>
          <Button type="text" icon={<GroupOutlined />} aria-label={t('builder.wrap')} onClick={wrap} />
        </Tooltip>
      )}
      <Tooltip title={t('builder.remove')}>
        <Button type="text" icon={<DeleteOutlined />} aria-label={t('builder.remove')} onClick={remove} />
      </Tooltip>
    </Flex>
  )
}
