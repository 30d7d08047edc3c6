// The way to a connection: the one that this tab keeps, or a form.
import { Typography } from 'antd'
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
    <section className="connect">
      <Typography.Title level={2} style={{ margin: '0 0 16px', fontSize: 24 }}>
        {t('title')}
      </Typography.Title>
      <ConnectForm />
    </section>
  )
}
