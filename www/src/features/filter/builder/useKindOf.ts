import { type Kind, useFields } from '../../../data/fields'

/** What any field holds, as far as it is known. */
export function useKindOf() {
  const fields = useFields()
  return (name: string): Kind => fields.find((field) => field.name === name)?.kind ?? 'unknown'
}
