// A filter as the builder shows it: groups of conditions, and of JSON where there is no form for it.
import type { Operator, Type } from './operators'

/** Every one of the parts, or at least one of them. */
export type Join = 'and' | 'or'

/** Parts that are joined. The outermost group may be empty: that is everyone. */
export interface Group {
  readonly kind: 'group'
  readonly id: string
  readonly join: Join
  readonly parts: readonly Part[]
}

/** A field, an operator and what the operator takes. */
export interface Condition {
  readonly kind: 'condition'
  readonly id: string
  /** Nothing until one is chosen. */
  readonly field: string | undefined
  readonly operator: Operator
  /** What `entries` are written as. */
  readonly type: Type
  /**
   * What was typed or chosen, `undefined` where nothing was yet. One; of a range, two; of a list, any number. Of the type
   * `json` it is the whole operand, and one.
   */
  readonly entries: readonly Entry[]
  /** Of `$regex`: upper and lower case alike. */
  readonly ignoresCase: boolean
}

export type Entry = string | undefined

/** Any condition, as the wire's JSON. */
export interface JsonPart {
  readonly kind: 'json'
  readonly id: string
  readonly text: string
}

export type Part = Group | Condition | JsonPart

let made = 0
const newId = () => `part-${++made}`

/** A group of parts. */
export const group = (join: Join, parts: readonly Part[]): Group => ({ kind: 'group', id: newId(), join, parts })

/** A condition that nothing is known of yet. */
export const emptyCondition = (): Condition => condition({ operator: '$eq', type: 'text', entries: [undefined] })

/** A condition of what is given. */
export const condition = (
  given: Pick<Condition, 'operator' | 'type' | 'entries'> & Partial<Condition>,
): Condition => ({ kind: 'condition', field: undefined, ignoresCase: false, ...given, id: newId() })

/** A part in the wire's own words. */
export const jsonPart = (text: string): JsonPart => ({ kind: 'json', id: newId(), text })

/** The same group with the part `id`, which may be the group itself, replaced. */
export function replaced(root: Group, id: string, by: (part: Part) => readonly Part[]): Group {
  const parts = root.parts.flatMap((part) => {
    if (part.id === id) return by(part)
    return part.kind === 'group' ? [replaced(part, id, by)] : [part]
  })
  return { ...root, parts }
}

/** The same group where the group `id`, which may be the outermost, is changed. */
export function withGroup(root: Group, id: string, by: (group: Group) => Group): Group {
  if (root.id === id) return by(root)
  return { ...root, parts: root.parts.map((part) => (part.kind === 'group' ? withGroup(part, id, by) : part)) }
}
