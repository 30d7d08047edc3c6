// What a field is going to hold, where its present value tells.
import { isSame } from '../../data/same'
import type { Change } from './change'

/** The value after a change; wrapped, because it may be undefined. Nothing where only the server knows. */
export function expected({ operation, value }: Change, before: unknown): { readonly value: unknown } | undefined {
  switch (operation) {
    case 'set':
      return { value }
    case 'unset':
      return { value: undefined }
    case 'increment':
      return typeof before === 'number' && typeof value === 'number' ? { value: before + value } : undefined
    case 'merge':
      return isObject(before) && isObject(value) ? { value: { ...before, ...value } } : undefined
    default:
      return Array.isArray(before) ? expectedItems(operation, before, Array.isArray(value) ? value : []) : undefined
  }
}

function expectedItems(operation: Change['operation'], before: readonly unknown[], items: readonly unknown[]) {
  const isIn = (list: readonly unknown[], item: unknown) => list.some((other) => isSame(other, item))
  switch (operation) {
    case 'append':
      return { value: [...before, ...items] }
    case 'appendUnique':
      return { value: items.reduce<unknown[]>((all, item) => (isIn(all, item) ? all : [...all, item]), [...before]) }
    case 'remove':
      return { value: before.filter((item) => !isIn(items, item)) }
    case 'pop':
      return { value: before.slice(0, -1) }
    case 'shift':
      return { value: before.slice(1) }
    default:
      return undefined
  }
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null && !Array.isArray(value)
