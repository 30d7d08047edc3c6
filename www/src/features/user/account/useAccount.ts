// The way of a change of an account: check, read again, show, send, and tell what became of it.
import { type AccountUpdate, MinappError, type User } from 'minapp-users'
import { useMemo, useRef, useState } from 'react'
import { type AccountPart, planAccount } from '../../../data/account'
import { useConnection } from '../../../data/connection'
import type { PlannedRequest } from '../../../data/request'
import { useReadUser } from '../../../data/user'
import { useUsersChanged } from '../../../data/users'
import { wordsOf } from '../../change/refusal'
import { partNamed, touchedOf } from './draft'

/** What the dialog shows. */
export type AccountStep =
  | { readonly kind: 'reading' }
  | AccountReview
  /** The answer was lost. `now` is what a reading showed after it, as soon as there is one. */
  | { readonly kind: 'lost'; readonly update: AccountUpdate; readonly now?: User; readonly error?: unknown }
  /** While it was read for a review, or while the review was sent. */
  | { readonly kind: 'failed'; readonly error: unknown; readonly review: AccountReview | undefined }

/** What is about to be sent. */
export interface AccountReview {
  readonly kind: 'review'
  readonly update: AccountUpdate
  /** As read just before. */
  readonly now: User
  readonly request: PlannedRequest
  readonly isSending: boolean
}

/** What is wrong, at its part or with the whole. */
export type AccountProblems = ReadonlyMap<AccountPart | 'form', string>

const NO_PROBLEMS: AccountProblems = new Map()

export type AccountChange = ReturnType<typeof useAccount>

/** The draft of an account, and its way to the server. A password is in it alone: no cache of requests holds one. */
export function useAccount(id: number, user: User | undefined, onSaved: () => void) {
  const connection = useConnection()
  const read = useReadUser(id)
  const usersChanged = useUsersChanged()
  const [draft, setDraft] = useState<AccountUpdate>({})
  const [round, setRound] = useState(0)
  const [problems, setProblems] = useState(NO_PROBLEMS)
  const [step, setStep] = useState<AccountStep>()
  // What comes back after the dialog was closed is not shown any more.
  const latest = useRef(0)
  const touched = useMemo(() => (user ? touchedOf(draft, user) : {}), [draft, user])

  async function go(update: AccountUpdate, part: () => Promise<AccountStep | undefined>, review?: AccountReview) {
    const own = ++latest.current
    const next = await part().catch((error: unknown): AccountStep | undefined => {
      if (MinappError.is(error) && error.outcome === 'unknown') {
        void look(update)
        return undefined
      }
      if (MinappError.is(error) && ['bad_request', 'invalid_argument'].includes(error.code)) {
        const words = wordsOf(error)
        setProblems(new Map([[partNamed(words, update) ?? 'form', words]]))
        return undefined
      }
      return { kind: 'failed', error, review }
    })
    if (own === latest.current) setStep(next)
  }

  function begin() {
    setProblems(NO_PROBLEMS)
    setStep({ kind: 'reading' })
    void go(touched, async () => {
      // Refused by the package: nothing needs to be read.
      const request = await planAccount(connection, id, touched)
      return { kind: 'review', update: touched, now: await read(), request, isSending: false }
    })
  }

  function send(review: AccountReview) {
    setStep({ ...review, isSending: true })
    void go(review.update, async () => {
      await connection.users.updateAccount(id, review.update)
      // It is changed, whether or not it can be read.
      await read().catch(() => undefined)
      discard()
      void usersChanged()
      onSaved()
      return undefined
    }, review)
  }

  /** After a lost answer: what is there now? */
  function look(update: AccountUpdate) {
    setStep({ kind: 'lost', update })
    return go(update, async () =>
      read().then(
        (now): AccountStep => ({ kind: 'lost', update, now }),
        (error: unknown): AccountStep => ({ kind: 'lost', update, error }),
      ),
    )
  }

  function close() {
    latest.current++
    if (step?.kind === 'lost') void usersChanged()
    setStep(undefined)
  }

  function put(part: AccountPart, value: string | null | undefined) {
    setDraft((known) => ({ ...known, [part]: value }))
    setProblems(NO_PROBLEMS)
  }

  function discard() {
    setDraft({})
    setProblems(NO_PROBLEMS)
    setRound((count) => count + 1)
  }

  return {
    draft,
    /** Another number after each draft: what is in the form begins anew. */
    round,
    touched,
    problems,
    step,
    put,
    discard,
    begin,
    send,
    // With the connection of now: perhaps a new token was asked for.
    retry: (review: AccountReview | undefined) => (review ? send(review) : begin()),
    look: (update: AccountUpdate) => void look(update),
    close,
  }
}
