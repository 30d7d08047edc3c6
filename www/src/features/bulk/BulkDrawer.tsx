// Changing many users, step by step: who, what, check, confirm; then the job as it runs, and what became of it.
import { App, Drawer } from 'antd'
import type { Where } from 'minapp-users'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLeaveWarning } from '../../app/useLeaveWarning'
import type { JobRecord, Terms } from '../../data/checkpoints'
import { newJob, useJob } from '../../data/job'
import { CheckStep } from './CheckStep'
import { ConfirmStep } from './ConfirmStep'
import { type Draft, useDraft } from './draft'
import { jobName } from './job-name'
import { ReportStep } from './ReportStep'
import { RunStep } from './RunStep'
import { WhatStep } from './WhatStep'
import { WhoStep } from './WhoStep'

interface Props {
  /** Who is filtered; nothing for everyone. */
  where: Where | undefined
  /** Who is selected: these alone are meant where there are some. */
  selected: readonly number[]
  /** A job to go on with, in place of a new one. */
  resumed?: JobRecord
  onClose: () => void
}

/** Where the operator is before a job runs. */
type Place =
  | { readonly step: 'who' | 'what' }
  /** The terms are settled; `begun` is the job whose number is to be agreed to anew. */
  | { readonly step: 'check'; readonly terms: Terms; readonly begun?: JobRecord }
  | { readonly step: 'confirm'; readonly terms: Terms; readonly begun?: JobRecord; readonly left: number; readonly matched: number }

export default function BulkDrawer({ resumed, onClose, ...props }: Props) {
  const { t } = useTranslation('bulk')
  const { modal } = App.useApp()
  // The table goes on meanwhile; those are meant who were when the drawer opened.
  const [{ where, selected }] = useState(props)
  const job = useJob(resumed)
  useLeaveWarning(job.isAtRisk)
  const { draft, change, startOver, terms } = useDraft(where, selected)
  const [place, setPlace] = useState<Place>({ step: 'who' })
  // Until it has slid away and given the focus back, it stays.
  const [isOpen, setOpen] = useState(true)
  const leave = () => setOpen(false)

  const close = () => {
    if (!job.isBusy) {
      // What became of it was seen.
      if (job.job?.counts.done) job.forget()
      return leave()
    }
    return void modal.confirm({
      title: t('close.title'),
      content: job.job?.isKept ? t('close.content') : t('close.contentUnkept'),
      okText: t('close.ok'),
      cancelText: t('close.keep'),
      // What was in flight may have been the rest: the report is not to be missed.
      onOk: () => void job.pause().then((paused) => paused?.counts.done || leave()),
    })
  }
  const startAnew = () => {
    if (job.job?.counts.done) job.forget()
    else job.close()
    startOver()
    setPlace({ step: 'who' })
  }
  const markerChange = (): Draft['changes'] => {
    const { isOn, field, value } = draft.marker
    return isOn ? [...draft.changes, { field, operation: 'set', value }] : draft.changes
  }
  const beforeRun = () => {
    switch (place.step) {
      case 'who':
        return (
          <WhoStep
            where={where}
            selected={selected}
            source={draft.source}
            onSource={(source) => change({ source })}
            onNext={() => setPlace({ step: 'what' })}
          />
        )
      case 'what':
        return (
          <WhatStep
            draft={draft}
            onChange={change}
            terms={terms}
            onBack={() => setPlace({ step: 'who' })}
            onNext={() => setPlace({ step: 'check', terms: terms() })}
          />
        )
      case 'check':
        return (
          <CheckStep
            terms={place.terms}
            changes={place.begun ? undefined : markerChange()}
            checkpoint={place.begun?.checkpoint}
            onBack={() => (place.begun ? leave() : setPlace({ step: 'what' }))}
            onNext={(left, matched) => setPlace({ ...place, step: 'confirm', left, matched })}
          />
        )
      case 'confirm': {
        const { terms, begun, left, matched } = place
        return (
          <ConfirmStep
            terms={terms}
            matched={left}
            hasBegun={begun !== undefined}
            onBack={() => setPlace({ ...place, step: 'check' })}
            onStart={(isKept) =>
              job.start(begun ? { ...begun, expectMax: matched, isKept } : newJob(jobName(), terms, matched, isKept))
            }
          />
        )
      }
    }
  }
  return (
    <Drawer
      open={isOpen}
      onClose={close}
      afterOpenChange={(open) => !open && onClose()}
      title={t('title')}
      size={760}
      // A click beside it must not lose what was typed.
      mask={{ closable: false }}
      styles={{ wrapper: { maxWidth: '100vw' } }}
    >
      {job.phase.name === 'idle' && beforeRun()}
      {job.phase.name === 'ended' && (
        <ReportStep
          job={job}
          onCountAgain={() => {
            const { job: begun } = job
            if (!begun) return
            const { where, update, marker } = begun
            setPlace({ step: 'check', terms: { where, update, marker }, begun })
            job.close()
          }}
          onStartOver={resumed ? undefined : startAnew}
          onClose={close}
        />
      )}
      {(job.isBusy || job.phase.name === 'paused') && <RunStep job={job} />}
    </Drawer>
  )
}
