// The saved filters: to apply one, to save the current one, to rename and to delete.
import { Alert, Empty, Modal, Typography } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { SavedRow } from './SavedRow'
import { useSavedFilters } from './savedFilters'
import { SaveForm } from './SaveForm'

interface Props {
  isOpen: boolean
  /** What is applied now. */
  filter: string
  isWrong: boolean
  onApply: (filter: string) => void
  onClose: () => void
}

export default function SavedFilters({ isOpen, filter, isWrong, onApply, onClose }: Props) {
  const { t } = useTranslation('filter')
  const saved = useSavedFilters()
  const [done, setDone] = useState('')
  return (
    <Modal open={isOpen} destroyOnHidden title={t('saved.title')} footer={null} width={640} onCancel={onClose}>
      <SaveForm
        filter={filter}
        isWrong={isWrong}
        has={saved.has}
        onSave={(name) => {
          saved.save({ name, filter })
          setDone(t('saved.saved', { name }))
        }}
      />
      <div role="status" style={{ minHeight: 22 }}>
        {done}
      </div>
      {saved.filters.length === 0 ? (
        <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t('saved.empty')} />
      ) : (
        <ul className="filter-saved" aria-label={t('saved.title')}>
          {saved.filters.map((one) => (
            <SavedRow
              key={one.name}
              saved={one}
              isApplied={one.filter === filter}
              has={saved.has}
              onApply={() => {
                onApply(one.filter)
                onClose()
              }}
              onRename={(name) => {
                saved.rename(one, name)
                setDone(t('saved.renamed', { name }))
              }}
              onDelete={() => {
                saved.remove(one.name)
                setDone(t('saved.deleted', { name: one.name }))
              }}
            />
          ))}
        </ul>
      )}
      {saved.isPersistent ? (
        <Typography.Text type="secondary">{t('saved.kept')}</Typography.Text>
      ) : (
        <Alert type="warning" showIcon title={t('saved.notPersistent')} />
      )}
    </Modal>
  )
}
