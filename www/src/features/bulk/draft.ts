// What an operator has said so far of a job that has not begun.
import { field, type Where } from 'minapp-users'
import { useState } from 'react'
import type { Terms } from '../../data/checkpoints'
import { type FieldInfo, useFields } from '../../data/fields'
import { termsOf } from '../../data/job'
import { type Change, type Operation, toUpdate } from '../change/change'
import { jobName } from './job-name'

export type Source = 'selection' | 'filter'

/** Where a job marks whom it changed. */
export interface MarkerDraft {
  readonly isOn: boolean
  readonly field: string
  /** Undefined while there is none. */
  readonly value: string | number | undefined
}

export interface Draft {
  readonly source: Source
  readonly changes: readonly Change[]
  readonly marker: MarkerDraft
}

/** Custom fields that can hold a marker, as far as is known. */
export const markerFields = (fields: readonly FieldInfo[]) =>
  fields.filter(({ isBuiltIn, kind }) => !isBuiltIn && ['string', 'number', 'unknown'].includes(kind))

/** A value that no other job has: a number for a field of numbers. */
export const markerValue = (name: string, fields: readonly FieldInfo[]): string | number =>
  fields.some((known) => known.name === name && known.kind === 'number') ? Date.now() : jobName()

/** The usual name of a field that is kept for markers. */
const USUAL = 'last_job'

function newDraft(source: Source, fields: readonly FieldInfo[]): Draft {
  const usual = markerFields(fields).some(({ name }) => name === USUAL) ? USUAL : ''
  return { source, changes: [], marker: { isOn: true, field: usual, value: markerValue(usual, fields) } }
}

/** A draft, for those who were filtered and selected when the drawer opened. */
export function useDraft(where: Where | undefined, selected: readonly number[]) {
  const fields = useFields()
  const source: Source = selected.length > 0 ? 'selection' : 'filter'
  const [draft, setDraft] = useState(() => newDraft(source, fields))
  return {
    draft,
    change: (part: Partial<Draft>) => setDraft({ ...draft, ...part }),
    startOver: () => setDraft(newDraft(source, fields)),
    terms: () => toTerms(draft, where, selected),
  }
}

function toTerms({ source, changes, marker }: Draft, where: Where | undefined, selected: readonly number[]): Terms {
  const who = source === 'selection' ? field('id').in([...selected]) : where
  const { isOn, field: name, value } = marker
  return termsOf(who, toUpdate(changes), isOn && value !== undefined ? { field: name, value } : undefined)
}

const ADDS: readonly Operation[] = ['increment', 'append', 'pop', 'shift']

/** Whether sending the changes twice is not the same as sending them once. */
export const addsUp = (changes: readonly Change[]) => changes.some(({ operation }) => ADDS.includes(operation))
