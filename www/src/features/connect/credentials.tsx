// What signs the requests, and how long this tab remembers it.
import { Checkbox, Form, Input } from 'antd'
import { useTranslation } from 'react-i18next'
import { refusalOf } from '../../data/connection'
import { ruleOf } from './rules'

/** An access token. */
export function Token() {
  const { t } = useTranslation('connect')
  return (
    <>
      <Form.Item
        name="token"
        label={t('token')}
        rules={ruleOf((token) => refusalOf({ auth: { token } }), t('tokenMissing'))}
        validateTrigger="onBlur"
        style={{ marginBottom: 8 }}
      >
        <Input.Password autoComplete="off" spellCheck={false} />
      </Form.Item>
      <Form.Item name="isTokenKept" valuePropName="checked" extra={t('keepTokenHelp')}>
        <Checkbox>{t('keepToken')}</Checkbox>
      </Form.Item>
    </>
  )
}

/** Nothing secret: the cookies are the browser's. */
export function KeepSession() {
  const { t } = useTranslation('connect')
  return (
    <Form.Item name="isSessionKept" valuePropName="checked">
      <Checkbox>{t('keepSession')}</Checkbox>
    </Form.Item>
  )
}
