// Whom the drawer shows.
import { UserOutlined } from '@ant-design/icons'
import { Avatar, Flex, Typography } from 'antd'
import type { User } from 'minapp-users'
import { useTranslation } from 'react-i18next'

export function UserTitle({ id, user }: { id: number; user: User | undefined }) {
  const { t } = useTranslation('user')
  return (
    <Flex align="center" gap="small" style={{ minWidth: 0 }}>
      <Avatar
        icon={<UserOutlined />}
        size={40}
        // The name stands beside it.
        alt=""
        {...(user?.avatar && { src: user.avatar })}
        style={{ flex: 'none' }}
      />
      <div style={{ minWidth: 0 }}>
        <Typography.Title level={2} ellipsis style={{ fontSize: 16, margin: 0 }}>
          {user?.nickname || t('title', { id })}
        </Typography.Title>
        <Typography.Text
          type="secondary"
          style={{ fontSize: 13, fontWeight: 'normal' }}
          copyable={{ text: String(id), tooltips: [t('copyId'), t('copied')] }}
        >
          {id}
        </Typography.Text>
      </div>
    </Flex>
  )
}
