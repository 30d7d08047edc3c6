// What is asked and told on the way of a save.
import { Alert } from 'antd'
import { useTranslation } from 'react-i18next'
import { Loading } from '../../../app/Loading'
import { Failure } from '../../../failure/Failure'
import { StepDialog } from '../StepDialog'
import { useLingering } from '../useLingering'
import { ConflictForm } from './ConflictForm'
import { LostView } from './LostView'
import { ReviewView } from './ReviewView'
import type { Step, useSave } from './useSave'

interface Props {
  save: ReturnType<typeof useSave>
  afterClose: () => void
}

export function SaveDialog({ save, afterClose }: Props) {
  const step = useLingering(save.step)
  const review = step?.kind === 'review' ? step : undefined
  return (
    <StepDialog
      isOpen={save.step !== undefined}
      kind={step?.kind}
      isSending={review?.isSending ?? false}
      onSend={review && (() => save.send(review.plan))}
      hasOwnButtons={step?.kind === 'conflict'}
      onClose={save.close}
      afterClose={afterClose}
    >
      <Body save={save} step={step} />
    </StepDialog>
  )
}

function Body({ save, step }: { save: ReturnType<typeof useSave>; step: Step | undefined }) {
  const { look, retry, resolve, close } = save
  const { t } = useTranslation('user')
  switch (step?.kind) {
    case 'reading':
      return <Loading />
    case 'conflict':
      return <ConflictForm conflict={step.conflict} onResolve={(sides) => resolve(step.conflict, sides)} onCancel={close} />
    case 'review':
      return <ReviewView plan={step.plan} />
    case 'lost':
      return <LostView {...step} onLook={() => look(step.drafts, step.why)} />
    case 'refused':
      return <Alert type="error" showIcon role="alert" title={t('refused')} description={step.words} />
    case 'failed':
      return <Failure error={step.error} onRetry={() => retry(step.plan)} />
    case undefined:
      return null
  }
}
