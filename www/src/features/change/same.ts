import { hashKey } from '@tanstack/react-query'

/** Whether two JSON values are the same, whatever the order of keys. Missing is null: nobody sees a difference. */
export const isSame = (left: unknown, right: unknown) => hashKey([left ?? null]) === hashKey([right ?? null])
