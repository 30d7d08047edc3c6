// The libraries as a program in Node finds them. Each is loaded when it is asked for.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { installed } from './paths.mjs'

const { exports } = JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8'))
const entry = (name) => import(pathToFileURL(join(installed, exports[name].import.default)))

export const libraries = {
  minapp: () => entry('.'),
  emulator: () => entry('./emulator'),
  exporting: () => entry('./export'),
  axios: async () => (await import('axios')).default,
  csvStringify: async () => (await import('csv-stringify/sync')).stringify,
  postgrest: () => import('@supabase/postgrest-js'),
  minappSdk,
}

/** It expects a browser, and asks it for nothing while a condition is built. */
async function minappSdk() {
  const nothing = () => {}
  globalThis.window ??= globalThis
  globalThis.document ??= {}
  globalThis.addEventListener ??= nothing
  globalThis.localStorage ??= { getItem: nothing, setItem: nothing, removeItem: nothing }
  globalThis.location ??= { href: 'https://host.example/', search: '', hash: '' }
  return createRequire(import.meta.url)('minapp-sdk/lib/web.js')
}
