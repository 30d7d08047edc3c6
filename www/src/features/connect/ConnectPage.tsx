// The way to a connection: the one that this tab keeps, or a form.
import { Card, Typography } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { forget, readKept } from '../../data/kept'
import { Again } from './Again'
import { ConnectForm } from './ConnectForm'
import './connect.css'

export function ConnectPage() {
  const { t } = useTranslation('connect')
  const [kept, setKept] = useState(readKept)
  if (kept) {
    const giveUp = () => {
      forget()
      setKept(undefined)
    }
    return <Again settings={kept} onGiveUp={giveUp} />
  }
  return (
    <Card className="connect">
      <Typography.Title level={2} style={{ marginTop: 0, fontSize: 24 }}>
        {t('title')}
      </Typography.Title>
      <ConnectForm />
    </Card>
  )
}
