// The frame of a step: which one it is, what it shows, and its buttons, which stay in sight.
import { Flex, Grid, Steps, theme } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

const STEPS = ['who', 'what', 'check', 'confirm', 'run', 'report'] as const

export type StepName = (typeof STEPS)[number]

interface Props {
  name: StepName
  children: ReactNode
  actions: ReactNode
}

export function Step({ name, children, actions }: Props) {
  const { t } = useTranslation('bulk')
  const { token } = theme.useToken()
  const { md: isWide } = Grid.useBreakpoint()
  const at = STEPS.indexOf(name)
  return (
    <Flex vertical gap="middle" style={{ minHeight: '100%' }}>
      {isWide && (
        <div aria-hidden>
          <Steps size="small" responsive={false} current={at} items={STEPS.map((step) => ({ title: t(`steps.${step}`) }))} />
        </div>
      )}
      <h2 tabIndex={-1} ref={focus} style={{ margin: 0, fontSize: token.fontSizeHeading5, outline: 'none' }}>
        {t('stepOf', { at: at + 1, of: STEPS.length, name: t(`steps.${name}`) })}
      </h2>
      <Flex vertical gap="middle" flex={1}>
        {children}
      </Flex>
      <Flex
        gap="small"
        wrap
        justify="end"
        style={{
          position: 'sticky',
          // The padding of the drawer.
          bottom: -token.paddingLG,
          zIndex: 1,
          margin: `0 -${token.paddingLG}px -${token.paddingLG}px`,
          padding: `${token.paddingSM}px ${token.paddingLG}px`,
          background: token.colorBgElevated,
          borderTop: `1px solid ${token.colorBorderSecondary}`,
        }}
      >
        {actions}
      </Flex>
    </Flex>
  )
}

/** Whoever goes from step to step by keyboard or screen reader begins at its heading. */
const focus = (heading: HTMLElement | null) => heading?.focus()
