import { CheckOutlined, CloseOutlined, DeleteOutlined, EditOutlined } from '@ant-design/icons'
import { Button, Flex, Input, Popconfirm, Tooltip, Typography } from 'antd'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SavedFilter } from './savedFilters'

interface Props {
  saved: SavedFilter
  isApplied: boolean
  has: (name: string) => boolean
  onApply: () => void
  onRename: (name: string) => void
  onDelete: () => void
}

/** One saved filter. */
export function SavedRow({ saved, isApplied, has, onApply, onRename, onDelete }: Props) {
  const { t } = useTranslation('filter')
  const [isRenaming, setRenaming] = useState(false)
  const { name } = saved
  return (
    <li>
      {isRenaming ? (
        <RenameForm name={name} has={has} onRename={onRename} onClose={() => setRenaming(false)} />
      ) : (
        <Flex gap="small" align="center">
          <Button type="link" className="filter-saved-name" aria-current={isApplied || undefined} onClick={onApply}>
            {name}
          </Button>
          <Tooltip title={t('saved.rename')}>
            <Button
              type="text"
              icon={<EditOutlined />}
              aria-label={`${t('saved.rename')}: ${name}`}
              onClick={() => setRenaming(true)}
            />
          </Tooltip>
          <Popconfirm
            title={t('saved.deleteAsk', { name })}
            okText={t('saved.delete')}
            okButtonProps={{ danger: true }}
            onConfirm={onDelete}
          >
            <Button type="text" icon={<DeleteOutlined />} aria-label={`${t('saved.delete')}: ${name}`} />
          </Popconfirm>
        </Flex>
      )}
      <code>{saved.filter}</code>
    </li>
  )
}

interface RenameProps {
  name: string
  has: (name: string) => boolean
  onRename: (name: string) => void
  onClose: () => void
}

function RenameForm({ name, has, onRename, onClose }: RenameProps) {
  const { t } = useTranslation('filter')
  const [typed, setTyped] = useState(name)
  const chosen = typed.trim()
  const isTaken = chosen !== name && has(chosen)
  const rename = (event: FormEvent) => {
    event.preventDefault()
    if (isTaken || chosen === '') return
    onClose()
    if (chosen !== name) onRename(chosen)
  }
  return (
    <form onSubmit={rename}>
      <Flex gap="small" align="center">
        <Input
          autoFocus
          aria-label={t('saved.renameLabel', { name })}
          aria-invalid={isTaken}
          status={isTaken ? 'error' : ''}
          value={typed}
          maxLength={100}
          onChange={({ target }) => setTyped(target.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Escape') return
            // Leaves the name as it is, and the dialog open.
            event.stopPropagation()
            onClose()
          }}
        />
        <Button
          type="text"
          htmlType="submit"
          icon={<CheckOutlined />}
          aria-label={t('saved.save')}
          disabled={isTaken || chosen === ''}
        />
        <Button type="text" icon={<CloseOutlined />} aria-label={t('editor.close')} onClick={onClose} />
      </Flex>
      <div role="status">{isTaken && <Typography.Text className="filter-wrong">{t('saved.nameTaken')}</Typography.Text>}</div>
    </form>
  )
}
