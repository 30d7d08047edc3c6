// The tree as a condition. Each part is written as JSON and read by the package, which says what is wrong with it, and where.
import type { Where } from 'minapp-users'
import type { Complaint } from '../complaint'
import { readJson } from '../read'
import { toJson } from './entries'
import { shapeOf } from './operators'
import type { Condition, Group, JsonPart, Part } from './tree'

/** Why a part is no condition. */
export interface Problem {
  /** The part's id. */
  readonly part: string
  /** The control: the field, or one of the entries; of a range or a list also all of them. */
  readonly at: 'field' | 'operand' | number
  /** Not wrong, only not there yet. */
  readonly missing?: 'field' | 'value' | 'values' | 'parts'
  readonly wrong?: Complaint
  /** Which part of an entry, or of a part's JSON, is wrong. */
  readonly span?: Span
}

interface Span {
  readonly from: number
  readonly to: number
}

/** What the tree says: the condition, `undefined` for everyone, if there is no problem. */
export interface Outcome {
  readonly where: Where | undefined
  readonly problems: readonly Problem[]
}

/** Reads the tree. */
export function toWhere(root: Group): Outcome {
  if (root.parts.length === 0) return { where: undefined, problems: [] }
  const problems = problemsOf(root)
  if (problems.length > 0) return { where: undefined, problems }
  const { where, complaint } = readJson(jsonOf(root))
  // Each part is right, but not all of them together: they are nested too deep.
  if (complaint) return { where: undefined, problems: [{ part: root.id, at: 'operand', wrong: complaint.about }] }
  return { where, problems: [] }
}

function problemsOf(part: Part): readonly Problem[] {
  switch (part.kind) {
    case 'group':
      return part.parts.length === 0 ? [{ part: part.id, at: 'operand', missing: 'parts' }] : part.parts.flatMap(problemsOf)
    case 'condition':
      return problemsOfCondition(part)
    case 'json':
      return problemsOfJson(part)
  }
}

function problemsOfJson({ id, text }: JsonPart): readonly Problem[] {
  if (text.trim() === '') return [{ part: id, at: 'operand', missing: 'value' }]
  const { complaint } = readJson(text)
  return complaint ? [{ part: id, at: 'operand', wrong: complaint.about, span: complaint }] : []
}

function problemsOfCondition(condition: Condition): readonly Problem[] {
  const missing = missingOf(condition)
  if (missing.length > 0) return missing
  const malformed = condition.entries.flatMap((entry, at): readonly Problem[] => {
    if (toJson(entry!, condition.type) !== undefined) return []
    return [{ part: condition.id, at, wrong: { text: condition.type === 'number' ? 'notANumber' : 'notJson' } }]
  })
  return malformed.length > 0 ? malformed : refusalOf(condition)
}

function missingOf({ id, field, operator, entries }: Condition): readonly Problem[] {
  const problems: Problem[] = []
  if (field === undefined) problems.push({ part: id, at: 'field', missing: 'field' })
  if (entries.length === 0) problems.push({ part: id, at: 'operand', missing: 'values' })
  const lacking = entries.indexOf(undefined)
  if (lacking >= 0) problems.push({ part: id, at: lacking, missing: shapeOf(operator) === 'many' ? 'values' : 'value' })
  return problems
}

/** What the package says of the condition, at the control that it means. */
function refusalOf(condition: Condition): readonly Problem[] {
  const { json, field, entries } = written(condition)
  const { complaint } = readJson(json)
  if (!complaint) return []
  const { about, from, to } = complaint
  const within = ({ from: start, to: end }: Span) => start <= from && to <= end
  if (within(field)) return [{ part: condition.id, at: 'field', wrong: about }]
  const at = entries.findIndex(within)
  if (at < 0) return [{ part: condition.id, at: 'operand', wrong: about }]
  const start = entries[at]!.from
  return [{ part: condition.id, at, wrong: about, span: { from: from - start, to: to - start } }]
}

function jsonOf(part: Part): string {
  switch (part.kind) {
    case 'group': {
      const [first] = part.parts
      if (first && part.parts.length === 1) return jsonOf(first)
      return `{"$${part.join}":[${part.parts.map(jsonOf).join(',')}]}`
    }
    case 'condition':
      return written(part).json
    case 'json':
      return part.text
  }
}

/** The condition's JSON, and where in it each control's share is. */
function written({ field, operator, type, entries, ignoresCase }: Condition) {
  let json = ''
  const write = (text: string): Span => {
    const from = json.length
    json += text
    return { from, to: json.length }
  }
  write('{')
  const fieldSpan = write(JSON.stringify(field ?? ''))
  write(`:{"${operator}":`)
  const isList = shapeOf(operator) !== 'one' && type !== 'json'
  if (isList) write('[')
  const spans = entries.map((entry, at) => {
    if (at > 0) write(',')
    return write(toJson(entry ?? '', type) ?? 'null')
  })
  if (isList) write(']')
  if (operator === '$regex' && ignoresCase) write(',"$options":"i"')
  write('}}')
  return { json, field: fieldSpan, entries: spans }
}
