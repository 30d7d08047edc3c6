// The first requests of a job, exactly as they would be sent.
import { Flex, Typography } from 'antd'
import type { PlannedRequest } from 'minapp-users'
import { useTranslation } from 'react-i18next'
import { Verbatim } from '../../app/Verbatim'

/** How many are shown: the others differ in whom they name. */
const SHOWN = 3

export function PlannedRequests({ requests }: { requests: readonly PlannedRequest[] }) {
  const { t } = useTranslation('bulk')
  const more = requests.length - SHOWN
  return (
    <Flex vertical gap="small">
      <strong>{t('check.wouldSend')}</strong>
      {requests.slice(0, SHOWN).map(({ method, target, body }, at) => (
        <details key={target}>
          <summary>{t('check.request', { at: at + 1 })}</summary>
          <Verbatim label={t('check.request', { at: at + 1 })}>{`${method} ${target}\n\n${body}`}</Verbatim>
        </details>
      ))}
      {more > 0 && <Typography.Text type="secondary">{t('check.more', { count: more })}</Typography.Text>}
    </Flex>
  )
}
