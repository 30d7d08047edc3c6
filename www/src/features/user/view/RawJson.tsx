// A user as the server answered.
import { theme, Typography } from 'antd'
import type { User } from 'minapp-users'
import { useTranslation } from 'react-i18next'

export function RawJson({ user }: { user: User }) {
  const { t } = useTranslation('user')
  const { token } = theme.useToken()
  const text = JSON.stringify(user, null, 2)
  return (
    <>
      <Typography.Paragraph copyable={{ text, tooltips: [t('copyJson'), t('copied')] }}>{t('copyJson')}</Typography.Paragraph>
      <pre
        aria-label={t('json')}
        // It scrolls: so must the keyboard.
        tabIndex={0}
        style={{
          background: token.colorFillTertiary,
          borderRadius: token.borderRadius,
          fontSize: 12,
          margin: 0,
          overflowX: 'auto',
          padding: 12,
        }}
      >
        {text}
      </pre>
    </>
  )
}
