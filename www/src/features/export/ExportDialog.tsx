import { Modal } from 'antd'
import type { Where } from 'minapp-users'

interface Props {
  /** Who is filtered; nothing for everyone. */
  where: Where | undefined
  /** The table's sort. */
  orderBy: string | undefined
  /** The names of the columns that the table shows. */
  columns: readonly string[]
  onClose: () => void
}

export default function ExportDialog({ onClose }: Props) {
  return <Modal open onCancel={onClose} />
}
