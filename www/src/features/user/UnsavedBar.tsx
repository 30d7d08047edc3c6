// Below the forms: how much is not saved yet, and what to do with it.
import { Button, Flex, Typography } from 'antd'
import { useTranslation } from 'react-i18next'

interface Props {
  count: number
  onDiscard: () => void
  onReview: () => void
}

export function UnsavedBar({ count, onDiscard, onReview }: Props) {
  const { t } = useTranslation('user')
  return (
    <Flex align="center" justify="space-between" gap="small" wrap>
      <Typography.Text role="status">{count > 0 ? t('unsaved', { count }) : t('nothingUnsaved')}</Typography.Text>
      <Flex gap="small">
        <Button onClick={onDiscard} disabled={count === 0}>
          {t('discard')}
        </Button>
        <Button type="primary" onClick={onReview} disabled={count === 0}>
          {t('review')}
        </Button>
      </Flex>
    </Flex>
  )
}
