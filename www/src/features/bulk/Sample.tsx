// Some of those who match, and what would become of them.
import { Flex, Skeleton, Typography } from 'antd'
import type { User } from 'minapp-users'
import { useTranslation } from 'react-i18next'
import type { Terms } from '../../data/checkpoints'
import { useSample } from '../../data/plan'
import { Failure } from '../../failure/Failure'
import { type Change } from '../change/change'

interface Props {
  terms: Terms
  changes: readonly Change[]
}

export function Sample({ terms, changes }: Props) {
  const { t } = useTranslation('bulk')
  const sample = useSample(terms, true)
  if (sample.error) return <Failure error={sample.error} onRetry={() => void sample.refetch()} />
  if (!sample.data) return <Skeleton active title={false} aria-label={t('check.samplePending')} />
  if (sample.data.length === 0) return null
  return (
    <Flex vertical gap="small">
      <strong>{t('check.sample')}</strong>
      <ul aria-label={t('check.sample')} style={{ margin: 0, paddingInlineStart: 20 }}>
        {sample.data.map((user) => (
          <li key={user.id}>
            {t('check.user', { id: user.id })}
            {user.nickname ? ` · ${user.nickname}` : ''}
            {changes.map((change) => (
              <Effect key={change.field} user={user} change={change} />
            ))}
          </li>
        ))}
      </ul>
    </Flex>
  )
}

function Effect({ user, change }: { user: User; change: Change }) {
  const { t } = useTranslation('bulk')
  const before = Object.hasOwn(user, change.field) ? user[change.field] : undefined
  return (
    <div style={{ overflowWrap: 'anywhere' }}>
      <Typography.Text type="secondary">{change.field}: </Typography.Text>
      <span className="unseen">{t('check.before')} </span>
      <Shown value={before} />
      <span aria-hidden> → </span>
      <span className="unseen">, {t('check.after')} </span>
      <After before={before} change={change} />
    </div>
  )
}

/** In words: what the server makes of it is the server's to say. A sum is plain enough. */
function After({ before, change: { operation, value } }: { before: unknown; change: Change }) {
  const { t } = useTranslation('bulk')
  if (operation === 'increment' && typeof before === 'number' && typeof value === 'number') {
    return t('after.sum', { sum: before + value, value })
  }
  return operation === 'set' ? <Shown value={value} /> : t(`after.${operation}`, { value: shown(value) })
}

function Shown({ value }: { value: unknown }) {
  const { t } = useTranslation('bulk')
  if (value === null || value === undefined) return <Typography.Text type="secondary">{t('check.empty')}</Typography.Text>
  return shown(value)
}

/** Characters of a value that are shown. */
const MOST = 80

function shown(value: unknown): string {
  const text = typeof value === 'string' ? `“${value}”` : (JSON.stringify(value) ?? '')
  return text.length > MOST ? `${text.slice(0, MOST)}…` : text
}
