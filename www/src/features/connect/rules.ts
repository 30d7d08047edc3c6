// The package's own rules as those of a form: a field is wrong when the package would refuse it.
import type { FormRule } from 'antd'

/** A rule that asks `refusal`, and wants a text where `missing` says what to do without one. */
export function ruleOf(refusal: (text: string) => Promise<string | undefined>, missing?: string): FormRule[] {
  return [
    {
      async validator(_, value: string | undefined) {
        const text = value?.trim() ?? ''
        const wrong = text === '' ? missing : await refusal(text)
        if (wrong !== undefined) throw new Error(wrong)
      },
    },
  ]
}
