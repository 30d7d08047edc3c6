// What is above the rows: the actions, who is selected, and how the table is looked at.
import { ColumnHeightOutlined, ReloadOutlined, SettingOutlined } from '@ant-design/icons'
import { Button, Dropdown, Flex, Tooltip } from 'antd'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ColumnChooser } from './columns/ColumnChooser'
import { DENSITIES, type Density } from './density'
import { Selection } from './Selection'

interface Props {
  actions: ReactNode
  selected: readonly number[]
  onSelect: (ids: readonly number[]) => void
  isFetching: boolean
  onRefresh: () => void
  density: Density
  onDensity: (density: Density) => void
}

export function Toolbar({ actions, selected, onSelect, isFetching, onRefresh, density, onDensity }: Props) {
  const { t } = useTranslation('table')
  const [isChoosing, setIsChoosing] = useState(false)
  return (
    <Flex wrap align="center" gap="small" role="group" aria-label={t('tools')}>
      {actions}
      <Selection selected={selected} onSelect={onSelect} />
      <Flex gap={4} style={{ marginInlineStart: 'auto' }}>
        <Tooltip title={t('refresh')}>
          <Button
            type="text"
            icon={<ReloadOutlined spin={isFetching} />}
            aria-label={t('refresh')}
            onClick={onRefresh}
          />
        </Tooltip>
        <Densities density={density} onDensity={onDensity} />
        <Tooltip title={t('columns.title')}>
          <Button
            type="text"
            icon={<SettingOutlined />}
            aria-label={t('columns.title')}
            aria-haspopup="dialog"
            onClick={() => setIsChoosing(true)}
          />
        </Tooltip>
      </Flex>
      <ColumnChooser isOpen={isChoosing} onClose={() => setIsChoosing(false)} />
    </Flex>
  )
}

function Densities({ density, onDensity }: Pick<Props, 'density' | 'onDensity'>) {
  const { t } = useTranslation('table')
  const items = Object.keys(DENSITIES).map((key) => ({ key, label: t(`densities.${key as Density}`) }))
  return (
    <Dropdown
      trigger={['click']}
      autoFocus
      menu={{ items, selectable: true, selectedKeys: [density], onClick: ({ key }) => onDensity(key as Density) }}
    >
      <Button type="text" icon={<ColumnHeightOutlined />} aria-label={t('density')} title={t('density')} />
    </Dropdown>
  )
}
