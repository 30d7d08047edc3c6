import { Drawer } from 'antd'
import type { Where } from 'minapp-users'

interface Props {
  /** Who is filtered; nothing for everyone. */
  where: Where | undefined
  /** Who is selected: these alone are meant where there are some. */
  selected: readonly number[]
  onClose: () => void
}

export default function BulkDrawer({ onClose }: Props) {
  return <Drawer open onClose={onClose} />
}
