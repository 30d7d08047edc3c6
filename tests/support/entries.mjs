// What a package offers to import.
import { readFileSync } from 'node:fs'
import { join, posix } from 'node:path'

/** The types of each entry by its name, as in `minapp-users/emulator`. @param {string} pkg - The package's folder. */
export function entries(pkg) {
  const { name, exports } = JSON.parse(readFileSync(join(pkg, 'package.json'), 'utf8'))
  const typed = Object.entries(exports).map(([path, { import: esm }]) => [posix.join(name, path), esm?.types])
  return new Map(typed.filter(([, types]) => types).map(([path, types]) => [path, join(pkg, types)]))
}
