// The built-in fields, which nobody can change here.
import { Descriptions } from 'antd'
import type { User } from 'minapp-users'
import { useFields } from '../../../data/fields'
import { FieldValue } from './FieldValue'

export function Profile({ user }: { user: User }) {
  const fields = useFields().filter(({ name, isBuiltIn }) => isBuiltIn && !name.startsWith('_'))
  return (
    <Descriptions
      column={1}
      size="small"
      bordered
      styles={{ label: { width: '32%', verticalAlign: 'top' } }}
      items={fields.map(({ name, kind }) => ({
        key: name,
        label: name,
        children: <FieldValue value={user[name]} kind={kind} />,
      }))}
    />
  )
}
