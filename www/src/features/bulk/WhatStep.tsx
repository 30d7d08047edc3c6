// What to change, and where to mark whom it was done to.
import { Alert, Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Terms } from '../../data/checkpoints'
import { useConnection } from '../../data/connection'
import { type Refusal, refusalOf } from '../../data/plan'
import { Failure } from '../../failure/Failure'
import { isComplete } from '../change/change'
import { ChangeList } from '../change/ChangeList'
import type { Draft } from './draft'
import { MarkerForm } from './MarkerForm'
import { Step } from './Step'

interface Props {
  draft: Draft
  onChange: (part: Partial<Draft>) => void
  terms: () => Terms
  onBack: () => void
  onNext: () => void
}

/** What is missing, or what the package refuses. */
type Problem = Refusal | { part: 'update' | 'marker'; missing: string }

export function WhatStep({ draft, onChange, terms, onBack, onNext }: Props) {
  const { t } = useTranslation('bulk')
  const connection = useConnection()
  const [problem, setProblem] = useState<Problem>()
  const { changes, marker } = draft
  const incomplete = changes.find((change) => !isComplete(change))
  const missing = (): Problem | undefined => {
    if (changes.length === 0) return { part: 'update', missing: t('what.none') }
    if (incomplete) return { part: 'update', missing: t('what.incomplete', { field: incomplete.field }) }
    const isMissing = marker.isOn && (marker.field === '' || marker.value === undefined || marker.value === '')
    return isMissing ? { part: 'marker', missing: t('marker.missing') } : undefined
  }
  const change = (part: Partial<Draft>) => {
    setProblem(undefined)
    onChange(part)
  }
  const next = () => {
    const found = missing() ?? refusalOf(connection, terms())
    setProblem(found)
    if (!found) onNext()
  }
  const shown = (part: Problem['part']) => problem?.part === part && <Told problem={problem} />
  return (
    <Step
      name="what"
      actions={
        <>
          <Button onClick={onBack}>{t('actions.back')}</Button>
          <Button type="primary" onClick={next}>
            {t('actions.next')}
          </Button>
        </>
      }
    >
      {shown('where')}
      <strong>{t('what.title')}</strong>
      <ChangeList changes={changes} onChange={(changes) => change({ changes })} />
      {shown('update')}
      <MarkerForm marker={marker} changes={changes} onChange={(marker) => change({ marker })} />
      {shown('marker')}
    </Step>
  )
}

function Told({ problem }: { problem: Problem }) {
  const { t } = useTranslation('bulk')
  if ('missing' in problem) return <Alert type="error" showIcon role="alert" title={problem.missing} />
  // Its own words say what is wrong with the rest.
  return <Failure error={problem.error} advice={problem.part === 'where' ? t('check.tooLong') : undefined} />
}
