// When two values of JSON are the same.

/** Its text, whatever the order of its keys. A key of any name counts: `__proto__`, too. */
export const canonical = (value: unknown) =>
  JSON.stringify(value, (_, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([left], [right]) => (left < right ? -1 : 1)))
      : part,
  )

/** Whether two values are the same. Missing is null: nobody sees a difference. */
export const isSame = (left: unknown, right: unknown) => canonical(left ?? null) === canonical(right ?? null)
