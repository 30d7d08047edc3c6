import { Modal } from 'antd'
import { useTranslation } from 'react-i18next'
import { ShortForm } from './ShortForm'

/** The help in a dialog of its own. */
export default function ShortFormDialog({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const { t } = useTranslation('filter')
  return (
    <Modal open={isOpen} destroyOnHidden title={t('help.title')} width={640} footer={null} onCancel={onClose}>
      <ShortForm />
    </Modal>
  )
}
