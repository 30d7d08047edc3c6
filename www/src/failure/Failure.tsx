// A failure in words that help: what happened, what to do, and the details for whoever is asked.
import { Alert, Button, Flex, Typography } from 'antd'
import { type AnyMinappError, MinappError } from 'minapp-users'
import { type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

interface Props {
  error: unknown
  /** Offers to try again. */
  onRetry?: (() => void) | undefined
  /** What is known beyond the error, in place of the usual advice. */
  advice?: ReactNode
  /** Whoever shows it finds out by itself what became of a write: the operator need not. */
  isSettledByCaller?: boolean
}

export function Failure({ error, onRetry, advice, isSettledByCaller = false }: Props) {
  const { t } = useTranslation('failure')
  const code = MinappError.is(error) ? error.code : 'internal'
  const known: Partial<AnyMinappError> = MinappError.is(error) ? error : {}
  return (
    <Alert
      type="error"
      showIcon
      role="alert"
      title={t(`title.${code}`)}
      description={
        <Flex vertical gap="small" align="start">
          <span>{advice ?? t(`advice.${code}`)}</span>
          {known.outcome && !isSettledByCaller && <span>{t(`outcome.${known.outcome}`)}</span>}
          <details>
            <summary>{t('details')}</summary>
            <Typography.Text code style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
              {error instanceof Error ? error.message : String(error)}
            </Typography.Text>
            {known.requestId && (
              <div>
                {t('request')}: <Typography.Text code>{known.requestId}</Typography.Text>
              </div>
            )}
          </details>
          {onRetry && (
            <Button size="small" onClick={onRetry}>
              {t('retry')}
            </Button>
          )}
        </Flex>
      }
    />
  )
}
