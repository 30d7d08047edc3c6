// Changes of several fields.
import { DeleteOutlined } from '@ant-design/icons'
import { Button, Flex, theme, Typography } from 'antd'
import { useTranslation } from 'react-i18next'
import { AddField } from './AddField'
import type { Change } from './change'
import { ChangeRow } from './ChangeRow'

interface Props {
  changes: readonly Change[]
  onChange: (changes: readonly Change[]) => void
}

export function ChangeList({ changes, onChange }: Props) {
  const { t } = useTranslation('change')
  const { token } = theme.useToken()
  const box = { border: `1px solid ${token.colorBorderSecondary}`, borderRadius: token.borderRadius, padding: 12 }
  return (
    <Flex vertical gap="middle">
      {changes.map((change, at) => (
        <Flex key={change.field} vertical gap="small" role="group" aria-label={change.field} style={box}>
          <Flex align="center" justify="space-between" gap="small">
            <Typography.Text strong style={{ overflowWrap: 'anywhere' }}>
              {change.field}
            </Typography.Text>
            <Button
              type="text"
              icon={<DeleteOutlined />}
              aria-label={t('removeChange', { field: change.field })}
              onClick={() => onChange(changes.toSpliced(at, 1))}
            />
          </Flex>
          <ChangeRow change={change} onChange={(next) => onChange(changes.with(at, next))} />
        </Flex>
      ))}
      <AddField taken={changes.map(({ field }) => field)} onAdd={(change) => onChange([...changes, change])} />
    </Flex>
  )
}
