// One user: everything there is to see, and what can be changed of it.
import { CloseOutlined, ReloadOutlined } from '@ant-design/icons'
import { App, Badge, Button, Drawer, Flex, Tabs } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Loading } from '../../app/Loading'
import { useUser } from '../../data/user'
import { Failure } from '../../failure/Failure'
import { AccountDialog } from './account/AccountDialog'
import { AccountForm } from './account/AccountForm'
import { useAccount } from './account/useAccount'
import { CustomFields } from './edit/CustomFields'
import { SaveDialog } from './edit/SaveDialog'
import { useDrafts } from './edit/useDrafts'
import { useSave } from './edit/useSave'
import { UnsavedBar } from './UnsavedBar'
import { useLeaveQuestion } from './useLeaveQuestion'
import { Profile } from './view/Profile'
import { RawJson } from './view/RawJson'
import { UserTitle } from './view/UserTitle'

interface Props {
  id: number
  onClose: () => void
}

export default function UserDrawer(props: Props) {
  // What was begun for one user is not carried over to another.
  return <OneUser key={props.id} {...props} />
}

type Pane = 'fields' | 'profile' | 'account' | 'json'

function OneUser({ id, onClose }: Props) {
  const { t } = useTranslation('user')
  const { message } = App.useApp()
  const user = useUser(id)
  const [pane, setPane] = useState<Pane>('fields')
  const drafts = useDrafts()
  const onSaved = () => void message.success(t('saved'))
  const save = useSave(id, drafts, onSaved)
  const account = useAccount(id, user.data, onSaved)
  const unsaved = { fields: drafts.unsaved.length, account: Object.keys(account.touched).length }
  const leave = useLeaveQuestion(unsaved.fields + unsaved.account > 0)
  return (
    <Drawer
      open
      onClose={() => leave(onClose)}
      size="min(760px, 100vw)"
      closable={{ placement: 'end' }}
      closeIcon={<CloseOutlined aria-label={t('close')} />}
      aria-label={t('title', { id })}
      title={<UserTitle id={id} user={user.data} />}
      extra={
        <Button
          type="text"
          icon={<ReloadOutlined />}
          aria-label={t('refresh')}
          loading={user.isFetching}
          onClick={() => void user.refetch()}
        />
      }
      styles={{ body: { paddingTop: 0 } }}
      footer={
        !user.data ? null : pane === 'fields' ? (
          <UnsavedBar count={unsaved.fields} onDiscard={() => drafts.replace([])} onReview={save.begin} />
        ) : pane === 'account' ? (
          <UnsavedBar count={unsaved.account} onDiscard={account.discard} onReview={account.begin} />
        ) : null
      }
    >
      {user.error && (
        <div style={{ paddingTop: 16 }}>
          <Failure error={user.error} onRetry={() => void user.refetch()} />
        </div>
      )}
      {user.isPending && <Loading />}
      {user.data && (
        <Tabs
          className={TABS}
          // All of them fit on a phone.
          tabBarGutter={14}
          activeKey={pane}
          onChange={(key) => setPane(key as Pane)}
          items={[
            {
              key: 'fields',
              label: <Tab text={t('panes.fields')} unsaved={unsaved.fields} />,
              children: <CustomFields user={user.data} drafts={drafts} />,
            },
            { key: 'profile', label: t('panes.profile'), children: <Profile user={user.data} /> },
            {
              key: 'account',
              label: <Tab text={t('panes.account')} unsaved={unsaved.account} />,
              children: <AccountForm user={user.data} account={account} />,
            },
            { key: 'json', label: 'JSON', children: <RawJson user={user.data} /> },
          ]}
        />
      )}
      <SaveDialog save={save} afterClose={keepFocus} />
      <AccountDialog account={account} afterClose={keepFocus} />
    </Drawer>
  )
}

function Tab({ text, unsaved }: { text: string; unsaved: number }) {
  const { t } = useTranslation('user')
  return (
    <Flex component="span" gap={6} align="center">
      {text}
      {unsaved > 0 && <Badge count={unsaved} size="small" color="blue" title={t('unsaved', { count: unsaved })} />}
    </Flex>
  )
}

const TABS = 'user-panes'

/** After a save there is nothing to review, and the button that had the focus is disabled: one goes on from the tab. */
function keepFocus() {
  if (document.activeElement !== document.body) return
  document.querySelector<HTMLElement>(`.${TABS} [role=tab][aria-selected=true]`)?.focus()
}
