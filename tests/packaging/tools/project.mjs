// A user's project: a folder of `fixtures/` with what `npm ci` installed for it (`cargo xtask test` has done that), the
// packed package, and the smoke suite.
import assert from 'node:assert/strict'
import { execFile, execFileSync, spawn } from 'node:child_process'
import { cpSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const { MINAPP_TARBALL: tarball, MINAPP_FIXTURES: installed, MINAPP_ESBUILD: esbuildPath, MINAPP_EMULATOR_URL } = process.env
assert(tarball && installed && esbuildPath && MINAPP_EMULATOR_URL, 'run this with `cargo xtask test packaging`')

export const emulatorUrl = MINAPP_EMULATOR_URL

/** What the smoke suite must say: no tool passes by running less of it. */
const HELD = ['http', 'emulator'].flatMap((means) =>
  ['list', 'error', 'iterate', 'abort', 'where'].map((name) => `${name} (${means})`),
)

/** The whole smoke suite ran, and held. @param {unknown} held what `smoke` gave */
export function assertHeld(held) {
  assert.deepEqual(held, HELD)
}

/** The same of what a program printed: one line of JSON among others. @param {string} output */
export function assertPrinted(output) {
  const line = output.split('\n').find((line) => line.startsWith('["list'))
  assert(line, `the smoke suite did not come to its end:\n${output}`)
  assertHeld(JSON.parse(line))
}

/** Lays out the project of that name anew. @param {string} name */
export function project(name) {
  const source = fileURLToPath(new URL(`../fixtures/${name}`, import.meta.url))
  const folder = join(installed, name)
  mkdirSync(folder, { recursive: true })
  for (const file of readdirSync(folder)) if (file !== 'node_modules') rmSync(join(folder, file), { recursive: true })
  // Vite takes what it bundled before for the package as it is, which has the same version.
  rmSync(join(folder, 'node_modules/.vite'), { recursive: true, force: true })
  cpSync(source, folder, { recursive: true })
  const package_ = join(folder, 'node_modules/minapp-users')
  rmSync(package_, { recursive: true, force: true })
  mkdirSync(package_, { recursive: true })
  execFileSync('tar', ['-xzf', tarball, '--strip-components=1', '-C', package_])
  return new Project(name, folder)
}

/** The entries that hold code: their names, and the files that import and require get. @param {Project} project */
export function entries(project) {
  const manifest = JSON.parse(readFileSync(project.at('node_modules/minapp-users/package.json'), 'utf8'))
  return Object.entries(manifest.exports)
    .filter(([, target]) => typeof target === 'object')
    .map(([path, { import: esm, require }]) => ({ name: path.replace('.', 'minapp-users'), files: [esm.default, require.default] }))
}

class Project {
  constructor(name, folder) {
    this.name = name
    this.folder = folder
  }

  /** A path within it. @param {string} path */
  at(path) {
    return join(this.folder, path)
  }

  /** Writes the smoke suite: as it is, or as JavaScript for what knows no TypeScript. @param {string} path */
  addSmoke(path) {
    const source = readFileSync(new URL('../smoke.ts', import.meta.url), 'utf8')
    const format = path.endsWith('.cjs') ? 'cjs' : 'esm'
    const { transformSync } = createRequire(import.meta.url)(esbuildPath)
    writeFileSync(this.at(path), path.endsWith('.ts') ? source : transformSync(source, { loader: 'ts', format }).code)
    return this
  }

  /** Runs a tool of its `node_modules/.bin`, or `node`, to its end, and gives what it printed. */
  run(tool, ...args) {
    const { promise, resolve, reject } = withResolvers()
    execFile(this.#program(tool), args, { ...this.#surroundings(), timeout: 300_000, maxBuffer: 1 << 26 }, (error, stdout, stderr) => {
      const output = `${stdout}${stderr}`
      if (error) reject(new Error(`${tool} ${args.join(' ')} ended with ${error.code ?? error.signal}:\n${output}`))
      else resolve(output)
    })
    return promise
  }

  /** Starts a tool that serves, and gives the URL that it prints and what ends it. */
  async serve(tool, ...args) {
    const child = spawn(this.#program(tool), args, { ...this.#surroundings(), stdio: ['ignore', 'pipe', 'pipe'] })
    const ended = new Promise((resolve) => child.on('close', resolve))
    let output = ''
    const url = await new Promise((resolve, reject) => {
      const read = (text) => {
        output += text
        const [url] = output.replace(/\x1b\[[\d;]*m/g, '').match(/http:\/\/(localhost|127\.0\.0\.1):\d+/) ?? []
        if (url) resolve(url)
      }
      child.stdout.setEncoding('utf8').on('data', read)
      child.stderr.setEncoding('utf8').on('data', read)
      ended.then(() => reject(new Error(`${tool} ended:\n${output}`)))
    })
    return {
      url,
      output: () => output,
      async close() {
        child.kill()
        await ended
      },
    }
  }

  #program(tool) {
    return tool === 'node' ? process.execPath : this.at(`node_modules/.bin/${tool}`)
  }

  #surroundings() {
    // Without what makes a program a part of this test run, and what our own tools are steered with.
    const { NODE_TEST_CONTEXT: _, ...outer } = process.env
    return { cwd: this.folder, env: { ...outer, CI: '1', NO_COLOR: '1', NEXT_TELEMETRY_DISABLED: '1' } }
  }
}

function withResolvers() {
  let resolve, reject
  const promise = new Promise((...both) => ([resolve, reject] = both))
  return { promise, resolve, reject }
}
