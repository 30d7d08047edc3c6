// The first requests of a job, exactly as they would be sent.
import { Flex, Typography, theme } from 'antd'
import type { PlannedRequest } from 'minapp-users'
import { useTranslation } from 'react-i18next'

/** How many are shown: the others differ in whom they name. */
const SHOWN = 3

export function PlannedRequests({ requests }: { requests: readonly PlannedRequest[] }) {
  const { t } = useTranslation('bulk')
  const { token } = theme.useToken()
  const more = requests.length - SHOWN
  return (
    <Flex vertical gap="small">
      <strong>{t('check.wouldSend')}</strong>
      {requests.slice(0, SHOWN).map(({ method, target, body }, at) => (
        <details key={target}>
          <summary>{t('check.request', { at: at + 1 })}</summary>
          <pre
            tabIndex={0}
            aria-label={t('check.request', { at: at + 1 })}
            style={{
              maxHeight: 240,
              margin: 0,
              padding: token.paddingSM,
              overflow: 'auto',
              whiteSpace: 'pre-wrap',
              overflowWrap: 'anywhere',
              background: token.colorFillTertiary,
              borderRadius: token.borderRadius,
            }}
          >
            {`${method} ${target}\n\n${body}`}
          </pre>
        </details>
      ))}
      {more > 0 && <Typography.Text type="secondary">{t('check.more', { count: more })}</Typography.Text>}
    </Flex>
  )
}
