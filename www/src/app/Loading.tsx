import { Flex, Spin } from 'antd'
import { useTranslation } from 'react-i18next'

/** Where a part of the panel is still on its way. */
export function Loading() {
  const { t } = useTranslation('app')
  return (
    <Flex justify="center" style={{ padding: 48 }} role="status">
      <Spin description={t('loading')}>
        <div style={{ width: 120 }} />
      </Spin>
    </Flex>
  )
}
