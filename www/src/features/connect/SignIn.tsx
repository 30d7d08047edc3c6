// The server knows the operator no longer: a new token for the same server, with the page behind it left as it is.
import { Button, Form, Modal } from 'antd'
import { useTranslation } from 'react-i18next'
import { useConnection, useConnectionState } from '../../data/connection'
import { readKept } from '../../data/kept'
import { Failure } from '../../failure/Failure'
import { atWork } from './atWork'
import { Token } from './credentials'
import { useAttempt } from './useAttempt'

interface Values {
  token: string
  isTokenKept: boolean
}

export default function SignIn() {
  const { t } = useTranslation('connect')
  const { kind, baseUrl, envId } = useConnection()
  const { setSigningIn, disconnect } = useConnectionState()
  const { start, cancel, isPending, failed } = useAttempt()
  const [form] = Form.useForm<Values>()
  const isKept = readKept() !== undefined
  const close = () => {
    cancel()
    setSigningIn(false)
  }
  const submit = ({ token, isTokenKept }: Values) =>
    kind === 'server'
      ? start({ settings: { kind, baseUrl, envId, token: token.trim() }, isKept: isTokenKept })
      : start({ settings: { kind: 'session', baseUrl, envId }, isKept })
  const { host } = new URL(baseUrl)
  return (
    <Modal
      open
      // Asked for from within other dialogs, which Ant Design puts above those of the page.
      zIndex={1500}
      title={t('signIn.title', { host })}
      okText={isPending ? t('connecting') : t('connect')}
      okButtonProps={{ htmlType: 'submit', loading: atWork(isPending) }}
      onOk={form.submit}
      onCancel={close}
    >
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ token: '', isTokenKept: isKept }}
        onFinish={submit}
        onValuesChange={cancel}
      >
        <p>{t(`signIn.about.${kind === 'server' ? 'server' : 'session'}`)}</p>
        {kind === 'server' && <Token />}
        {failed && <Failure error={failed.error} />}
        <Button type="link" onClick={disconnect} style={{ marginTop: 8, paddingInline: 0 }}>
          {t('signIn.elsewhere')}
        </Button>
      </Form>
    </Modal>
  )
}
