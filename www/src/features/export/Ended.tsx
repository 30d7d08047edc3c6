// How an export ended: with a whole file, or with none.
import { Alert, Flex, Result } from 'antd'
import { useTranslation } from 'react-i18next'
import type { ExportState } from '../../data/export'
import { Failure } from '../../failure/Failure'
import { bytesIn } from './amounts'

interface Props {
  state: Extract<ExportState, { phase: 'done' | 'failed' | 'cancelled' }>
  onRetry: () => void
}

export function Ended({ state, onRetry }: Props) {
  const { t, i18n } = useTranslation('export')
  if (state.phase === 'done') {
    const { users, bytes, name } = state
    const figures = { count: users, number: users.toLocaleString(i18n.language), size: bytesIn(i18n.language, bytes) }
    return (
      <div role="status">
        <Result status="success" title={t('done', figures)} subTitle={name} style={{ padding: '24px 0' }} />
      </div>
    )
  }
  if (state.phase === 'cancelled') return <Alert type="info" showIcon role="status" title={t('cancelled')} description={t('noFile')} />
  return (
    <Flex vertical gap="middle">
      <Alert type="warning" showIcon title={t('noFile')} />
      {state.isOfFile ? <FileFailure error={state.error} /> : <Failure error={state.error} onRetry={onRetry} />}
    </Flex>
  )
}

/** What the disk, or who guards it, said. */
function FileFailure({ error }: { error: unknown }) {
  const { t } = useTranslation('export')
  const name = error instanceof DOMException ? error.name : ''
  const reason = name === 'QuotaExceededError' ? 'full' : name === 'NotAllowedError' ? 'notAllowed' : 'other'
  return (
    <Alert
      type="error"
      showIcon
      role="alert"
      title={t('file.title')}
      description={t(`file.${reason}`, { words: error instanceof Error ? error.message : String(error) })}
    />
  )
}
