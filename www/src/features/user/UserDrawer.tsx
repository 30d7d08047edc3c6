import { Drawer } from 'antd'
import { useUser } from '../../data/users'
import { Failure } from '../../failure/Failure'

interface Props {
  id: number
  onClose: () => void
}

export default function UserDrawer({ id, onClose }: Props) {
  const user = useUser(id)
  return (
    <Drawer open onClose={onClose} title={id}>
      {user.error && <Failure error={user.error} />}
      <pre>{JSON.stringify(user.data, null, 2)}</pre>
    </Drawer>
  )
}
