// A condition whose field, operator or type is changed keeps of its values what still has a place.
import type { Kind } from '../../../data/fields'
import { parsed } from '../json'
import { fromOperand, toJson } from './entries'
import { decidedType, type Operator, operatorsOf, shapeOf, type Type, typesOf } from './operators'
import type { Condition, Entry } from './tree'

/** Another field, whose kind may have other operators. */
export function withField(condition: Condition, field: string, kind: Kind): Condition {
  const offered = operatorsOf(kind)
  const { operator } = condition
  // A form is better than JSON to write, where nothing is written yet.
  const isWelcome = !isBlank(condition) || decidedType(kind, operator) !== 'json'
  return withOperator({ ...condition, field }, offered.includes(operator) && isWelcome ? operator : offered[0], kind)
}

/** Another operator, which may take other values. */
export function withOperator(condition: Condition, operator: Operator, kind: Kind): Condition {
  const type = decidedType(kind, operator) ?? usualType(condition, operator)
  return { ...condition, operator, type, entries: refitted(condition, operator, type) }
}

/** Values of another type. */
export const withType = (condition: Condition, type: Type): Condition => ({
  ...condition,
  type,
  entries: refitted(condition, condition.operator, type),
})

const isBlank = ({ entries }: Condition) => entries.every((entry) => entry === undefined)

/** The type in which the operator can take what there is. */
function usualType({ type, entries: [entry] }: Condition, operator: Operator): Type {
  const types = typesOf(operator)
  const usual = types[0]!
  if (type !== 'json') return types.includes(type) ? type : usual
  const value = entry === undefined ? undefined : parsed(entry)
  if (value === undefined) return usual
  const operand = shapeOf(operator) !== 'one' && !Array.isArray(value) ? [value] : value
  const fitting = fromOperand(operator, operand).type
  return types.includes(fitting) ? fitting : usual
}

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
    const value = parsed(entry)
    const items: readonly unknown[] = Array.isArray(value) ? value : [value]
    return items.filter((item) => item !== undefined && typeof item !== 'object').map(String)
  })
}
