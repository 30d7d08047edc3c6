import type { TFunction } from 'i18next'
import type { BuiltInName } from 'minapp-users'
import type { FieldInfo } from '../../data/fields'

/** What a field is called: the built-in ones in words, the app's own as the app calls them. */
export function labelOf({ name, isBuiltIn }: FieldInfo, t: TFunction<'table'>): string {
  // Known to be one of those.
  return isBuiltIn ? t(`fields.${name as BuiltInName}`) : name
}
