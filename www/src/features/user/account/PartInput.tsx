// A part of an account that can be read, changed and reset.
import { App, Button, Flex, Input, Tag } from 'antd'
import type { User } from 'minapp-users'
import { useTranslation } from 'react-i18next'
import { type ACCOUNT_FIELDS, accountValue } from '../../../data/account'
import { PartItem } from './PartItem'
import type { AccountChange } from './useAccount'

interface Props {
  part: keyof typeof ACCOUNT_FIELDS
  user: User
  account: AccountChange
  /** Of a part that can be verified. */
  verified?: boolean | null | undefined
}

export function PartInput({ part, user, account, verified }: Props) {
  const { t } = useTranslation('user')
  const { modal } = App.useApp()
  const current = accountValue(user, part)
  const name = t(`account.parts.${part}`)
  const draft = account.draft[part]
  const isReset = draft === null
  const isTouched = account.touched[part] !== undefined

  const reset = () =>
    void modal.confirm({
      title: t('account.resetTitle', { part: name }),
      content: t('account.resetAdvice', { part: name, value: current }),
      okText: t('account.reset'),
      okButtonProps: { danger: true },
      onOk: () => account.put(part, null),
    })

  return (
    <PartItem
      label={name}
      tags={
        <>
          {current !== null && verified !== undefined && verified !== null && (
            <Tag color={verified ? 'green' : 'orange'}>{t(verified ? 'account.verified' : 'account.notVerified')}</Tag>
          )}
          {isTouched && <Tag color="blue">{t('changed')}</Tag>}
        </>
      }
      hint={
        <>
          {isTouched && t('account.before', { value: current ?? '—' })} {isTouched && draft && part === 'phone' && t('account.verifyAgain')}
        </>
      }
      problem={account.problems.get(part)}
    >
      {({ id, describedBy, isInvalid }) => (
        <Flex gap="small">
          <Input
            id={id}
            // The browser's own account is somebody else's.
            autoComplete="off"
            aria-describedby={describedBy}
            aria-invalid={isInvalid}
            status={isInvalid ? 'error' : ''}
            disabled={isReset}
            placeholder={isReset ? t('account.willReset') : '—'}
            value={isReset ? '' : (draft ?? current ?? '')}
            onChange={(event) => account.put(part, event.target.value)}
          />
          {/* One button, so that focus stays where it is. */}
          <Button
            disabled={!isTouched && current === null}
            aria-label={t(isTouched ? 'undoField' : 'account.resetPart', { field: name })}
            onClick={isTouched ? () => account.put(part, undefined) : reset}
          >
            {t(isTouched ? 'undo' : 'account.resetEllipsis')}
          </Button>
        </Flex>
      )}
    </PartItem>
  )
}
