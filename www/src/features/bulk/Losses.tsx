// Who was not changed, and of whom nobody knows.
import { DownloadOutlined } from '@ant-design/icons'
import { Button, Flex, Table, Typography } from 'antd'
import { useTranslation } from 'react-i18next'
import type { JobRecord } from '../../data/checkpoints'
import { download } from '../../data/file'
import { lossesAsCsv } from './losses-csv'

const PAGING = { defaultPageSize: 10, hideOnSinglePage: true, showSizeChanger: false, size: 'small' as const }

export function Losses({ job: { id, counts, failures, doubts } }: { job: JobRecord }) {
  const { t } = useTranslation('bulk')
  const save = () => download(new Blob([lossesAsCsv(failures, doubts)], { type: 'text/csv' }), `${id}.csv`)
  if (failures.length + doubts.length === 0) return null
  return (
    <Flex vertical gap="small">
      {failures.length > 0 && (
        <section aria-label={t('failures.title')}>
          <strong>{t('failures.title')}</strong>
          <Table
            size="small"
            rowKey="id"
            dataSource={[...failures]}
            pagination={PAGING}
            scroll={{ x: 'max-content' }}
            columns={[
              { title: t('failures.id'), dataIndex: 'id' },
              { title: t('failures.code'), dataIndex: 'code', render: (code: string | number | null) => code ?? '–' },
              { title: t('failures.message'), dataIndex: 'message' },
            ]}
          />
          {failures.length < counts.failed && (
            <Typography.Text type="secondary">
              {t('failures.kept', { shown: failures.length, count: counts.failed })}
            </Typography.Text>
          )}
        </section>
      )}
      {doubts.length > 0 && (
        <section aria-label={t('doubts.title')}>
          <strong>{t('doubts.title')}</strong>
          <Table
            size="small"
            rowKey="from"
            dataSource={[...doubts]}
            pagination={PAGING}
            scroll={{ x: 'max-content' }}
            columns={[
              { title: t('doubts.from'), dataIndex: 'from' },
              { title: t('doubts.to'), dataIndex: 'to' },
              { title: t('doubts.users'), dataIndex: 'users' },
            ]}
          />
        </section>
      )}
      <div>
        <Button icon={<DownloadOutlined />} onClick={save}>
          {t('actions.download')}
        </Button>
      </div>
    </Flex>
  )
}
