// Whom to change: everyone who is filtered, or those who are selected.
import { Alert, Button, Flex, Radio } from 'antd'
import type { Where } from 'minapp-users'
import { useTranslation } from 'react-i18next'
import type { Source } from './draft'
import { Step } from './Step'
import { Condition } from './Condition'

interface Props {
  where: Where | undefined
  selected: readonly number[]
  source: Source
  onSource: (source: Source) => void
  onNext: () => void
}

export function WhoStep({ where, selected, source, onSource, onNext }: Props) {
  const { t } = useTranslation('bulk')
  const canChoose = selected.length > 0 && where !== undefined
  return (
    <Step
      name="who"
      actions={
        <Button type="primary" onClick={onNext}>
          {t('actions.next')}
        </Button>
      }
    >
      {canChoose && (
        <Radio.Group aria-label={t('who.title')} value={source} onChange={(event) => onSource(event.target.value)}>
          <Flex vertical gap="small">
            <Radio value="selection">{t('who.selection', { count: selected.length })}</Radio>
            <Radio value="filter">{t('who.filter')}</Radio>
          </Flex>
        </Radio.Group>
      )}
      {source === 'selection' ? (
        <>
          {!canChoose && <strong>{t('who.selection', { count: selected.length })}</strong>}
          <div>
            {t('who.ids')}: <span style={{ overflowWrap: 'anywhere' }}>{selected.join(', ')}</span>
          </div>
        </>
      ) : (
        <>
          {!canChoose && where && <strong>{t('who.filter')}</strong>}
          {where ? (
            <Condition where={where} />
          ) : (
            <Alert type="warning" showIcon title={t('who.everyoneTitle')} description={t('who.everyoneAbout')} />
          )}
        </>
      )}
    </Step>
  )
}
