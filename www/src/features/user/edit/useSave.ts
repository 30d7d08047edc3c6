// The way of a save: read again, compare, show, send, and tell what became of it.
import { MinappError, type User } from 'minapp-users'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useConnection } from '../../../data/connection'
import { saveUser, useReadUser } from '../../../data/user'
import { useUsersChanged } from '../../../data/users'
import { fieldNamed, wordsOf } from '../../change/refusal'
import { type Draft, isIncomplete, onto, traceOf } from './draft'
import { type Conflict, conflictOf, type Plan, planSave } from './plan'
import type { Drafts } from './useDrafts'

/** What the dialog of a save shows. */
export type Step =
  | { readonly kind: 'reading' }
  | { readonly kind: 'conflict'; readonly conflict: Conflict }
  | { readonly kind: 'review'; readonly plan: Plan; readonly isSending: boolean }
  /** Only a reading tells: `now`, as soon as there is one. */
  | { readonly kind: 'lost'; readonly why: Doubt; readonly drafts: readonly Draft[]; readonly now?: User; readonly error?: unknown }
  /** The server refused a value without naming its field. */
  | { readonly kind: 'refused'; readonly words: string }
  /** While it was read for a review, or while the plan was sent. */
  | { readonly kind: 'failed'; readonly error: unknown; readonly plan: Plan | undefined }

/** Why nobody knows: no answer came, or one that says that nothing was done while it is there. */
export type Doubt = 'noAnswer' | 'doneBefore'

/** Which side of a conflict is taken. */
export type Side = 'mine' | 'theirs'

export function useSave(id: number, drafts: Drafts, onSaved: () => void) {
  const { t } = useTranslation('user')
  const connection = useConnection()
  const read = useReadUser(id)
  const usersChanged = useUsersChanged()
  const [step, setStep] = useState<Step>()
  // What comes back after the dialog was closed is not shown any more.
  const latest = useRef(0)

  /** Does one part of the way; a failure is shown at its field, or with the offer to do the part again. */
  async function go(sent: readonly Draft[], part: () => Promise<Step | undefined>, plan?: Plan) {
    const own = ++latest.current
    const next = await part().catch((error: unknown): Step | undefined => {
      const words = wordsOf(error)
      const mayName = MinappError.is(error) && ['bad_request', 'invalid_argument'].includes(error.code)
      if (own === latest.current && mayName && showAtField(sent, words, words)) return undefined
      return { kind: 'failed', error, plan }
    })
    if (own === latest.current) setStep(next)
  }

  /** Whether `words` name one of the fields; it is marked. */
  function showAtField(sent: readonly Draft[], words: string, shown: string): boolean {
    const field = fieldNamed(words, sent.map(({ change }) => change.field))
    if (field !== undefined) drafts.setProblems(new Map([[field, shown]]))
    return field !== undefined
  }

  function review(list: readonly Draft[], reading?: User) {
    setStep({ kind: 'reading' })
    return go(list, async () => {
      const planned = await planSave(connection, reading ?? (await read()), list, read)
      return 'request' in planned ? { kind: 'review', plan: planned, isSending: false } : { kind: 'conflict', conflict: planned }
    })
  }

  function begin() {
    const missing = drafts.unsaved.filter(isIncomplete).map(({ change }) => [change.field, t('valueMissing')] as const)
    if (missing.length > 0) drafts.setProblems(new Map(missing))
    else void review(drafts.unsaved)
  }

  function send(plan: Plan) {
    setStep({ kind: 'review', plan, isSending: true })
    return go(plan.drafts, async () => {
      const outcome = await saveUser(connection, plan.save)
      switch (outcome.kind) {
        case 'saved':
          // It is saved, whether or not it can be read.
          await read().catch(() => undefined)
          drafts.replace([])
          void usersChanged()
          onSaved()
          return undefined
        case 'refused': {
          const { message, code } = outcome.failure
          const shown = code === null ? message : t('refusedWithCode', { message, code })
          return showAtField(plan.drafts, message, shown) ? undefined : { kind: 'refused', words: shown }
        }
        case 'unmatched': {
          const now = await read()
          // Browsers send a request twice where a connection breaks. The second one meets nobody after the first was carried out.
          if (plan.drafts.some((draft) => traceOf(draft, now) === 'visible'))
            return { kind: 'lost', why: 'doneBefore', drafts: plan.drafts, now }
          return { kind: 'conflict', conflict: conflictOf(plan, now) }
        }
        case 'unknown':
          // It goes on from here.
          void look(plan.drafts, 'noAnswer')
          return undefined
      }
    }, plan)
  }

  /** Where nobody knows what was done: what is there now? */
  function look(sent: readonly Draft[], why: Doubt) {
    const lost: Step = { kind: 'lost', why, drafts: sent }
    setStep(lost)
    return go(sent, () =>
      read().then(
        (now) => ({ ...lost, now }),
        (error: unknown) => ({ ...lost, error }),
      ),
    )
  }

  function resolve({ now }: Conflict, sides: ReadonlyMap<string, Side>) {
    const rest = drafts.unsaved.filter(({ change }) => sides.get(change.field) !== 'theirs').map((draft) => onto(draft, now))
    drafts.replace(rest)
    if (rest.length > 0) void review(rest, now)
    else close()
  }

  function close() {
    latest.current++
    if (step?.kind === 'lost') {
      const { now } = step
      if (now) drafts.replace(step.drafts.filter((draft) => traceOf(draft, now) !== 'visible').map((draft) => onto(draft, now)))
      void usersChanged()
    }
    setStep(undefined)
  }

  return {
    step,
    begin,
    send: (plan: Plan) => void send(plan),
    // With the connection of now: perhaps a new token was asked for.
    retry: (plan: Plan | undefined) => (plan ? void send(plan) : begin()),
    look: (sent: readonly Draft[], why: Doubt) => void look(sent, why),
    resolve,
    close,
  }
}
