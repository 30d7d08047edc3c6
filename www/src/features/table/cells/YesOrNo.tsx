import { useTranslation } from 'react-i18next'

export function YesOrNo({ value }: { value: boolean }) {
  const { t } = useTranslation('table')
  return value ? t('yes') : t('no')
}
