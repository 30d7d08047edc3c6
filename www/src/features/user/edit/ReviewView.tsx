// What is going to change, and the request that does it.
import { Alert, Flex, Table, Typography } from 'antd'
import { useTranslation } from 'react-i18next'
import { unguarded } from '../../../data/user'
import { RequestView } from '../../change/RequestView'
import { FieldValue } from '../view/FieldValue'
import type { Draft } from './draft'
import { Effect } from './Effect'
import type { Plan } from './plan'

export function ReviewView({ plan: { save, drafts, request } }: { plan: Plan }) {
  const { t } = useTranslation('user')
  const open = unguarded(save)
  return (
    <Flex vertical gap="middle">
      <Table<Draft>
        size="small"
        pagination={false}
        rowKey={({ change }) => change.field}
        dataSource={drafts}
        columns={[
          { title: t('field'), width: '25%', render: (_, { change }) => <Name>{change.field}</Name> },
          { title: t('now'), width: '35%', render: (_, { seen }) => <FieldValue value={seen} /> },
          { title: t('becomes'), render: (_, draft) => <Effect draft={draft} /> },
        ]}
      />
      {open.length > 0 ? (
        <Alert type="warning" showIcon title={t('save.unguarded', { fields: open.join(', ') })} />
      ) : (
        <Typography.Text type="secondary">{t('save.guarded')}</Typography.Text>
      )}
      <RequestView request={request} />
    </Flex>
  )
}

function Name({ children }: { children: string }) {
  return <span style={{ overflowWrap: 'anywhere', fontWeight: 600 }}>{children}</span>
}
