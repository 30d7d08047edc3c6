// The fixtures themselves: pinned, told of in the READMEs, and none that no test runs.
import assert from 'node:assert/strict'
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { test } from 'node:test'

const here = new URL('.', import.meta.url)
const read = (path) => readFileSync(new URL(path, here), 'utf8')

/** What each fixture depends on, as `[package, version]`. */
const fixtures = Object.fromEntries(
  readdirSync(new URL('fixtures', here)).map((name) => {
    const { dependencies, devDependencies } = JSON.parse(read(`fixtures/${name}/package.json`))
    return [name, Object.entries({ ...dependencies, ...devDependencies })]
  }),
)

test('each fixture is laid out by a test', () => {
  const tests = readdirSync(new URL('tools', here)).map((name) => read(`tools/${name}`)).join('\n')
  for (const name of Object.keys(fixtures)) assert(tests.includes(`project('${name}')`), `no test lays out ${name}`)
})

test('what a fixture depends on is one version, and its lock file names no registry', () => {
  for (const [name, dependencies] of Object.entries(fixtures)) {
    for (const [dependency, version] of dependencies) {
      assert.match(version, /^(npm:typescript@)?\d+\.\d+\.\d+$/, `${name} pins ${dependency}`)
    }
    const lock = `fixtures/${name}/package-lock.json`
    assert.equal(existsSync(new URL(lock, here)), dependencies.length > 0, lock)
    if (dependencies.length > 0) assert.doesNotMatch(read(lock), /"resolved"/, lock)
  }
})

/** How the row of a fixture begins, and the package whose version it tells. */
const ROWS = {
  vite: ['Vite', 'vite'],
  webpack: ['webpack', 'webpack'],
  esbuild: ['esbuild', 'esbuild'],
  vitest: ['Vitest', 'vitest'],
  jest: ['Jest', 'jest'],
  next: ['Next.js', 'next'],
  deno: ['Deno', 'deno'],
  bun: ['Bun', 'bun'],
  workerd: ['Cloudflare Workers', 'miniflare'],
}

for (const readme of ['README.md', 'README.zh-CN.md']) {
  test(`${readme} tells the versions that the fixtures have`, () => {
    const told = (start) => read(`../../${readme}`).match(new RegExp(`^\\| ${start}\\b.* \\| (.+) \\|$`, 'm'))?.[1]
    for (const [fixture, [start, dependency]] of Object.entries(ROWS)) {
      const [, version] = fixtures[fixture].find(([name]) => name === dependency)
      assert(`${version}.`.startsWith(`${told(start)}.`), `${start} is ${version}, and the table says ${told(start)}`)
    }
    const compilers = fixtures.typescript.map(([, version]) => version.match(/@(\d+\.\d+)/)[1])
    assert.match(told('TypeScript'), new RegExp(`^${compilers[0]} \\S+ ${compilers.at(-1)}$`))
    const { engines } = JSON.parse(read('../../pkg-template/package.json'))
    assert.equal(`>=${told('Node')}`, engines.node)
  })
}
