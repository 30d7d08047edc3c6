import { Alert, Progress as Bar } from 'antd'
import { useTranslation } from 'react-i18next'
import type { ExportState, Progress } from '../../data/export'
import { bytesIn, durationIn } from './amounts'

/** How far an export is. */
export function Running({ progress, isInMemory }: Extract<ExportState, { phase: 'running' }>) {
  const { t } = useTranslation('export')
  const percent = Math.floor((progress.share ?? 0) * 100)
  return (
    <>
      <p>{t(`phase.${progress.phase}`)}</p>
      <Bar percent={percent} status="active" aria-label={t('progress')} />
      <Figures {...progress} />
      {/* Often enough to know that it goes on. */}
      <span className="unseen" role="status">
        {t('spoken', { percent: Math.floor(percent / 10) * 10 })}
      </span>
      {isInMemory && <Alert type="warning" showIcon title={t('inMemory')} style={{ marginTop: 16 }} />}
    </>
  )
}

function Figures({ read, total, bytes, rate, secondsLeft }: Progress) {
  const { t, i18n } = useTranslation('export')
  const { language } = i18n
  const number = (value: number) => Math.round(value).toLocaleString(language)
  const figures = [
    total === undefined ? t('read', { read: number(read) }) : t('readOf', { read: number(read), total: number(total) }),
    bytesIn(language, bytes),
    rate !== undefined && t('rate', { rate: number(rate) }),
    secondsLeft !== undefined && t('left', { time: durationIn(language, secondsLeft) }),
  ]
  return <p style={{ fontVariantNumeric: 'tabular-nums' }}>{figures.filter(Boolean).join(' · ')}</p>
}
