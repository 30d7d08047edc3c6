// Says that there are jobs to go on with, from before a reload or after a pause.
import { Alert, App, Button, Flex } from 'antd'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { checkpointsOf, type JobRecord, tried, useJobsLeft } from '../../data/checkpoints'
import { useConnection } from '../../data/connection'
import { Condition } from './Condition'
import { askToForget } from './forget'

const BulkDrawer = lazy(() => import('./BulkDrawer'))

export function UnfinishedJobs() {
  const { t } = useTranslation('bulk')
  const jobs = useJobsLeft()
  const [resumed, setResumed] = useState<JobRecord>()
  return (
    <>
      {jobs.length > 0 && (
        <Alert
          type="warning"
          showIcon
          role="status"
          title={t('left.title')}
          description={
            <Flex vertical gap="middle">
              {jobs.map((job) => (
                <Left key={job.id} job={job} onResume={() => setResumed(job)} />
              ))}
            </Flex>
          }
        />
      )}
      <Suspense>
        {resumed && <BulkDrawer where={undefined} selected={[]} resumed={resumed} onClose={() => setResumed(undefined)} />}
      </Suspense>
    </>
  )
}

function Left({ job, onResume }: { job: JobRecord; onResume: () => void }) {
  const { t, i18n } = useTranslation('bulk')
  const { modal } = App.useApp()
  const connection = useConnection()
  const { startedAt, counts, where, id } = job
  const time = new Intl.DateTimeFormat(i18n.language, { dateStyle: 'medium', timeStyle: 'short' }).format(startedAt)
  return (
    <Flex vertical gap="small" align="start">
      <span>
        {counts.done ? t('left.done', { time }) : t('left.started', { time, tried: tried(counts), matched: counts.matched })}
      </span>
      <Condition where={where} />
      <Flex gap="small" wrap>
        <Button onClick={onResume}>{counts.done ? t('left.see') : t('actions.resume')}</Button>
        <Button onClick={() => askToForget(modal, t, job, () => checkpointsOf(connection).forget(id))}>
          {t('actions.forget')}
        </Button>
      </Flex>
    </Flex>
  )
}
