// Which columns are shown, in their order: as chosen for this connection, or a sensible choice.
import { useMemo } from 'react'
import useLocalStorageState from 'use-local-storage-state'
import { useConnection } from '../../../data/connection'
import { type FieldInfo, type Kind, useFields } from '../../../data/fields'

/** The column that says who a row is: always there, always first. */
export const PERSON = 'nickname'

const USUAL = ['id', 'gender', 'city', 'created_at', 'updated_at']
const READABLE: readonly Kind[] = ['string', 'number', 'boolean', 'date', 'array']
const CUSTOM_AT_FIRST = 3

/** What is shown before anybody chose: what every app has, and some of what this one has. */
function usualColumns(fields: readonly FieldInfo[]): readonly string[] {
  const custom = fields.filter((field) => !field.isBuiltIn && READABLE.includes(field.kind))
  return [...USUAL, ...custom.slice(0, CUSTOM_AT_FIRST).map((field) => field.name)]
}

/** The names of the shown columns without the first, which stays, and how to choose others. */
export function useColumnNames() {
  const { key } = useConnection()
  const fields = useFields()
  const [chosen, setNames, { removeItem }] = useLocalStorageState<readonly string[]>(`columns ${key}`)
  const isChosen = Array.isArray(chosen) && chosen.every((name) => typeof name === 'string')
  const names = useMemo(() => (isChosen ? chosen : usualColumns(fields)), [isChosen, chosen, fields])
  return { names, setNames, isChosen, reset: removeItem }
}
