// Which server, and how to sign in to it.
import { Button, Flex, Form } from 'antd'
import { Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { Loading } from '../../app/Loading'
import { type Settings, useConnectionState } from '../../data/connection'
import { LateFailure } from '../../failure/LateFailure'
import { atWork } from './atWork'
import { KeepSession, Token } from './credentials'
import { EmulatorFields } from './EmulatorFields'
import { PlaceFields } from './PlaceFields'
import { useAttempt, type Wish } from './useAttempt'
import { Ways } from './Ways'

/** What the fields hold; those that are not shown may be missing. */
interface Values {
  kind: Settings['kind']
  users: number
  baseUrl?: string
  envId?: string
  token?: string
  isTokenKept: boolean
  isSessionKept: boolean
}

export function ConnectForm() {
  const { t } = useTranslation('connect')
  const { lastPlace } = useConnectionState()
  const { start, cancel, isPending, failed } = useAttempt()
  const [form] = Form.useForm<Values>()
  const initial: Values = {
    kind: lastPlace?.kind ?? 'emulator',
    users: 1000,
    isTokenKept: false,
    isSessionKept: true,
  }
  const kind = Form.useWatch('kind', form) ?? initial.kind
  const submit = (values: Values) =>
    start(wishOf(values), (error) => {
      if (!isTokenRefused(error)) return
      form.setFields([{ name: 'token', errors: [t('tokenRefused')] }])
      form.focusField('token')
    })
  return (
    <Form
      form={form}
      layout="vertical"
      requiredMark={false}
      initialValues={initial}
      onFinish={submit}
      onValuesChange={cancel}
    >
      <Form.Item name="kind">
        <Ways />
      </Form.Item>
      {kind === 'emulator' && <EmulatorFields />}
      {kind !== 'emulator' && (
        <Suspense fallback={<Loading />}>
          <PlaceFields />
          {kind === 'server' ? <Token /> : <KeepSession />}
        </Suspense>
      )}
      {failed && <LateFailure {...failed} />}
      <Flex gap="small" style={{ marginTop: 16 }}>
        <Button type="primary" htmlType="submit" loading={atWork(isPending)}>
          {isPending ? t('connecting') : t('connect')}
        </Button>
        {isPending && <Button onClick={cancel}>{t('cancel')}</Button>}
      </Flex>
    </Form>
  )
}

const isTokenRefused = (error: Error) => 'code' in error && error.code === 'unauthorized'

function wishOf({ kind, users, baseUrl = '', envId = '', token = '', isTokenKept, isSessionKept }: Values): Wish {
  const at = { baseUrl: baseUrl.trim(), envId: envId.trim() || undefined }
  switch (kind) {
    case 'emulator':
      return { settings: { kind, users }, isKept: false }
    case 'server':
      return { settings: { kind, ...at, token: token.trim() }, isKept: isTokenKept }
    case 'session':
      return { settings: { kind, ...at }, isKept: isSessionKept }
  }
}
