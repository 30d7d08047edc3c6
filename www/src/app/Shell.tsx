// The frame of every page: what one is connected to, the language, the appearance.
import { BulbOutlined, DisconnectOutlined, TranslationOutlined } from '@ant-design/icons'
import { Button, Dropdown, Flex, Layout, Tag, Tooltip, Typography, theme } from 'antd'
import type { MouseEvent, ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useConnectionState } from '../data/connection'
import { LANGUAGES, type Language, useLanguage } from '../language/i18n'
import { type Appearance, useAppearance } from './theme'

const APPEARANCES: Appearance[] = ['system', 'light', 'dark']

const MAIN = 'main'

/** Goes to the page's own content, and leaves the address alone, which says what is shown. */
function skip(event: MouseEvent) {
  event.preventDefault()
  document.getElementById(MAIN)?.focus()
}

export function Shell({ children }: { children: ReactNode }) {
  const { t } = useTranslation('app')
  const { token } = theme.useToken()
  return (
    <Layout style={{ minHeight: '100dvh' }}>
      <a className="skip" href={`#${MAIN}`} onClick={skip}>
        {t('skip')}
      </a>
      <Layout.Header
        style={{
          background: token.colorBgContainer,
          borderBottom: `1px solid ${token.colorBorderSecondary}`,
          height: 'auto',
          lineHeight: 'normal',
          padding: '8px 16px',
        }}
      >
        <Flex align="center" justify="space-between" gap="small">
          <Typography.Title level={1} ellipsis style={{ fontSize: 18, margin: 0 }}>
            minapp users
          </Typography.Title>
          <Flex align="center" gap={4} style={{ minWidth: 0 }}>
            <Connected />
            <Languages />
            <Appearances />
          </Flex>
        </Flex>
      </Layout.Header>
      <Layout.Content id={MAIN} tabIndex={-1} className="page">
        {children}
      </Layout.Content>
    </Layout>
  )
}

function Connected() {
  const { t } = useTranslation('app')
  const { connection, disconnect } = useConnectionState()
  if (!connection) return null
  const place = connection.kind === 'emulator' ? t('emulator') : new URL(connection.baseUrl).host
  const text = connection.envId === undefined ? place : `${place} · ${connection.envId}`
  return (
    <>
      <Tag style={{ marginInlineEnd: 4, minWidth: 0, overflow: 'hidden', textOverflow: 'ellipsis' }} title={text}>
        {text}
      </Tag>
      <Tooltip title={t('disconnect')}>
        <Button type="text" icon={<DisconnectOutlined />} aria-label={t('disconnect')} onClick={disconnect} />
      </Tooltip>
    </>
  )
}

function Languages() {
  const { t } = useTranslation('app')
  const [language, setLanguage] = useLanguage()
  const items = Object.entries(LANGUAGES).map(([key, label]) => ({ key, label }))
  return (
    <Dropdown
      trigger={['click']}
      autoFocus
      menu={{ items, selectable: true, selectedKeys: [language], onClick: ({ key }) => setLanguage(key as Language) }}
    >
      <Button type="text" icon={<TranslationOutlined />} aria-label={t('language')} />
    </Dropdown>
  )
}

function Appearances() {
  const { t } = useTranslation('app')
  const { appearance, setAppearance } = useAppearance()
  const items = APPEARANCES.map((key) => ({ key, label: t(`appearances.${key}`) }))
  return (
    <Dropdown
      trigger={['click']}
      autoFocus
      menu={{
        items,
        selectable: true,
        selectedKeys: [appearance],
        onClick: ({ key }) => setAppearance(key as Appearance),
      }}
    >
      <Button type="text" icon={<BulbOutlined />} aria-label={t('appearance')} />
    </Dropdown>
  )
}
