// After a reload: the same connection as before.
import { Button, Flex, Spin } from 'antd'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import type { KeptSettings } from '../../data/kept'
import { LateFailure } from '../../failure/LateFailure'
import { useAttempt } from './useAttempt'

interface Props {
  settings: KeptSettings
  /** The operator would rather connect to something else. */
  onGiveUp: () => void
}

export function Again({ settings, onGiveUp }: Props) {
  const { t } = useTranslation('connect')
  const { start, cancel, failed } = useAttempt()
  const again = () => start({ settings, isKept: true })
  useEffect(() => {
    start({ settings, isKept: true })
    return cancel
  }, [start, cancel, settings])
  const { host } = new URL(settings.baseUrl)
  return (
    <section className="connect">
      <Flex vertical gap="middle" align="stretch">
        {failed ? (
          <LateFailure {...failed} onRetry={again} />
        ) : (
          <Flex gap="middle" role="status">
            <Spin />
            {t('again', { host })}
          </Flex>
        )}
        <Flex wrap gap="small" align="center" justify="space-between">
          <Button onClick={onGiveUp}>{failed ? t('elsewhere') : t('cancel')}</Button>
          {settings.kind === 'server' && <small>{t('forgotten')}</small>}
        </Flex>
      </Flex>
    </section>
  )
}
