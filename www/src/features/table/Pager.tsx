// What is below the rows: which of all they are, how many there are on request, and the way to the others.
import { LeftOutlined, RightOutlined } from '@ant-design/icons'
import { Button, Flex, Select } from 'antd'
import type { Where } from 'minapp-users'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type UsersOnPage, useTotal } from '../../data/users'
import { Failure } from '../../failure/Failure'
import { PAGE_SIZES, useAddress } from '../users/address'
import { PageNumber } from './PageNumber'
import { StepButton } from './StepButton'

interface Props {
  where: Where | undefined
  /** What is shown; nothing before the first answer. */
  shown: UsersOnPage | undefined
  /** What is shown is not yet what the address says. */
  isLate: boolean
  isReading: boolean
}

/** Counts for as long as it is mounted: a `key` of the filter forgets the count with the filter. */
export function Pager({ where, shown, isLate, isReading }: Props) {
  const { t } = useTranslation('table')
  const { page, size, setAddress } = useAddress()
  const [isCounted, setIsCounted] = useState(false)
  const total = useTotal(where, isCounted)
  const count = isCounted ? total.data : undefined
  const pages = count === undefined ? undefined : Math.max(1, Math.ceil(count / size))
  const go = (to: number) => void setAddress({ page: to })
  return (
    <>
      {total.error && <Failure error={total.error} onRetry={() => void total.refetch()} />}
      <Flex wrap align="center" justify="space-between" gap="small">
        <Flex align="center" gap="small">
          <Summary shown={shown} isReading={isReading} count={count} />
          <Button
            size="small"
            loading={isCounted && total.isFetching}
            onClick={() => (isCounted ? void total.refetch() : setIsCounted(true))}
          >
            {t('count')}
          </Button>
        </Flex>
        <Flex wrap component="nav" aria-label={t('pages')} align="center" gap="small">
          <Select
            aria-label={t('pageSize')}
            value={size}
            options={PAGE_SIZES.map((value) => ({ value, label: t('perPage', { count: value }) }))}
            onChange={(value) => void setAddress({ size: value, page: null })}
            popupMatchSelectWidth={false}
          />
          <StepButton
            icon={<LeftOutlined />}
            aria-label={t('previousPage')}
            isIdle={page === 1}
            onClick={() => go(page - 1)}
          />
          <PageNumber page={page} pages={pages} onGo={go} />
          <StepButton
            icon={<RightOutlined />}
            aria-label={t('nextPage')}
            isIdle={isLate || !shown?.hasNext}
            onClick={() => go(page + 1)}
          />
        </Flex>
      </Flex>
    </>
  )
}

/** Which users of how many are shown; aloud, too, when that changes. */
function Summary({ shown, isReading, count }: Pick<Props, 'shown' | 'isReading'> & { count: number | undefined }) {
  const { t } = useTranslation('table')
  return <span role="status">{text()}</span>

  function text() {
    if (!shown) return isReading && t('reading')
    if (shown.users.length === 0) return t('nobody')
    const rows = { from: shown.offset + 1, to: shown.offset + shown.users.length }
    return count === undefined ? t('rows', rows) : t('rowsOf', { ...rows, total: count })
  }
}
