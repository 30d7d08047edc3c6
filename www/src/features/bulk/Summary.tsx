// Who and what, of a job whose terms are settled.
import { Descriptions, Typography } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Terms } from '../../data/checkpoints'
import { Condition } from './Condition'

export function Summary({ terms: { where, update, marker } }: { terms: Terms }) {
  const { t } = useTranslation('bulk')
  return (
    <Descriptions
      size="small"
      column={1}
      bordered
      aria-label={t('summary.title')}
      styles={{ label: { width: 90 } }}
      items={[
        { key: 'where', label: t('summary.where'), children: <Condition where={where} /> },
        { key: 'update', label: t('summary.update'), children: <Code text={JSON.stringify(update)} /> },
        {
          key: 'marker',
          label: t('summary.marker'),
          children: marker ? <Code text={`${marker.field} = ${marker.value}`} /> : t('summary.noMarker'),
        },
      ]}
    />
  )
}

function Code({ text }: { text: string }) {
  return (
    <Typography.Text code style={{ display: 'block', maxHeight: 160, overflow: 'auto', overflowWrap: 'anywhere' }}>
      {text}
    </Typography.Text>
  )
}
