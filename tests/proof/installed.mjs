// The packed and installed package.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

const { MINAPP_CONSUMER } = process.env
assert(MINAPP_CONSUMER, 'run this with `cargo xtask test proof`')

/** The folder of the package. */
export const folder = join(MINAPP_CONSUMER, 'node_modules/minapp-users')

const { exports } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))

/** An entry of the package, by its name in the manifest: `.` or `./emulator`. */
export const consumerPackage = (entry) => import(pathToFileURL(join(folder, exports[entry].import.default)))
