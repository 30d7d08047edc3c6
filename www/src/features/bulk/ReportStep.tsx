// What became of a job, in plain words.
import { Alert, App, Button } from 'antd'
import { MinappError } from 'minapp-users'
import { useTranslation } from 'react-i18next'
import { type JobRecord, tried } from '../../data/checkpoints'
import type { Job } from '../../data/job'
import { Failure } from '../../failure/Failure'
import { Losses } from './Losses'
import { ProgressOf } from './ProgressOf'
import { Step } from './Step'
import { Summary } from './Summary'
import { askToForget } from './forget'

interface Props {
  job: Job
  /** To agree to another number. */
  onCountAgain: () => void
  /** Not from a job that was resumed: nothing tells there who would be meant. */
  onStartOver: (() => void) | undefined
  onClose: () => void
}

export function ReportStep({ job: control, onCountAgain, onStartOver, onClose }: Props) {
  const { t } = useTranslation('bulk')
  const { modal } = App.useApp()
  const { job, phase, goOn, forget } = control
  if (!job || phase.name !== 'ended') return null
  const { counts } = job
  const isTooMany = MinappError.is(phase.refusal) && phase.refusal.code === 'too_many_matches'
  const isDone = counts.done
  const isClean = isDone && counts.failed + counts.unknown === 0
  const forgetAndClose = () => {
    forget()
    onClose()
  }
  const hasBegun = tried(counts) > 0
  return (
    <Step
      name="report"
      actions={
        <>
          {!isDone && (hasBegun || !isTooMany) && (
            <Button onClick={() => askToForget(modal, t, job, forgetAndClose)}>{t('actions.forget')}</Button>
          )}
          {onStartOver && <Button onClick={onStartOver}>{t('actions.startOver')}</Button>}
          {!isDone && !phase.refusal && (
            <Button type="primary" onClick={() => goOn()}>
              {t('actions.goOn')}
            </Button>
          )}
          {isTooMany && (
            <Button type="primary" onClick={onCountAgain}>
              {t('actions.countAgain')}
            </Button>
          )}
          {(isDone || !hasBegun) && !isTooMany && (
            <Button type="primary" onClick={onClose}>
              {t('actions.backToTable')}
            </Button>
          )}
        </>
      }
    >
      <div role="status">
        <Alert
          type={isClean ? 'success' : 'warning'}
          showIcon
          role="note"
          title={isDone ? t('report.done') : phase.refusal ? t('report.stopped') : t('report.cancelled')}
          description={<Told job={job} isCancelled={!isDone && !phase.refusal} />}
        />
      </div>
      {phase.refusal !== undefined && (
        <Failure error={phase.refusal} advice={isTooMany ? t('report.tooMany', { count: job.expectMax }) : undefined} />
      )}
      {hasBegun && <ProgressOf counts={counts} />}
      <Losses job={job} />
      <Summary terms={job} />
    </Step>
  )
}

function Told({ job: { counts, marker }, isCancelled }: { job: JobRecord; isCancelled: boolean }) {
  const { t } = useTranslation('bulk')
  const left = counts.matched - tried(counts)
  const { succeeded, failed, unknown, skipped } = counts
  return (
    <>
      <div>{succeeded > 0 ? t('report.succeeded', { count: succeeded }) : t('report.nobody')}</div>
      {skipped > 0 && <div>{t(marker ? 'report.skippedMarked' : 'report.skipped', { count: skipped })}</div>}
      {failed > 0 && (
        <div>
          {t('report.failed', { count: failed })} {t('report.failedAdvice')}
        </div>
      )}
      {unknown > 0 && (
        <div>
          {t('report.unknown', { count: unknown })} {t('report.unknownAdvice')}
        </div>
      )}
      {!counts.done && left > 0 && <div>{t('report.left', { count: left })}</div>}
      {isCancelled && <div>{t('report.cancelledKept')}</div>}
    </>
  )
}
