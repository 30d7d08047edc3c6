// Who a row is: the picture, and the name as the link that opens the user.
import type { User } from 'minapp-users'
import type { MouseEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { Portrait } from './cells/Portrait'

interface Props {
  user: User
  href: string
  onOpen: (id: number) => void
}

/** Where the focus goes when the user's drawer is closed. */
export const linkId = (user: number) => `user-${user}`

export function Person({ user, href, onOpen }: Props) {
  const { t } = useTranslation('table')
  const { id, avatar, nickname } = user
  const open = (event: MouseEvent) => {
    // The row has the click already; and with a key held, the browser opens another tab.
    event.stopPropagation()
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
    event.preventDefault()
    onOpen(id)
  }
  return (
    <span className="users-person">
      <Portrait address={avatar} name={nickname ?? ''} />
      <a
        id={linkId(id)}
        href={href}
        title={nickname ?? undefined}
        className={nickname ? undefined : 'users-nameless'}
        onClick={open}
      >
        {nickname || t('nameless', { id })}
      </a>
    </span>
  )
}
