import { Typography } from 'antd'
import { useTranslation } from 'react-i18next'
import { EXAMPLES } from './examples'
import './help.css'

const MEANINGS = Object.keys(EXAMPLES) as (keyof typeof EXAMPLES)[]

/** How conditions are written, by example. */
export function ShortForm() {
  const { t } = useTranslation('filter')
  return (
    <>
      <table className="filter-help" aria-label={t('help.title')}>
        <thead>
          <tr>
            <th scope="col">{t('help.example')}</th>
            <th scope="col">{t('help.meaning')}</th>
          </tr>
        </thead>
        <tbody>
          {MEANINGS.map((meaning) => (
            <tr key={meaning}>
              <td>
                {EXAMPLES[meaning].map((text) => (
                  <div key={text}>
                    <code>{text}</code>
                  </div>
                ))}
              </td>
              <td>{t(`meanings.${meaning}`)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <Typography.Paragraph type="secondary">{t('help.combine')}</Typography.Paragraph>
    </>
  )
}
