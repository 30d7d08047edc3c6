import { ManOutlined, QuestionOutlined, WomanOutlined } from '@ant-design/icons'
import { useTranslation } from 'react-i18next'

const GENDERS = [
  { word: 'unknown', icon: <QuestionOutlined aria-hidden /> },
  { word: 'male', icon: <ManOutlined aria-hidden /> },
  { word: 'female', icon: <WomanOutlined aria-hidden /> },
] as const

/** In words, and a sign to find them by. */
export function Gender({ value }: { value: 0 | 1 | 2 }) {
  const { t } = useTranslation('table')
  const { word, icon } = GENDERS[value]
  return (
    <span className={value === 0 ? 'users-quiet' : undefined}>
      {icon} {t(`genders.${word}`)}
    </span>
  )
}
