// What the job would do: how many it would change, some of them, and its requests. Nothing is changed here.
import { Alert, Button, Spin } from 'antd'
import { useTranslation } from 'react-i18next'
import { type Terms, tried } from '../../data/checkpoints'
import { usePlan } from '../../data/plan'
import { useTotal } from '../../data/users'
import { Failure } from '../../failure/Failure'
import type { Change } from '../change/change'
import { PlannedRequests } from './PlannedRequests'
import { Sample } from './Sample'
import { Step } from './Step'
import { Summary } from './Summary'

interface Props {
  terms: Terms
  /** What is changed, the marker included; nothing for a job that has begun. */
  changes: readonly Change[] | undefined
  /** Of a job that has begun. */
  checkpoint: string | undefined
  onBack: () => void
  /** `left` would be changed now; `matched` has those, too, who were tried before. */
  onNext: (left: number, matched: number) => void
}

export function CheckStep({ terms, changes, checkpoint, onBack, onNext }: Props) {
  const { t } = useTranslation('bulk')
  const plan = usePlan(terms, checkpoint)
  const total = useTotal(terms.where, checkpoint === undefined)
  // What was found out before may not hold any more.
  const found = plan.isFetching ? undefined : plan.data
  // Of a job that has begun, those who were tried are among those who match.
  const left = found && found.matched - tried(found)
  const others = found && total.data !== undefined && !total.isFetching ? total.data - found.matched : 0
  return (
    <Step
      name="check"
      actions={
        <>
          <Button onClick={onBack}>{t('actions.back')}</Button>
          <Button type="primary" disabled={!left} onClick={() => found && left && onNext(left, found.matched)}>
            {t('actions.next')}
          </Button>
        </>
      }
    >
      <Summary terms={terms} />
      <div role="status">
        {plan.isFetching && (
          <Spin description={t('check.planning')}>
            <div style={{ minHeight: 96 }} />
          </Spin>
        )}
        {found &&
          (left === 0 ? (
            <Alert type="info" showIcon role="note" title={t('check.nobody')} />
          ) : (
            <Alert
              type="info"
              showIcon
              role="note"
              title={t('check.matched', { count: left })}
              description={
                <>
                  {t('check.requests', { count: found.requests.length })}{' '}
                  {others > 0 && t('check.left', { count: others })}
                </>
              }
            />
          ))}
      </div>
      {plan.error && !plan.isFetching && <Failure error={plan.error} onRetry={() => void plan.refetch()} />}
      {changes && <Sample terms={terms} changes={changes} />}
      {found && found.requests.length > 0 && <PlannedRequests requests={found.requests} />}
    </Step>
  )
}
