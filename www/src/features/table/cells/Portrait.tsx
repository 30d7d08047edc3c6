// Pictures of users, from wherever the platform keeps them.
import { UserOutlined } from '@ant-design/icons'
import { type ReactNode, useState } from 'react'
import { Nothing } from './Nothing'

/** A picture, or what stands in for it; a broken one is not spoken of. */
function Image({ address, alternative }: { address: string; alternative: ReactNode }) {
  const [broken, setBroken] = useState<string>()
  if (broken === address) return alternative
  return (
    <img
      className="users-picture"
      // Old pictures are linked without encryption, and their servers have it: a page refuses the one and takes the other.
      src={address.replace(/^http:/, 'https:')}
      alt=""
      loading="lazy"
      decoding="async"
      // Where the panel is, and whom it shows, is nobody else's business.
      referrerPolicy="no-referrer"
      onError={() => setBroken(address)}
    />
  )
}

/** A user's picture beside their name, or the first letter of it. */
export function Portrait({ address, name }: { address: string | null | undefined; name: string }) {
  const initial = [...name.trim()][0]?.toUpperCase() ?? <UserOutlined />
  return (
    <span className="users-portrait" aria-hidden>
      {address ? <Image address={address} alternative={initial} /> : initial}
    </span>
  )
}

/** A picture in a column of its own, or where it would be. */
export function Picture({ address }: { address: string }) {
  if (address === '') return <Nothing what="emptyText" />
  return (
    <span title={address}>
      <Image address={address} alternative={address} />
    </span>
  )
}
