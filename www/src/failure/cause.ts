// What a failure is about: the code of its error, or what was found out beyond that.
import { type AnyMinappError, type MinappErrorCode, MinappError } from 'minapp-users'
import { type Place, useConnectionState } from '../data/connection'
import { type Diagnosis, useDiagnosis } from '../data/diagnosis'
import { PartError } from '../data/part'

/** Each has a title and an advice in the messages. */
export type Cause =
  | MinappErrorCode
  | Diagnosis
  /** A part of the panel could not be loaded. */
  | 'part'
  /** Nobody is signed in to the console. */
  | 'signed_out'
  /** Something answers at the address, but not the Open API. */
  | 'wrong_server'

/** What is known of a failure. */
export interface Known {
  readonly cause: Cause
  /** Where it came from, if anywhere. */
  readonly place: Place | undefined
  /** Of what the package threw. */
  readonly error: Partial<AnyMinappError>
}

/** Tells what `error` is about. `tried` is the place of a first attempt to connect; else it is that of the connection. */
export function useCause(error: unknown, tried: Place | undefined): Known {
  const { connection } = useConnectionState()
  const place = tried ?? connection
  const diagnosis = useDiagnosis(error, place, tried === undefined)
  const known: Partial<AnyMinappError> = MinappError.is(error) ? error : {}
  const cause = error instanceof PartError ? 'part' : causeOf(known, place, tried !== undefined)
  return { cause: diagnosis ?? cause, place, error: known }
}

function causeOf({ code = 'internal' }: Partial<AnyMinappError>, place: Place | undefined, isFirst: boolean): Cause {
  if (code === 'unauthorized' && place?.kind === 'session') return 'signed_out'
  // The Open API has everyone's list, and a list is what is asked for first.
  if (isFirst && ['not_found', 'invalid_answer', 'unexpected_status'].includes(code)) return 'wrong_server'
  return code
}
