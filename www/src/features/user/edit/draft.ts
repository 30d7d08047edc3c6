// What an operator is about to change, field by field.
import type { User } from 'minapp-users'
import { isSame } from '../../../data/same'
import { type Change, takesValue } from '../../change/change'
import { expected } from '../../change/expected'

/** A change, and what the operator saw in the field when it began. */
export interface Draft {
  readonly change: Change
  readonly seen: unknown
}

/** Whether it would leave everything as it is: an editor that was only opened. */
export function isIdle({ change, seen }: Draft): boolean {
  const { operation, value } = change
  if (operation === 'set') return 'value' in change ? value !== undefined && isSame(value, seen) : true
  return operation === 'unset' && isSame(seen, null)
}

/** Whether somebody else has changed the field since. */
export const isOvertaken = ({ change, seen }: Draft, now: User) => !isSame(seen, now[change.field])

/** The same change, begun from what is there now. */
export const onto = ({ change }: Draft, now: User): Draft => ({ change, seen: now[change.field] })

/** Whether a value is still to be typed. */
export const isIncomplete = ({ change }: Draft) => takesValue(change.operation) && change.value === undefined

/** What a reading tells of a change whose answer was lost. */
export type Trace = 'visible' | 'absent' | 'unclear'

/** Compares a reading with what the change leads to and with what was there; where neither is the case, nobody knows. */
export function traceOf({ change, seen }: Draft, now: User): Trace {
  const result = expected(change, seen)
  const value = now[change.field]
  if (result && isSame(value, result.value)) return isSame(result.value, seen) ? 'unclear' : 'visible'
  return isSame(value, seen) ? 'absent' : 'unclear'
}
