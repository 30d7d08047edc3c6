// A failure in words that help: what happened, what to do, and the details for whoever is asked.
import { Alert, Button, Flex, Typography } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { type Place, useConnectionState } from '../data/connection'
import { type Known, useCause } from './cause'

interface Props {
  error: unknown
  /** Offers to try again. */
  onRetry?: (() => void) | undefined
  /** What is known beyond the error, in place of the usual advice. */
  advice?: ReactNode
  /** Where a first attempt to connect went; not for a connection that has worked. */
  tried?: Place | undefined
  /** Whoever shows it finds out by itself what became of a write: the operator need not. */
  isSettledByCaller?: boolean
}

export function Failure({ error, onRetry, advice, tried, isSettledByCaller = false }: Props) {
  const { t } = useTranslation('failure')
  const known = useCause(error, tried)
  const { requestId, outcome } = known.error
  return (
    <Alert
      type="error"
      showIcon
      role="alert"
      title={t(`title.${known.cause}`)}
      description={
        <Flex vertical gap="small" align="start">
          {advice ?? <Advice {...known} />}
          {outcome && !isSettledByCaller && <span>{t(`outcome.${outcome}`)}</span>}
          <details style={{ maxWidth: '100%' }}>
            <summary>{t('details')}</summary>
            <Typography.Text code style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
              {error instanceof Error ? error.message : String(error)}
            </Typography.Text>
            {requestId && (
              <div>
                {t('request')} <Typography.Text code>{requestId}</Typography.Text>
              </div>
            )}
          </details>
          <Ways cause={known.cause} onRetry={onRetry} />
        </Flex>
      }
    />
  )
}

function Advice({ cause, place, error }: Known) {
  const { t } = useTranslation('failure')
  const host = place ? new URL(place.baseUrl).host : ''
  const seconds = 'retryAfterMs' in error && error.retryAfterMs ? Math.ceil(error.retryAfterMs / 1000) : undefined
  return (
    <>
      <span>{t(`advice.${cause}`, { host, origin: location.origin })}</span>
      {seconds !== undefined && <span>{t('wait', { count: seconds })}</span>}
      {cause === 'origin_refused' && (
        <ul style={{ margin: 0, paddingInlineStart: 20 }}>
          {(['proxy', 'session', 'emulator'] as const).map((way) => (
            <li key={way}>{t(`waysOut.${way}`)}</li>
          ))}
        </ul>
      )}
    </>
  )
}

function Ways({ cause, onRetry }: Pick<Known, 'cause'> & Pick<Props, 'onRetry'>) {
  const { t } = useTranslation('failure')
  const { connection, isSigningIn, setSigningIn } = useConnectionState()
  const isSignIn = connection && !isSigningIn && ['unauthorized', 'signed_out', 'token'].includes(cause)
  if (!isSignIn && !onRetry) return null
  return (
    <Flex gap="small" wrap>
      {isSignIn && (
        <Button size="small" type="primary" onClick={() => setSigningIn(true)}>
          {t('signIn')}
        </Button>
      )}
      {onRetry && (
        <Button size="small" onClick={onRetry}>
          {t('retry')}
        </Button>
      )}
    </Flex>
  )
}
