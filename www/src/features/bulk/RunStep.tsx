// A job that is on, or paused: how far it is, and what can be done about it.
import { App, Button, Flex, Typography } from 'antd'
import { useTranslation } from 'react-i18next'
import { tried } from '../../data/checkpoints'
import type { Job } from '../../data/job'
import { Hindrance } from './Hindrance'
import { Losses } from './Losses'
import { ProgressOf } from './ProgressOf'
import { Step } from './Step'
import { Summary } from './Summary'

export function RunStep({ job: control }: { job: Job }) {
  const { t } = useTranslation('bulk')
  const { modal } = App.useApp()
  const { job, phase, pace } = control
  if (!job) return null
  const cancel = () =>
    modal.confirm({
      title: t('cancel.title'),
      content: t('cancel.content', { tried: tried(job.counts), count: job.counts.matched }),
      okText: t('cancel.ok'),
      okButtonProps: { danger: true },
      cancelText: t('cancel.keep'),
      onOk: control.cancel,
    })
  const isGone = phase.name === 'paused' && phase.obstacle === 'gone'
  return (
    <Step
      name="run"
      actions={
        <>
          {!isGone && phase.name !== 'pausing' && <Button onClick={cancel}>{t('actions.cancel')}</Button>}
          {(phase.name === 'running' || phase.name === 'waiting') && (
            <Button type="primary" onClick={() => void control.pause()}>
              {t('actions.pause')}
            </Button>
          )}
          {phase.name === 'pausing' && (
            <Button danger onClick={control.cutOff}>
              {t('actions.cutOff')}
            </Button>
          )}
          {phase.name === 'paused' && !isGone && (
            <Button type="primary" onClick={() => control.goOn()}>
              {t('actions.goOn')}
            </Button>
          )}
        </>
      }
    >
      <div role="status">{t(`status.${phase.name}`)}</div>
      <ProgressOf counts={job.counts} pace={phase.name === 'running' ? pace : []} />
      <Hindrance job={control} />
      <Losses job={job} />
      <Flex vertical>
        <Typography.Text type="secondary">{control.isBusy ? t('run.closing') : t('run.paused')}</Typography.Text>
        <Typography.Text type="secondary">{job.isKept ? t('run.kept') : t('run.unkept')}</Typography.Text>
      </Flex>
      <Summary terms={job} />
    </Step>
  )
}
