// Why a job does not go on by itself, and what helps.
import { Alert, Button, Flex, Statistic } from 'antd'
import { MinappError } from 'minapp-users'
import { useTranslation } from 'react-i18next'
import type { Job } from '../../data/job'
import { Failure } from '../../failure/Failure'

export function Hindrance({ job: { job, phase, goOn, retryNow } }: { job: Job }) {
  const { t } = useTranslation('bulk')
  if (phase.name === 'paused' && phase.obstacle) {
    return (
      <Alert
        type="error"
        showIcon
        role="alert"
        title={t(`obstacles.${phase.obstacle}Title`)}
        description={
          <Flex vertical gap="small" align="start">
            {t(`obstacles.${phase.obstacle}`)}
            {phase.obstacle === 'unkept' && (
              <Button size="small" danger onClick={() => goOn(false)}>
                {t('actions.goOnUnkept')}
              </Button>
            )}
          </Flex>
        }
      />
    )
  }
  if (phase.name === 'paused' && phase.error !== undefined) {
    return <Failure error={phase.error} advice={t(isSignIn(phase.error) ? 'rejected.signIn' : 'rejected.other')} isSettledByCaller />
  }
  if (phase.name !== 'waiting') return null
  return (
    <Flex vertical gap="small">
      <Failure
        error={phase.error}
        advice={job?.marker ? t('rejected.transient') : t('rejected.transientUnmarked')}
        isSettledByCaller
      />
      <Flex gap="middle" align="end" justify="space-between" wrap>
        <Statistic.Timer type="countdown" title={t('rejected.retryIn')} value={phase.retryAt} format="m:ss" />
        <Button onClick={retryNow}>{t('actions.retryNow')}</Button>
      </Flex>
    </Flex>
  )
}

/** Whether connecting again is what helps. */
const isSignIn = (error: unknown) => MinappError.is(error) && (error.code === 'unauthorized' || error.code === 'token')
