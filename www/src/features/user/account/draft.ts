// What an operator is about to change of an account.
import type { AccountUpdate, User } from 'minapp-users'
import { ACCOUNT_FIELDS, type AccountPart, accountValue } from '../../../data/account'
import { isSame } from '../../../data/same'

/** The parts in the order of the form. */
export const PARTS = ['username', 'email', 'phone', 'newPassword'] as const satisfies readonly AccountPart[]

/** Whether it can be read and reset: all but the password. */
export const isReadable = (part: AccountPart): part is keyof typeof ACCOUNT_FIELDS => Object.hasOwn(ACCOUNT_FIELDS, part)

/** Only the parts that would change: typed and typed back is untouched. */
export function touchedOf(draft: AccountUpdate, user: User): AccountUpdate {
  const parts = PARTS.filter((part) => {
    if (draft[part] === undefined) return false
    return isReadable(part) ? !isSame(draft[part], accountValue(user, part)) : draft[part] !== ''
  })
  return Object.fromEntries(parts.map((part) => [part, draft[part]]))
}

const NAMES: Record<AccountPart, RegExp> = {
  username: /user[\s_-]?name|用户名/iu,
  email: /e-?mail|邮箱|邮件/iu,
  phone: /phone|mobile|手机|电话/iu,
  newPassword: /password|密码/iu,
}

/**
 * Which part a refusal is about. The server documents the reasons but not the words, so that what was sent and what is named decide;
 * nothing where both leave a doubt.
 */
export function partNamed(words: string, sent: AccountUpdate): AccountPart | undefined {
  const parts = PARTS.filter((part) => sent[part] !== undefined)
  if (parts.length === 1) return parts[0]
  const named = (text: string) => parts.filter((part) => NAMES[part].test(text))
  const first = named(words)
  // A user may be called `my-email`.
  const rest = first.length > 1 ? named(withoutValues(words, sent)) : first
  return rest.length === 1 ? rest[0] : undefined
}

const withoutValues = (words: string, sent: AccountUpdate) =>
  Object.values(sent).reduce<string>(
    (text, value: unknown) => (typeof value === 'string' && value !== '' ? text.replaceAll(value.toLowerCase(), ' ') : text),
    words.toLowerCase(),
  )
