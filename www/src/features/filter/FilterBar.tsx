import { Input } from 'antd'
import { useTranslation } from 'react-i18next'
import { useAddress } from '../users/address'

export function FilterBar() {
  const { t } = useTranslation('filter')
  const { filter, setAddress } = useAddress()
  return (
    <Input.Search
      key={filter}
      aria-label={t('title')}
      defaultValue={filter}
      onSearch={(text) => setAddress({ filter: text === '' ? null : text, page: null })}
    />
  )
}
