// A change of one field, as an operator builds it: data, and how the package says it.
import { append, appendUnique, increment, merge, pop, remove, shift, unset, type UpdateOf } from 'minapp-users'
import type { Kind } from '../../data/fields'

/** What can be done to a field. */
export type Operation = 'set' | 'increment' | 'append' | 'appendUnique' | 'remove' | 'pop' | 'shift' | 'merge' | 'unset'

/** A change that may not be complete yet: then `value` is undefined. */
export interface Change {
  readonly field: string
  readonly operation: Operation
  /** What is set, added, appended, removed or merged; nothing for the others. */
  readonly value?: unknown
}

const ARRAY: Operation[] = ['set', 'append', 'appendUnique', 'remove', 'pop', 'shift', 'unset']

/** What suits each kind of field, the usual first. */
export const OPERATIONS: Record<Kind, readonly Operation[]> = {
  string: ['set', 'unset'],
  number: ['set', 'increment', 'unset'],
  boolean: ['set', 'unset'],
  date: ['set', 'unset'],
  array: ARRAY,
  object: ['set', 'merge', 'unset'],
  geojson: ['set', 'unset'],
  unknown: ['set', 'increment', 'append', 'appendUnique', 'remove', 'pop', 'shift', 'merge', 'unset'],
  // Built-in ones, which nobody may change.
  time: [],
  gender: [],
  picture: [],
}

/** Whether the operation takes a value. */
export const takesValue = (operation: Operation) => !['pop', 'shift', 'unset'].includes(operation)

/** What kind of value an operation on a field of this kind takes. */
export function operandKind(operation: Operation, field: Kind): Kind {
  switch (operation) {
    case 'increment':
      return 'number'
    case 'append':
    case 'appendUnique':
    case 'remove':
      return 'array'
    case 'merge':
      return 'object'
    default:
      return field
  }
}

export const isComplete = ({ field, operation, value }: Change) =>
  field !== '' && (!takesValue(operation) || value !== undefined)

/** The changes in the package's words, which checks them when they are sent. */
export function toUpdate(changes: readonly Change[]): UpdateOf {
  // A name such as `__proto__` is a field like any other.
  return Object.fromEntries(changes.map((change) => [change.field, toWire(change)])) as UpdateOf
}

function toWire({ operation, value }: Change): unknown {
  switch (operation) {
    case 'set':
      return value
    case 'increment':
      return increment(value as number)
    case 'append':
      return append(value as object)
    case 'appendUnique':
      return appendUnique(value as object)
    case 'remove':
      return remove(value as object)
    case 'merge':
      return merge(value as object)
    case 'pop':
      return pop()
    case 'shift':
      return shift()
    case 'unset':
      return unset()
  }
}
