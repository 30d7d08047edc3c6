// How a user signs in: what it is now, and what it is to become.
import { Alert, Descriptions, Flex } from 'antd'
import type { User } from 'minapp-users'
import { useTranslation } from 'react-i18next'
import { useFields } from '../../../data/fields'
import { FieldValue } from '../view/FieldValue'
import { PartInput } from './PartInput'
import { PasswordInput } from './PasswordInput'
import { PartItem } from './PartItem'
import type { AccountChange } from './useAccount'

export function AccountForm({ user, account }: { user: User; account: AccountChange }) {
  const { t } = useTranslation('user')
  const stored = useFields().filter(({ name, isBuiltIn }) => isBuiltIn && name.startsWith('_'))
  const problem = account.problems.get('form')
  return (
    <Flex vertical gap="large">
      <Descriptions
        column={1}
        size="small"
        bordered
        styles={{ label: { width: '38%', verticalAlign: 'top' } }}
        items={stored.map(({ name, kind }) => ({
          key: name,
          label: name,
          children: <FieldValue value={user[name]} kind={kind} />,
        }))}
      />
      {problem !== undefined && <Alert type="error" showIcon role="alert" title={t('account.refused')} description={problem} />}
      <PartInput part="username" user={user} account={account} />
      <PartInput part="email" user={user} account={account} verified={user._email_verified} />
      <PartInput part="phone" user={user} account={account} verified={user._phone_verified} />
      <PartItem label={t('account.parts.newPassword')} hint={t('account.passwordHint')} problem={account.problems.get('newPassword')}>
        {(control) => (
          <PasswordInput key={account.round} {...control} onChange={(password) => account.put('newPassword', password)} />
        )}
      </PartItem>
    </Flex>
  )
}
