// @ts-check
// Atomic changes, in the wire's own words. The module checks them when they are sent.

/**
 * @param {string} operator
 * @param {unknown} operand
 */
const change = (operator, operand) => Object.freeze({ [operator]: operand })

/** @param {unknown} items */
function list(items) {
  try {
    return Array.isArray(items) ? items : [items]
  } catch {
    // A revoked proxy: refused by its path when it is sent.
    return [items]
  }
}

/** @param {unknown} amount */
export const increment = (amount) => change('$incr_by', amount)

/** @param {unknown} items */
export const append = (items) => change('$append', list(items))

/** @param {unknown} items */
export const appendUnique = (items) => change('$append_unique', list(items))

/** @param {unknown} items */
export const remove = (items) => change('$remove', list(items))

/** @param {unknown} members */
export const merge = (members) => change('$update', members)

export const pop = () => change('$pop', 1)

export const shift = () => change('$pop', -1)

export const unset = () => change('$unset', '')
