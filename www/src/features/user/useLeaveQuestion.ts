// Leaving with unsaved changes asks, whichever way it is left.
import { App } from 'antd'
import { useEffect, useEffectEvent } from 'react'
import { useTranslation } from 'react-i18next'

/** What is used of the browser's Navigation API, which not every one has; TypeScript does not know it yet. */
interface Navigation extends EventTarget {
  traverseTo: (key: string) => unknown
}
interface NavigateEvent extends Event {
  readonly navigationType: 'push' | 'replace' | 'reload' | 'traverse'
  readonly destination: { readonly key: string }
}

/** Gives a way to leave that asks first where there are changes. The back button and the closing of the page ask, too. */
export function useLeaveQuestion(hasChanges: boolean) {
  const { t } = useTranslation('user')
  const { modal } = App.useApp()

  function leave(go: () => void) {
    if (!hasChanges) return go()
    void modal.confirm({
      title: t('leave.title'),
      content: t('leave.content'),
      okText: t('leave.discard'),
      okButtonProps: { danger: true },
      cancelText: t('leave.stay'),
      onOk: go,
    })
  }

  const ask = useEffectEvent(leave)
  useEffect(() => {
    if (!hasChanges) return
    const beforeUnload = (event: BeforeUnloadEvent) => event.preventDefault()
    window.addEventListener('beforeunload', beforeUnload)
    const navigation = 'navigation' in window ? (window.navigation as Navigation) : undefined
    const onNavigate = (event: Event) => {
      const { navigationType, destination } = event as NavigateEvent
      if (navigationType !== 'traverse' || !event.cancelable) return
      event.preventDefault()
      ask(() => {
        navigation?.removeEventListener('navigate', onNavigate)
        navigation?.traverseTo(destination.key)
      })
    }
    navigation?.addEventListener('navigate', onNavigate)
    return () => {
      window.removeEventListener('beforeunload', beforeUnload)
      navigation?.removeEventListener('navigate', onNavigate)
    }
  }, [hasChanges])

  return leave
}
