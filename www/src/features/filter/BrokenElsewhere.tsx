import { Alert, Button, Flex } from 'antd'
import { useTranslation } from 'react-i18next'
import type { View } from './draft'

interface Props {
  /** The view that has a mistake. */
  view: View
  /** Whether the view that is shown has one, too: then what it shows is its own. */
  isHere: boolean
  onGo: () => void
  onDrop: () => void
}

/** Says that another view could not be followed, so that nobody wonders which filter this is. */
export function BrokenElsewhere({ view, isHere, onGo, onDrop }: Props) {
  const { t } = useTranslation('filter')
  return (
    <Alert
      type="warning"
      showIcon
      style={{ marginBottom: 16 }}
      title={isHere ? t(`editor.reason.${view}`) : t(`editor.brokenElsewhere.${view}`)}
      description={
        <Flex gap="small" wrap>
          <Button size="small" onClick={onGo}>
            {t('editor.goTo')}
          </Button>
          <Button size="small" onClick={onDrop}>
            {t('editor.dropMistakes')}
          </Button>
        </Flex>
      }
    />
  )
}
