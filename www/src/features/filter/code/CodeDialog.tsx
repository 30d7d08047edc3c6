// What the table shows as code: a program, and a command.
import { useQuery } from '@tanstack/react-query'
import { Modal, Tabs } from 'antd'
import { useTranslation } from 'react-i18next'
import { useConnection } from '../../../data/connection'
import { planRequest, toCurl } from '../../../data/request'
import { Failure } from '../../../failure/Failure'
import { CodeBlock } from './CodeBlock'
import { type List, optionsOf, toTypeScript } from './typescript'

interface Props {
  isOpen: boolean
  list: List
  onClose: () => void
}

export default function CodeDialog({ isOpen, list, onClose }: Props) {
  const { t } = useTranslation('filter')
  const connection = useConnection()
  const { kind } = connection
  const request = useQuery({
    queryKey: ['code', connection.key, list],
    queryFn: () => planRequest(connection, (users) => users.list(optionsOf(list))),
    enabled: isOpen,
  })
  const notes = {
    typescript: kind === 'session' ? t('code.session') : t('code.token'),
    curl: kind === 'session' ? t('code.sessionCurl') : t('code.token'),
  }
  const emulator = kind === 'emulator' ? t('code.emulator') : undefined
  return (
    <Modal open={isOpen} destroyOnHidden title={t('code.title')} width={760} footer={null} onCancel={onClose}>
      {request.error && <Failure error={request.error} />}
      {request.data && (
        <Tabs
          items={[
            {
              key: 'typescript',
              label: t('code.typescript'),
              children: <CodeBlock code={toTypeScript(connection, list)} label={t('code.typescript')} notes={[notes.typescript, emulator]} />,
            },
            {
              key: 'curl',
              label: t('code.curl'),
              children: <CodeBlock code={toCurl(request.data)} label={t('code.curl')} notes={[notes.curl, emulator]} />,
            },
          ]}
        />
      )}
    </Modal>
  )
}
