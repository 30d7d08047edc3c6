/** The same list with two of its items changed for each other. */
export function swapped<T>(list: readonly T[], one: number, other: number): T[] {
  return list.map((item, at) => (at === one ? (list[other] ?? item) : at === other ? (list[one] ?? item) : item))
}
