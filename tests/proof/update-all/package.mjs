// The packed package, for processes that run no tests.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

const installed = join(process.env.MINAPP_CONSUMER, 'node_modules/minapp-users')
const { exports } = JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8'))

/** An entry of the package as `import` gives it. */
export const load = (path) => import(pathToFileURL(join(installed, exports[path].import.default)))
