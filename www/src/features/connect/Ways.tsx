// The three ways to a server, each with what it means.
import { Radio, type RadioGroupProps } from 'antd'
import { useTranslation } from 'react-i18next'

const WAYS = ['emulator', 'server', 'session'] as const

/** Takes the value and the listener of a form. */
export function Ways(props: RadioGroupProps) {
  const { t } = useTranslation('connect')
  return (
    <Radio.Group {...props} className="connect-ways" aria-label={t('kind')}>
      {WAYS.map((way) => (
        <Radio key={way} value={way}>
          <span className="connect-way">{t(`kinds.${way}`)}</span>
          <span className="connect-about">{t(`about.${way}`)}</span>
        </Radio>
      ))}
    </Radio.Group>
  )
}
