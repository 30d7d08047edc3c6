// What an operator takes, in the form that fits the operator and the field.
import { Checkbox, Input } from 'antd'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Kind } from '../../../../data/fields'
import { Editor } from '../../../../editor/Editor'
import { useComplaint } from '../../useComplaint'
import { shapeOf } from '../operators'
import type { Problem } from '../toWhere'
import type { Condition, Entry } from '../tree'
import { Tags } from './Tags'
import { Value } from './Value'

interface Props {
  condition: Condition
  kind: Kind
  problems: readonly Problem[]
  describedBy: string
  onChange: (condition: Condition) => void
}

export function Operand({ condition, kind, problems, describedBy, onChange }: Props) {
  const { t } = useTranslation('filter')
  const { operator, type, entries, ignoresCase } = condition
  const setEntries = (entries: readonly Entry[]) => onChange({ ...condition, entries })
  const isWrong = (at: number) => problems.some((problem) => problem.wrong && (problem.at === at || problem.at === 'operand'))
  const common = { kind, type, describedBy }

  if (type === 'json') return <JsonOperand {...{ condition, problems, describedBy, onChange }} />
  switch (shapeOf(operator)) {
    case 'many':
      return (
        <Tags
          {...common}
          entries={entries.filter((entry) => entry !== undefined)}
          isWrong={problems.some(({ wrong }) => wrong !== undefined)}
          onChange={setEntries}
        />
      )
    case 'two': {
      const [low, high] = entries
      return (
        <>
          <Value {...common} label={t('builder.from')} entry={low} isWrong={isWrong(0)} onChange={(low) => setEntries([low, high])} />
          <span className="filter-row-word">{t('builder.and')}</span>
          <Value {...common} label={t('builder.to')} entry={high} isWrong={isWrong(1)} onChange={(high) => setEntries([low, high])} />
        </>
      )
    }
    case 'one':
      if (operator === '$regex') {
        return (
          <>
            <Input
              aria-label={t('builder.value')}
              aria-describedby={describedBy}
              aria-invalid={isWrong(0)}
              status={isWrong(0) ? 'error' : ''}
              prefix="/"
              suffix="/"
              value={entries[0] ?? ''}
              onChange={({ target }) => setEntries([target.value === '' ? undefined : target.value])}
            />
            <Checkbox
              checked={ignoresCase}
              onChange={({ target }) => onChange({ ...condition, ignoresCase: target.checked })}
            >
              {t('builder.ignoreCase')}
            </Checkbox>
          </>
        )
      }
      return (
        <Value
          {...common}
          // Whether a date field is null is no date.
          kind={type === 'boolean' ? 'boolean' : kind}
          allowsEmpty={operator === '$eq' || operator === '$ne'}
          label={t('builder.value')}
          entry={entries[0]}
          isWrong={isWrong(0)}
          onChange={(entry) => setEntries([entry])}
        />
      )
  }
}

function JsonOperand({ condition, problems, describedBy, onChange }: Omit<Props, 'kind'>) {
  const { t } = useTranslation('filter')
  const { words } = useComplaint()
  const span = problems.find(({ span }) => span)?.span
  const wrong = problems.find(({ wrong }) => wrong)?.wrong
  const message = wrong && words(wrong)
  const text = condition.entries[0] ?? ''
  const mistakes = useMemo(() => {
    if (message === undefined) return []
    return [{ from: span?.from ?? 0, to: span?.to ?? text.length, message }]
  }, [span, text, message])
  return (
    <div className="filter-row-json">
      <Editor
        language="json"
        label={t('builder.value')}
        value={text}
        mistakes={mistakes}
        describedBy={describedBy}
        placeholder="JSON"
        onChange={(text) => onChange({ ...condition, entries: [text.trim() === '' ? undefined : text] })}
      />
    </div>
  )
}
