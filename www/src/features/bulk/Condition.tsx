// A condition in its short form.
import { Typography } from 'antd'
import type { WhereOf } from 'minapp-users'
import { formatWhere } from 'minapp-users/text'
import { useTranslation } from 'react-i18next'

export function Condition({ where }: { where: WhereOf }) {
  const { t } = useTranslation('bulk')
  const text = formatWhere(where)
  if (text === '{}') return <strong>{t('who.everyone')}</strong>
  return (
    <Typography.Text code style={{ display: 'block', maxHeight: 160, overflow: 'auto', overflowWrap: 'anywhere' }}>
      {text}
    </Typography.Text>
  )
}
