// What is shown and told on the way of a change of an account.
import { Alert, Flex, Table, Typography } from 'antd'
import type { AccountUpdate, User } from 'minapp-users'
import { useTranslation } from 'react-i18next'
import { Loading } from '../../../app/Loading'
import { type AccountPart, accountValue, PASSWORD_PLACEHOLDER } from '../../../data/account'
import { isSame } from '../../../data/same'
import { Failure } from '../../../failure/Failure'
import { RequestView } from '../../change/RequestView'
import { FieldValue } from '../view/FieldValue'
import { isReadable, PARTS } from './draft'
import { StepDialog } from '../StepDialog'
import { useLingering } from '../useLingering'
import type { AccountChange, AccountStep } from './useAccount'

interface Props {
  account: AccountChange
  afterClose: () => void
}

export function AccountDialog({ account, afterClose }: Props) {
  const step = useLingering(account.step)
  const review = step?.kind === 'review' ? step : undefined
  return (
    <StepDialog
      isOpen={account.step !== undefined}
      kind={step?.kind}
      isSending={review?.isSending ?? false}
      onSend={review && (() => account.send(review))}
      onClose={account.close}
      afterClose={afterClose}
    >
      <Body account={account} step={step} />
    </StepDialog>
  )
}

function Body({ account, step }: { account: AccountChange; step: AccountStep | undefined }) {
  const { look, retry } = account
  const { t } = useTranslation('user')
  switch (step?.kind) {
    case 'reading':
      return <Loading />
    case 'review':
      return (
        <Flex vertical gap="middle">
          <Parts update={step.update} now={step.now} />
          <Alert type="warning" showIcon title={t('account.unconditional')} />
          {typeof step.update.phone === 'string' && <Typography.Text>{t('account.verifyAgain')}</Typography.Text>}
          <RequestView request={step.request} />
        </Flex>
      )
    case 'lost':
      return (
        <Flex vertical gap="middle">
          <Alert type="warning" showIcon role="alert" title={t('lost.noAnswer')} description={t('account.lostAdvice')} />
          {step.error !== undefined && <Failure error={step.error} onRetry={() => look(step.update)} />}
          {!step.now && step.error === undefined && <Loading />}
          {step.now && <Parts update={step.update} now={step.now} isAfter />}
        </Flex>
      )
    case 'failed':
      return <Failure error={step.error} onRetry={() => retry(step.review)} />
    case undefined:
      return null
  }
}

interface PartsProps {
  update: AccountUpdate
  now: User
  /** The update was sent: says which part of it is there. */
  isAfter?: boolean
}

/** Each part beside what the server has of it. */
function Parts({ update, now, isAfter = false }: PartsProps) {
  const { t } = useTranslation('user')
  const trace = (part: AccountPart) => {
    if (!isReadable(part)) return t('account.unreadable')
    return t(isSame(accountValue(now, part), update[part]) ? 'lost.visible' : 'lost.absent')
  }
  return (
    <Table<AccountPart>
      size="small"
      pagination={false}
      rowKey={(part) => part}
      dataSource={PARTS.filter((part) => update[part] !== undefined)}
      columns={[
        { title: t('field'), render: (_, part) => t(`account.parts.${part}`) },
        {
          title: t('account.onServer'),
          render: (_, part) => (isReadable(part) ? <FieldValue value={accountValue(now, part)} /> : t('account.unreadable')),
        },
        {
          title: t(isAfter ? 'lost.wanted' : 'becomes'),
          render: (_, part) => (isReadable(part) ? <FieldValue value={update[part]} /> : PASSWORD_PLACEHOLDER),
        },
        ...(isAfter ? [{ title: t('lost.verdict'), render: (_: unknown, part: AccountPart) => trace(part) }] : []),
      ]}
    />
  )
}
