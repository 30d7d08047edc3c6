import * as api from 'minapp-users'
import { untyped, users } from './app.js'
import { type Equal, type IsAny, is } from './expect.js'

/** The exported values, or what they give when called or made, that are `any`. */
type Leaks<T> = {
  [K in keyof T]: true extends
    | IsAny<T[K]>
    | (T[K] extends (...parameters: infer P) => infer R ? IsAny<P[number]> | IsAny<R> | IsAny<Awaited<R>> : false)
    ? K
    : never
}[keyof T]

// ok: no export
is<Equal<Leaks<typeof api>, never>>()
// ok: no member of a client
is<Equal<Leaks<typeof users>, never>>()
// ok: no member of a client without named fields
is<Equal<Leaks<typeof untyped>, never>>()
// ok: no old operation
is<Equal<Leaks<typeof users.legacy>, never>>()
// ok: no operator
is<Equal<Leaks<api.Field<'level'>>, never>>()
// ok: no field of a user
is<Equal<Leaks<Required<api.BuiltInFields>>, never>>()
// ok: no field of an error
is<Equal<Leaks<Required<api.MinappError>>, never>>()
// ok: no option
is<Equal<
  | Leaks<Required<api.ListOptions>>
  | Leaks<Required<api.ClientOptions>>
  | Leaks<Required<api.CallOptions>>,
  never
>>()
// ok: no operand
is<Equal<
  | Leaks<api.Operands<string>>
  | Leaks<api.Operands<number>>
  | Leaks<api.Operands<{ a: 1 }>>
  | Leaks<api.Operands<unknown>>,
  never
>>()
// ok: no field of an answer
is<Equal<
  | Leaks<api.Page>
  | Leaks<api.PageMeta>
  | Leaks<api.Account>
  | Leaks<api.BulkOperation>
  | Leaks<api.UpdateManyDone>,
  never
>>()
// @ts-expect-error the helper finds one ['false' does not satisfy]
is<Equal<Leaks<{ right: unknown; wrong: ReturnType<typeof JSON.parse> }>, never>>()
