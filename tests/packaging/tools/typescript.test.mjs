// Each version of TypeScript that reads the types, with the settings by which modules are found. The file is the smoke
// suite, of which one copy is an ES module and the other CommonJS.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { test } from 'node:test'
import { project } from './project.mjs'

const typescript = project('typescript')
for (const type of ['module', 'commonjs']) {
  mkdirSync(typescript.at(type), { recursive: true })
  writeFileSync(typescript.at(`${type}/package.json`), JSON.stringify({ type }))
  typescript.addSmoke(`${type}/smoke.ts`)
}

const STRICT = ['--strict', '--skipLibCheck', 'false', '--noEmit', '--target', 'es2022', '--lib', 'es2022,dom']
const SETTINGS = {
  nodenext: ['--module', 'nodenext'],
  bundler: ['--module', 'esnext', '--moduleResolution', 'bundler'],
  node16: ['--module', 'node16'],
}

const { devDependencies } = JSON.parse(readFileSync(typescript.at('package.json'), 'utf8'))
for (const name of Object.keys(devDependencies).filter((name) => name.startsWith('typescript'))) {
  for (const [setting, options] of Object.entries(SETTINGS)) {
    test(`the types compile with ${name}, ${setting}`, () =>
      typescript.run('node', `node_modules/${name}/bin/tsc`, ...STRICT, ...options, 'module/smoke.ts', 'commonjs/smoke.ts'))
  }
}
