// What can be done to those who are filtered or selected.
import { EditOutlined, ExportOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'

/** What is opened for them. */
export type Action = 'bulk' | 'export'

/** The id of the button that opens it. */
export const actionId = (action: Action) => `open-${action}`

interface Props {
  /** The filter is wrong: nobody knows who is meant. */
  isDisabled: boolean
  /** How many are selected. */
  selected: number
  onOpen: (action: Action) => void
}

export function Actions({ isDisabled, selected, onOpen }: Props) {
  const { t } = useTranslation('users')
  return (
    <>
      <Button id={actionId('bulk')} icon={<EditOutlined />} disabled={isDisabled} onClick={() => onOpen('bulk')}>
        {selected > 0 ? t('changeSelected', { count: selected }) : t('changeAll')}
      </Button>
      <Button id={actionId('export')} icon={<ExportOutlined />} disabled={isDisabled} onClick={() => onOpen('export')}>
        {t('export')}
      </Button>
    </>
  )
}
