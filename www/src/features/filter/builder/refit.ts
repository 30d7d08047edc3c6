// A condition whose field, operator or type is changed keeps of its values what still has a place.
import type { Kind } from '../../../data/fields'
import { toJson } from './entries'
import { decidedType, type Operator, operatorsOf, shapeOf, type Type, typesOf } from './operators'
import type { Condition, Entry } from './tree'

/** Another field, whose kind may have other operators. */
export function withField(condition: Condition, field: string, kind: Kind): Condition {
  const offered = operatorsOf(kind)
  const operator = offered.includes(condition.operator) ? condition.operator : offered[0]
  return withOperator({ ...condition, field }, operator, kind)
}

/** Another operator, which may take other values. */
export function withOperator(condition: Condition, operator: Operator, kind: Kind): Condition {
  const types = typesOf(operator)
  const usual = types.includes(condition.type) ? condition.type : types[0]!
  const type = decidedType(kind, operator) ?? usual
  return { ...condition, operator, type, entries: refitted(condition, operator, type) }
}

/** Values of another type. */
export const withType = (condition: Condition, type: Type): Condition => ({
  ...condition,
  type,
  entries: refitted(condition, condition.operator, type),
})

function refitted(condition: Condition, operator: Operator, type: Type): readonly Entry[] {
  const isList = shapeOf(operator) !== 'one'
  if (type === 'json') {
    const json = condition.entries.map((entry) => (entry === undefined ? undefined : toJson(entry, condition.type)))
    if (condition.type === 'json') return json
    const given = json.filter((entry) => entry !== undefined)
    if (given.length === 0) return [undefined]
    return [isList ? `[${given.join(',')}]` : given[0]]
  }
  const kept = itemsOf(condition).filter((entry) => toJson(entry, type) !== undefined && isOfType(entry, type))
  switch (shapeOf(operator)) {
    case 'one':
      return [kept[0]]
    case 'two':
      return [kept[0], kept[1]]
    case 'many':
      return [...new Set(kept)].filter((entry) => entry !== '')
  }
}

const isOfType = (entry: string, type: Type) => type !== 'boolean' || entry === 'true' || entry === 'false'

/** Each value as one would type it. */
function itemsOf({ type, entries }: Condition): readonly string[] {
  const given = entries.filter((entry) => entry !== undefined)
  if (type !== 'json') return given
  return given.flatMap((entry) => {
    if (toJson(entry, 'json') === undefined) return []
    const value: unknown = JSON.parse(entry)
    const items: readonly unknown[] = Array.isArray(value) ? value : [value]
    return items.filter((item) => typeof item !== 'object').map(String)
  })
}
