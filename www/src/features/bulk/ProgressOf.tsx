// How far a job is, how fast, and how long it is going to take.
import { Flex, Progress, Statistic } from 'antd'
import type { UpdateAllCounts } from 'minapp-users'
import { useTranslation } from 'react-i18next'
import { tried } from '../../data/checkpoints'
import { type Pace, perSecond } from '../../data/job-state'

const COUNTS = ['succeeded', 'failed', 'unknown', 'skipped'] as const

interface Props {
  counts: UpdateAllCounts
  /** Of a job that is running. */
  pace?: Pace
}

export function ProgressOf({ counts, pace = [] }: Props) {
  const { t } = useTranslation('bulk')
  const done = tried(counts)
  // All but a few is not all.
  const percent = counts.matched === 0 ? 100 : Math.floor((100 * done) / counts.matched)
  const rate = perSecond(pace)
  return (
    <Flex vertical gap="small">
      <Progress
        aria-label={t('progress')}
        percent={percent}
        status={counts.done && done === counts.succeeded ? 'success' : 'normal'}
        format={() => `${percent} %`}
      />
      <Flex justify="space-between" gap="small" wrap>
        <span>{t('run.done', { tried: done, matched: counts.matched })}</span>
        {rate !== undefined && (
          <span>
            {t('pace.rate', { rate: Math.round(rate) })}, <TimeLeft seconds={(counts.matched - done) / rate} />
          </span>
        )}
      </Flex>
      <div style={{ display: 'grid', gridTemplateColumns: 'repeat(auto-fit, minmax(120px, 1fr))', gap: 16 }}>
        {COUNTS.map((name) => (
          <Statistic key={name} title={t(`counts.${name}`)} value={counts[name]} />
        ))}
      </div>
    </Flex>
  )
}

/** Coarse: nobody knows it better. */
function TimeLeft({ seconds }: { seconds: number }) {
  const { t } = useTranslation('bulk')
  if (seconds < 90) return t('pace.seconds', { count: Math.ceil(seconds) })
  const minutes = Math.round(seconds / 60)
  return minutes < 90 ? t('pace.minutes', { count: minutes }) : t('pace.hours', { count: Math.round(minutes / 60) })
}
