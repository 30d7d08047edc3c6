// The packed package in both its forms.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

const { MINAPP_CONSUMER: consumer } = process.env
assert(consumer, 'run this with `cargo xtask test emulator`')

const require = createRequire(join(consumer, 'caller.cjs'))
export const installed = join(consumer, 'node_modules/minapp-users')
const { exports } = JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8'))
const load = (entry) => import(pathToFileURL(join(installed, exports[entry].import.default)))

/** `[form, client, emulator]` twice: as ES modules and as CommonJS. */
export const twins = [
  ['ESM', await load('.'), await load('./emulator')],
  ['CJS', require('minapp-users'), require('minapp-users/emulator')],
]

export const [[, { UsersClient }, { createEmulator, startEmulator }]] = twins

export const BEARER = { authorization: 'Bearer a-token' }
export const USERS = '/oserve/v2.2/miniapp/user_profile/'
export const UPDATES = '/oserve/v2.6/miniapp/user_profile/'
export const HOST = 'https://cloud.minapp.com'

/** The ids that the vendor's reference uses in its examples. */
export const DOCUMENTED = [55019, 88888, 363953, 427100, 64501217, 70695404]
