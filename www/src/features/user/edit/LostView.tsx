// Nobody knows what a save did: what a reading shows of it.
import { CheckCircleOutlined, ClockCircleOutlined, QuestionCircleOutlined } from '@ant-design/icons'
import { Alert, Button, Flex, Table } from 'antd'
import type { User } from 'minapp-users'
import { useTranslation } from 'react-i18next'
import { Loading } from '../../../app/Loading'
import { Failure } from '../../../failure/Failure'
import { FieldValue } from '../view/FieldValue'
import { type Draft, type Trace, traceOf } from './draft'
import { Effect } from './Effect'
import type { Doubt } from './useSave'

interface Props {
  why: Doubt
  drafts: readonly Draft[]
  now?: User
  error?: unknown
  onLook: () => void
}

const ICONS: Record<Trace, typeof CheckCircleOutlined> = {
  visible: CheckCircleOutlined,
  absent: ClockCircleOutlined,
  unclear: QuestionCircleOutlined,
}

export function LostView({ why, drafts, now, error, onLook }: Props) {
  const { t } = useTranslation('user')
  return (
    <Flex vertical gap="middle">
      <Alert type="warning" showIcon role="alert" title={t(`lost.${why}`)} description={t('lost.advice')} />
      {error !== undefined && <Failure error={error} onRetry={onLook} />}
      {!now && error === undefined && <Loading />}
      {now && (
        <>
          <div role="region" aria-label={t('lost.verdict')} tabIndex={0} style={{ overflowX: 'auto' }}>
            <Table<Draft>
              size="small"
              pagination={false}
              rowKey={({ change }) => change.field}
              dataSource={drafts}
              columns={[
                { title: t('field'), render: (_, { change }) => change.field },
                { title: t('before'), render: (_, { seen }) => <FieldValue value={seen} /> },
                { title: t('lost.wanted'), render: (_, draft) => <Effect draft={draft} /> },
                { title: t('now'), render: (_, { change }) => <FieldValue value={now[change.field]} /> },
                { title: t('lost.verdict'), render: (_, draft) => <Verdict trace={traceOf(draft, now)} /> },
              ]}
              style={{ minWidth: 560 }}
            />
          </div>
          <Button onClick={onLook} style={{ alignSelf: 'start' }}>
            {t('lost.look')}
          </Button>
        </>
      )}
    </Flex>
  )
}

function Verdict({ trace }: { trace: Trace }) {
  const { t } = useTranslation('user')
  const Icon = ICONS[trace]
  return (
    <>
      <Icon aria-hidden /> {t(`lost.${trace}`)}
    </>
  )
}
