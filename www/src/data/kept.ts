// The settings that an operator asked to keep until the tab is closed, token and all, so that a reload connects again.
// Nothing gets here unasked, and disconnecting removes it.
import type { Settings } from './connection'

/** What can be connected to again after a reload; the emulator's users are gone then. */
export type KeptSettings = Exclude<Settings, { kind: 'emulator' }>

const KEY = 'minapp-users-panel'

/** Keeps them for this tab. Where the browser forbids it, a reload asks again. */
export function keep(settings: KeptSettings) {
  try {
    sessionStorage.setItem(KEY, JSON.stringify(settings))
  } catch {
    // Storage is off or full.
  }
}

/** What is kept. */
export function readKept(): KeptSettings | undefined {
  try {
    const found: unknown = JSON.parse(sessionStorage.getItem(KEY) ?? 'null')
    return isKept(found) ? found : undefined
  } catch {
    return undefined
  }
}

/** Removes it. */
export function forget() {
  try {
    sessionStorage.removeItem(KEY)
  } catch {
    // Where there is no storage, nothing is in it.
  }
}

/** An older or a later panel at this address may have written something else. */
function isKept(found: unknown): found is KeptSettings {
  if (typeof found !== 'object' || found === null) return false
  const { kind, baseUrl, token, envId } = found as Record<string, unknown>
  const isPlace = typeof baseUrl === 'string' && URL.canParse(baseUrl) && (envId === undefined || typeof envId === 'string')
  return isPlace && (kind === 'session' || (kind === 'server' && typeof token === 'string'))
}
