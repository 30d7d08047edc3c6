// How many match, when somebody asks: counting takes the server long.
import { Button, Flex, Typography } from 'antd'
import type { Where } from 'minapp-users'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useTotal } from '../../data/users'
import { Failure } from '../../failure/Failure'

interface Props {
  where: Where | undefined
  isDisabled: boolean
}

export function CountMatches({ where, isDisabled }: Props) {
  const { t } = useTranslation('filter')
  const [asked, setAsked] = useState<{ where: Where | undefined }>()
  // The answer belongs to the filter that was asked about.
  const isAsked = asked !== undefined && asked.where === where && !isDisabled
  const { data, error, isFetching, refetch } = useTotal(where, isAsked)
  const ask = () => {
    setAsked({ where })
    if (isAsked) void refetch()
  }
  return (
    <Flex gap="small" wrap align="center">
      <Button loading={isAsked && isFetching} disabled={isDisabled} onClick={ask}>
        {t('count.ask')}
      </Button>
      <Typography.Text role="status">
        {isAsked && !isFetching && data !== undefined && t('count.matches', { count: data })}
      </Typography.Text>
      {isAsked && !isFetching && error && <Failure error={error} onRetry={() => void refetch()} />}
    </Flex>
  )
}
