// A user as the server answered.
import { Typography } from 'antd'
import type { User } from 'minapp-users'
import { useTranslation } from 'react-i18next'
import { Verbatim } from '../../../app/Verbatim'

export function RawJson({ user }: { user: User }) {
  const { t } = useTranslation('user')
  const text = JSON.stringify(user, null, 2)
  return (
    <>
      <Typography.Paragraph copyable={{ text, tooltips: [t('copyJson'), t('copied')] }}>{t('copyJson')}</Typography.Paragraph>
      <Verbatim label={t('json')}>{text}</Verbatim>
    </>
  )
}
