// The dialog of a change that is on its way to the server: reviewed, sent, and what became of it.
import { Button, Modal } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { en } from './messages'

interface Props {
  isOpen: boolean
  /** What is shown; it stays while the dialog slides away. */
  kind: keyof typeof en.save.title | undefined
  isSending: boolean
  /** Sends what is reviewed; nothing where there is nothing to send. */
  onSend: (() => void) | undefined
  /** The body has buttons of its own. */
  hasOwnButtons?: boolean
  onClose: () => void
  afterClose: () => void
  children: ReactNode
}

export function StepDialog({ isOpen, kind, isSending, onSend, hasOwnButtons = false, onClose, afterClose, children }: Props) {
  const { t } = useTranslation('user')
  const buttons = [
    <Button key="back" onClick={onClose} disabled={isSending}>
      {t(onSend ? 'save.back' : 'save.close')}
    </Button>,
    onSend && (
      <Button key="send" type="primary" loading={isSending} onClick={onSend}>
        {t('save.send')}
      </Button>
    ),
  ]
  return (
    <Modal
      open={isOpen}
      title={kind && t(`save.title.${kind}`)}
      width={720}
      onCancel={onClose}
      afterClose={afterClose}
      // What is on its way cannot be called back.
      closable={!isSending}
      keyboard={!isSending}
      mask={{ closable: false }}
      destroyOnHidden
      footer={hasOwnButtons ? null : buttons}
    >
      {children}
    </Modal>
  )
}
