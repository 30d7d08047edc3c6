// A filter's JSON as groups and conditions. It is taken as the package has checked it.
import { fromOperand } from './entries'
import { isOperator } from './operators'
import { condition, group, type Group, type Join, jsonPart, type Part } from './tree'

/** Groups within groups that are shown; what is nested deeper is JSON. */
export const MAX_DEPTH = 6

interface Json {
  readonly [name: string]: unknown
}

const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value)

/** The tree that means the same as `where`. */
export function fromWhere(where: Json): Group {
  const parts = members(where, 1)
  const [only] = parts
  return parts.length === 1 && only?.kind === 'group' ? only : group('and', parts)
}

/** All that must be met: several fields, or several operators on one, are joined by and. */
const members = (where: Json, depth: number): readonly Part[] =>
  Object.entries(where).flatMap(([name, value]) => {
    if (name === '$and') return [joined('and', value, depth)]
    if (name === '$or') return [joined('or', value, depth)]
    return conditions(name, value)
  })

function joined(join: Join, value: unknown, depth: number): Part {
  const name = `$${join}`
  if (!Array.isArray(value) || depth > MAX_DEPTH) return jsonPart(JSON.stringify({ [name]: value }))
  return group(
    join,
    value.flatMap((part: unknown) => inGroup(join, part, depth + 1)),
  )
}

function inGroup(join: Join, part: unknown, depth: number): readonly Part[] {
  if (!isObject(part)) return [jsonPart(JSON.stringify(part))]
  const parts = members(part, depth)
  // Everyone, as a part, has no form.
  if (parts.length === 0) return [jsonPart('{}')]
  return parts.length === 1 || join === 'and' ? parts : [group('and', parts)]
}

/** The conditions on one field. */
function conditions(field: string, value: unknown): readonly Part[] {
  if (!isObject(value)) return [condition({ field, operator: '$eq', ...fromOperand('$eq', value) })]
  const names = Object.keys(value).filter((name) => name !== '$options')
  if (!names.every(isOperator)) return [jsonPart(JSON.stringify({ [field]: value }))]
  return names.map((operator) => {
    const ignoresCase = operator === '$regex' && value.$options === 'i'
    return condition({ field, operator, ...fromOperand(operator, value[operator]), ignoresCase })
  })
}
