import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { useAddress } from '../users/address'
import { fieldOf } from './sort'

/** The way out of an order that cannot be asked for, such as that of somebody's link. */
export function Unsortable() {
  const { t } = useTranslation('table')
  const { sort, setAddress } = useAddress()
  return (
    <>
      {t('unsortable', { field: fieldOf(sort ?? '') })}{' '}
      <Button size="small" onClick={() => void setAddress({ sort: null, page: null })}>
        {t('clearSort')}
      </Button>
    </>
  )
}
