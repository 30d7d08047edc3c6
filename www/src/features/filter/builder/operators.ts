// Which operators a kind of field has, and what each takes: the one table that the builder's forms follow.
import type { Kind } from '../../../data/fields'

/** How a value is written in JSON; `json` is anything. */
export type Type = 'text' | 'number' | 'boolean' | 'json'

/** How many values an operator takes. */
export type Shape = 'one' | 'two' | 'many'

interface Takes {
  readonly shape: Shape
  /** Which values have a form, the usual one first. */
  readonly types: readonly Type[]
}

const OPERATORS = {
  $eq: { shape: 'one', types: ['text', 'number', 'boolean', 'json'] },
  $ne: { shape: 'one', types: ['text', 'number', 'boolean', 'json'] },
  $lt: { shape: 'one', types: ['number', 'text'] },
  $lte: { shape: 'one', types: ['number', 'text'] },
  $gt: { shape: 'one', types: ['number', 'text'] },
  $gte: { shape: 'one', types: ['number', 'text'] },
  $range: { shape: 'two', types: ['number', 'text'] },
  $contains: { shape: 'one', types: ['text'] },
  $regex: { shape: 'one', types: ['text'] },
  $in: { shape: 'many', types: ['text', 'number', 'json'] },
  $nin: { shape: 'many', types: ['text', 'number', 'json'] },
  $all: { shape: 'many', types: ['text', 'number', 'json'] },
  $has_key: { shape: 'one', types: ['text'] },
  $intersects: { shape: 'one', types: ['json'] },
  $within: { shape: 'one', types: ['json'] },
  $center: { shape: 'one', types: ['json'] },
  $nearsphere: { shape: 'one', types: ['json'] },
  $isnull: { shape: 'one', types: ['boolean'] },
  $exists: { shape: 'one', types: ['boolean'] },
} as const satisfies Record<string, Takes>

export type Operator = keyof typeof OPERATORS

/** Every operator, in the order in which they are offered. */
export const ALL_OPERATORS = Object.keys(OPERATORS) as readonly Operator[]

const EQUALITY = ['$eq', '$ne'] as const
const ORDER = ['$lt', '$lte', '$gt', '$gte', '$range'] as const
const LIST = ['$in', '$nin'] as const
const PRESENCE = ['$isnull', '$exists'] as const
const TEXT = [...EQUALITY, '$contains', '$regex', ...LIST, ...PRESENCE] as const

const BY_KIND: Record<Kind, readonly [Operator, ...Operator[]]> = {
  string: TEXT,
  picture: TEXT,
  number: [...EQUALITY, ...ORDER, ...LIST, ...PRESENCE],
  time: [...ORDER, ...EQUALITY, ...PRESENCE],
  date: [...ORDER, ...EQUALITY, ...PRESENCE],
  boolean: [...EQUALITY, ...PRESENCE],
  gender: [...EQUALITY, ...LIST, ...PRESENCE],
  array: [...LIST, '$all', ...EQUALITY, ...PRESENCE],
  object: ['$has_key', ...EQUALITY, ...PRESENCE],
  geojson: ['$within', '$center', '$nearsphere', '$intersects', ...PRESENCE],
  unknown: ALL_OPERATORS as readonly [Operator, ...Operator[]],
}

export const isOperator = (name: string): name is Operator => Object.hasOwn(OPERATORS, name)

/** What fields of this kind are compared with. */
export const operatorsOf = (kind: Kind) => BY_KIND[kind]

export const shapeOf = (operator: Operator): Shape => OPERATORS[operator].shape

/** Which values the operator has a form for. */
export const typesOf = (operator: Operator): readonly Type[] => OPERATORS[operator].types

const TYPE_OF: Partial<Record<Kind, Type>> = {
  string: 'text',
  picture: 'text',
  date: 'text',
  number: 'number',
  time: 'number',
  gender: 'number',
  boolean: 'boolean',
}

/** The type that values of the field have; nothing where the field's kind does not tell. */
export function decidedType(kind: Kind, operator: Operator): Type | undefined {
  const types = typesOf(operator)
  if (types.length === 1) return types[0]
  const type = TYPE_OF[kind]
  if (type && types.includes(type)) return type
  // A whole array or object is compared with one.
  return shapeOf(operator) === 'one' && (kind === 'array' || kind === 'object') ? 'json' : undefined
}
