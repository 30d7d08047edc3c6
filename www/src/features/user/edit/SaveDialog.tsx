// What is asked and told on the way of a save.
import { Alert, Button, Modal } from 'antd'
import { useTranslation } from 'react-i18next'
import { Loading } from '../../../app/Loading'
import { Failure } from '../../../failure/Failure'
import { ConflictForm } from './ConflictForm'
import { LostView } from './LostView'
import { useLingering } from '../useLingering'
import { ReviewView } from './ReviewView'
import type { Step, useSave } from './useSave'

interface Props {
  save: ReturnType<typeof useSave>
  afterClose: () => void
}

export function SaveDialog({ save, afterClose }: Props) {
  const { t } = useTranslation('user')
  const { close } = save
  const step = useLingering(save.step)
  const isSending = step?.kind === 'review' && step.isSending
  return (
    <Modal
      open={save.step !== undefined}
      title={step && t(`save.title.${step.kind}`)}
      width={720}
      onCancel={close}
      afterClose={afterClose}
      // What is on its way cannot be called back.
      closable={!isSending}
      keyboard={!isSending}
      mask={{ closable: false }}
      destroyOnHidden
      footer={
        step?.kind === 'review'
          ? [
              <Button key="back" onClick={close} disabled={isSending}>
                {t('save.back')}
              </Button>,
              <Button key="send" type="primary" loading={isSending} onClick={() => save.send(step.plan)}>
                {t('save.send')}
              </Button>,
            ]
          : step?.kind === 'conflict'
            ? null
            : [
                <Button key="close" onClick={close}>
                  {t('save.close')}
                </Button>,
              ]
      }
    >
      <Body save={save} step={step} />
    </Modal>
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
