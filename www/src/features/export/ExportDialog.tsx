// Everyone who is filtered, as a file.
import { Button, Form, Modal, Spin } from 'antd'
import type { Where } from 'minapp-users'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLeaveWarning } from '../../app/useLeaveWarning'
import { useExport } from '../../data/export'
import { type Choices, fileName, planOf, type Shown } from './choices'
import { Ended } from './Ended'
import { ExportForm } from './ExportForm'
import './export.css'
import { Running } from './Running'

interface Props {
  /** Who is filtered; nothing for everyone. */
  where: Where | undefined
  /** The table's sort. */
  orderBy: string | undefined
  /** The table's columns, from left to right: the choice to begin with. */
  columns?: readonly string[] | undefined
  onClose: () => void
}

export default function ExportDialog({ where, orderBy, columns, onClose }: Props) {
  const { t } = useTranslation('export')
  const [form] = Form.useForm<Choices>()
  const { state, start, cancel, reset } = useExport()
  const { phase } = state
  const isAtWork = phase === 'running' || phase === 'choosing'
  useLeaveWarning(isAtWork)
  const shown: Shown = { where, orderBy, columns }
  const last = useRef<Choices>(undefined)
  const begin = (choices: Choices) => {
    last.current = choices
    setLeaving(false)
    void start(planOf(choices, shown), fileName(choices))
  }
  const [isLeaving, setLeaving] = useState(false)
  const footer = {
    idle: [
      <Button key="close" onClick={onClose}>
        {t('close')}
      </Button>,
      <Button key="start" type="primary" onClick={form.submit}>
        {t('start')}
      </Button>,
    ],
    atWork: [
      <Button key="cancel" onClick={cancel}>
        {t('cancel')}
      </Button>,
    ],
    ended: [
      <Button key="again" onClick={reset}>
        {t('again')}
      </Button>,
      <Button key="close" type="primary" onClick={onClose}>
        {t('close')}
      </Button>,
    ],
  }[isAtWork ? 'atWork' : phase === 'idle' ? 'idle' : 'ended']
  return (
    <Modal open title={t('title')} width={600} style={{ top: 24 }} footer={footer} onCancel={isAtWork ? () => setLeaving(true) : onClose} mask={{ closable: false }}>
      {/* Its fields stay as they are, for another one. */}
      <div hidden={phase !== 'idle'}>
        <ExportForm
          form={form}
          shown={shown}
          // Fields that are not shown keep what they had.
          onFinish={() => begin(form.getFieldsValue(true) as Choices)}
        />
      </div>
      {phase === 'choosing' && <Spin description={t('choosing')} style={{ width: '100%' }} />}
      {phase === 'running' && <Running {...state} />}
      {(phase === 'done' || phase === 'failed' || phase === 'cancelled') && (
        <Ended state={state} onRetry={() => last.current && begin(last.current)} />
      )}
      {/* Once there is nothing to lose, there is nothing to ask. */}
      <Modal
        open={isLeaving && isAtWork}
        title={t('leave.title')}
        width={416}
        okText={t('leave.stop')}
        okButtonProps={{ danger: true }}
        onOk={onClose}
        cancelText={t('leave.goOn')}
        onCancel={() => setLeaving(false)}
        destroyOnHidden
      >
        {t('leave.about')}
      </Modal>
    </Modal>
  )
}
