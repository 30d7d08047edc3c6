import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { useConnection } from '../../data/connection'
import { useAddress } from './address'

/** The window's title tells what is shown: to find a tab, a bookmark or a step back by. */
export function useTitle() {
  const { t } = useTranslation('users')
  const { filter, page, user } = useAddress()
  const { kind, baseUrl } = useConnection()
  const what = user !== null ? t('title.user', { id: user }) : filter || t('title.everyone')
  const where = kind === 'emulator' ? t('title.emulator') : new URL(baseUrl).host
  const title = [what, page > 1 && user === null && t('title.page', { page }), where].filter(Boolean).join(' · ')
  useEffect(() => {
    const before = document.title
    document.title = title
    return () => void (document.title = before)
  }, [title])
}
