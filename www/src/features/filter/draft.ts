// A filter that is being edited: three views of it, kept in step. What is wrong in one stays there; the others show the last
// filter that was right.
import type { Where } from 'minapp-users'
import { formatWhere } from 'minapp-users/text'
import { fromWhere } from './builder/fromWhere'
import { type Problem, toWhere } from './builder/toWhere'
import type { Group } from './builder/tree'
import type { Complained } from './complaint'
import { type Reading, readJson, readText } from './read'

export const VIEWS = ['builder', 'text', 'json'] as const
export type View = (typeof VIEWS)[number]

export interface Draft {
  /** The text that it began with. */
  readonly base: string
  /** The last filter that was right: everyone where there is none. */
  readonly where: Where | undefined
  readonly tree: Group
  readonly text: string
  readonly json: string
}

/** What keeps a draft from being applied. */
export interface Mistakes {
  readonly builder: readonly Problem[]
  readonly text: Complained | undefined
  readonly json: Complained | undefined
}

const jsonOf = (where: Where | undefined) => JSON.stringify(where ?? {}, null, 2)
const textOf = (where: Where | undefined) => (isEveryone(where) ? '' : formatWhere(where))
const treeOf = (where: Where | undefined) => fromWhere(where?.toJSON() ?? {})

const isEveryone = (where: Where | undefined): where is undefined =>
  where === undefined || Object.keys(where.toJSON()).length === 0

/** A draft of the filter that `text` says. */
export function openDraft(text: string): Draft {
  const draft = { base: text, where: undefined, tree: treeOf(undefined), text, json: jsonOf(undefined) }
  return withText(draft, text.replace(/\r\n?/g, '\n'))
}

/** The short form was edited. */
export function withText(draft: Draft, text: string): Draft {
  return follow(draft, { text }, readText(text), ({ where }) => ({ tree: treeOf(where), json: jsonOf(where) }))
}

/** The JSON was edited. */
export function withJson(draft: Draft, json: string): Draft {
  return follow(draft, { json }, readJson(json), ({ where }) => ({ tree: treeOf(where), text: textOf(where) }))
}

/** The builder was used. */
export function withTree(draft: Draft, tree: Group): Draft {
  const { where, problems } = toWhere(tree)
  if (problems.length > 0) return { ...draft, tree }
  return { ...draft, tree, where, text: textOf(where), json: jsonOf(where) }
}

function follow(
  draft: Draft,
  edited: Partial<Draft>,
  { where, complaint }: Reading,
  others: (right: { where: Where | undefined }) => Partial<Draft>,
): Draft {
  return complaint ? { ...draft, ...edited } : { ...draft, ...edited, where, ...others({ where }) }
}

/** The draft as its last right filter says: what is wrong is dropped. */
export const withoutMistakes = ({ base, where }: Draft): Draft => ({
  base,
  where,
  tree: treeOf(where),
  text: textOf(where),
  json: jsonOf(where),
})

/** What is wrong with each view. */
export const mistakesOf = ({ tree, text, json }: Draft): Mistakes => ({
  builder: toWhere(tree).problems,
  text: readText(text).complaint,
  json: readJson(json).complaint,
})

/** Which views are no filter as they stand. */
export const brokenViews = (mistakes: Mistakes): readonly View[] =>
  VIEWS.filter((view) => (view === 'builder' ? mistakes.builder.length > 0 : mistakes[view] !== undefined))

/** What the address says when the draft is applied: one line, and nothing for everyone. */
export function filterOf({ where, text }: Draft): string | null {
  // What cannot be read is no condition, and must not mean everyone.
  if (readText(text).complaint) return text.trim()
  if (isEveryone(where)) return null
  return text.includes('\n') ? formatWhere(where) : text.trim()
}

export const isChanged = (draft: Draft) => (filterOf(draft) ?? '') !== draft.base.trim()
