import { InputNumber } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'

interface Props {
  page: number
  /** How many there are, if that is known. */
  pages: number | undefined
  onGo: (page: number) => void
}

/** Which page this is; once it is known how many there are, the way to any of them. */
export function PageNumber({ page, pages, onGo }: Props) {
  const { t } = useTranslation('table')
  const [typed, setTyped] = useState<number | null>(page)
  const [typedOn, setTypedOn] = useState(page)
  if (typedOn !== page) {
    setTypedOn(page)
    setTyped(page)
  }
  if (pages === undefined) return <span>{t('page', { page })}</span>
  const go = () => {
    if (typed === null) setTyped(page)
    else if (typed !== page) onGo(typed)
  }
  return (
    <label className="users-page">
      {t('goToPage')}
      <InputNumber
        value={typed}
        min={1}
        max={pages}
        precision={0}
        controls={false}
        onChange={setTyped}
        onBlur={go}
        onPressEnter={go}
      />
      {t('ofPages', { count: pages })}
    </label>
  )
}
