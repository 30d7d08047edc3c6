// What stands where the rows would: why there are none, and the way out.
import { Alert, Button, Empty, Skeleton } from 'antd'
import type { WhereSyntaxError } from 'minapp-users/text'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useAddress } from '../users/address'

interface Props {
  /** The filter in the address is no condition. */
  mistake: WhereSyntaxError | undefined
  failure: ReactNode
  /** Whether an answer came. */
  isRead: boolean
}

export function Instead({ mistake, failure, isRead }: Props) {
  const why = mistake ? <Mistake error={mistake} /> : failure || (isRead ? <None /> : <Soon />)
  return <div className="users-instead">{why}</div>
}

function Soon() {
  return <Skeleton active title={false} paragraph={{ rows: 8 }} />
}

function Mistake({ error }: { error: WhereSyntaxError }) {
  const { t } = useTranslation('table')
  return (
    <Alert
      type="error"
      showIcon
      role="alert"
      title={t('mistake')}
      description={
        <>
          <pre className="users-excerpt">{error.excerpt}</pre>
          <p>{error.message}</p>
          <ClearFilter />
        </>
      }
    />
  )
}

function None() {
  const { t } = useTranslation('table')
  const { filter, page, setAddress } = useAddress()
  if (page > 1) {
    return (
      <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t('none.onPage', { page })}>
        <Button onClick={() => void setAddress({ page: null })}>{t('firstPage')}</Button>
      </Empty>
    )
  }
  if (filter.trim() === '') return <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t('none.atAll')} />
  return (
    <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t('none.match')}>
      <ClearFilter />
    </Empty>
  )
}

function ClearFilter() {
  const { t } = useTranslation('table')
  const { setAddress } = useAddress()
  return <Button onClick={() => void setAddress({ filter: null, page: null })}>{t('clearFilter')}</Button>
}
