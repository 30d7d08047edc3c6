// Where the server is.
import { Form, Input } from 'antd'
import { use } from 'react'
import { useTranslation } from 'react-i18next'
import { refusalOf, useConnectionState } from '../../data/connection'
import { deployment } from '../../data/deployment'
import { ruleOf } from './rules'

export function PlaceFields() {
  const { t } = useTranslation('connect')
  const { lastPlace } = useConnectionState()
  const { server } = use(deployment)
  const isKnown = lastPlace && lastPlace.kind !== 'emulator'
  const isAddress = ruleOf((baseUrl) => refusalOf({ baseUrl }), t('baseUrlMissing'))
  const isEnvironment = ruleOf((envId) => refusalOf({ envId }))
  return (
    <>
      <Form.Item
        name="baseUrl"
        label={t('baseUrl')}
        initialValue={isKnown ? lastPlace.baseUrl : server}
        rules={isAddress}
        validateTrigger="onBlur"
      >
        <Input inputMode="url" autoComplete="url" spellCheck={false} />
      </Form.Item>
      <Form.Item
        name="envId"
        label={t('envId')}
        initialValue={lastPlace?.envId}
        extra={t('envIdHelp')}
        rules={isEnvironment}
        validateTrigger="onBlur"
      >
        <Input autoComplete="off" spellCheck={false} />
      </Form.Item>
    </>
  )
}
