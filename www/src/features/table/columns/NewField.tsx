import { PlusOutlined } from '@ant-design/icons'
import { Alert, Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { whyNoField } from './choosing'

interface Props {
  /** What was typed. */
  name: string
  onShow: (name: string) => void
}

/** Offers a column for a field that nobody read so far has. */
export function NewField({ name, onShow }: Props) {
  const { t } = useTranslation('table')
  const mistake = whyNoField(name)
  if (mistake !== undefined) return <Alert type="warning" showIcon title={mistake} />
  return (
    <Button block icon={<PlusOutlined />} onClick={() => onShow(name)}>
      {t('columns.add', { name })}
    </Button>
  )
}
