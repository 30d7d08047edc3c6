import { Button, Card, Form, Input, InputNumber, Segmented } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMutation } from '@tanstack/react-query'
import { connect, type Settings, useConnectionState } from '../../data/connection'
import { Failure } from '../../failure/Failure'

export function ConnectPage() {
  const { t } = useTranslation('connect')
  const { setConnection } = useConnectionState()
  const [kind, setKind] = useState<Settings['kind']>('emulator')
  const attempt = useMutation({ mutationFn: (settings: Settings) => connect(settings), onSuccess: setConnection })
  return (
    <Card style={{ maxWidth: 480, margin: '48px auto' }} title={t('title')}>
      <Segmented
        block
        aria-label={t('kind')}
        value={kind}
        onChange={(next) => {
          setKind(next)
          attempt.reset()
        }}
        options={(['emulator', 'server', 'session'] as const).map((value) => ({ value, label: t(`kinds.${value}`) }))}
      />
      <p>{t(`about.${kind}`)}</p>
      <Form
        layout="vertical"
        initialValues={{ users: 1000, baseUrl: 'https://cloud.minapp.com', token: '' }}
        onFinish={(values) => attempt.mutate({ kind, ...values, envId: values.envId || undefined })}
      >
        {kind === 'emulator' && (
          <Form.Item name="users" label={t('users')}>
            <InputNumber min={6} max={100_000} style={{ width: '100%' }} />
          </Form.Item>
        )}
        {kind !== 'emulator' && (
          <>
            <Form.Item name="baseUrl" label={t('baseUrl')} rules={[{ required: true }]}>
              <Input />
            </Form.Item>
            <Form.Item name="envId" label={t('envId')}>
              <Input />
            </Form.Item>
          </>
        )}
        {kind === 'server' && (
          <Form.Item name="token" label={t('token')} rules={[{ required: true }]}>
            <Input.Password autoComplete="off" />
          </Form.Item>
        )}
        {attempt.error && <Failure error={attempt.error} />}
        <Button type="primary" htmlType="submit" loading={attempt.isPending} style={{ marginTop: 16 }}>
          {t('connect')}
        </Button>
      </Form>
    </Card>
  )
}
