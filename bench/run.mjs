// Runs the cases, one after the other, in Node and in Chromium, and writes what they found.
import { mkdirSync, writeFileSync } from 'node:fs'
import { cpus, totalmem } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { cases } from './cases/index.mjs'
import { startServer } from './environments/server.mjs'
import { quantile } from './measure.mjs'
import { markdown, terminal } from './report.mjs'

const { values } = parseArgs({
  options: {
    out: { type: 'string' },
    only: { type: 'string' },
    // One environment alone: node, chromium or outside.
    in: { type: 'string' },
    rounds: { type: 'string' },
    quick: { type: 'boolean', default: false },
  },
})
const { quick, only, out } = values
if (out === undefined) fail('--out must name the folder of the report')
const wanted = cases.filter(({ name }) => only === undefined || name === only)
if (wanted.length === 0) fail(`there is no case ${JSON.stringify(only)}; there are ${cases.map(({ name }) => name).join(', ')}`)

/** @param {string} message @returns {never} */
function fail(message) {
  console.error(`error: ${message}`)
  process.exit(1)
}

// Loaded when they are needed: not everywhere is a browser, or what drives it.
const RUNNERS = {
  node: async () => (await import('./environments/node.mjs')).runInNode,
  chromium: async () => (await import('./environments/chromium.mjs')).runInChromium,
  outside: async () => (await import('./environments/outside.mjs')).runOutside,
}
const NAMES = { node: 'Node', chromium: 'Chromium', outside: '' }
const SIGN_OF_LIFE_MS = 20_000
/** A case that takes longer hangs. */
const LIMIT_MS = 15 * 60_000

/** @template T @param {Promise<T>} work @returns {Promise<T>} */
async function withinLimit(work) {
  let timer
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no end after ${LIMIT_MS / 60_000} min`)), LIMIT_MS)
  })
  return Promise.race([work, late]).finally(() => clearTimeout(timer))
}

/** Prints a heading, what goes on below it, and how it ended. */
function step(heading) {
  process.stdout.write(`${heading} … `)
  const started = performance.now()
  let spoke = started
  const seconds = () => `${((performance.now() - started) / 1000).toFixed(1)} s`
  const progress = (what) => {
    if (process.stdout.isTTY) process.stdout.write(`\r\x1b[2K${heading} … ${what}, ${seconds()}`)
    else if (performance.now() - spoke > SIGN_OF_LIFE_MS) {
      spoke = performance.now()
      process.stdout.write(`\n      ${what}, ${seconds()}\n      `)
    }
  }
  const end = (how) => process.stdout.write(`${process.stdout.isTTY ? `\r\x1b[2K${heading} … ` : ''}${how}, ${seconds()}\n`)
  return { progress, end }
}

async function run(found, environment, progress) {
  const rounds = values.rounds === undefined ? (quick ? Math.min(2, found.rounds) : found.rounds) : Number(values.rounds)
  const { server } = found
  const users = server && (quick ? (server.quickUsers ?? server.users) : server.users)
  const running = server && (await startServer({ users, latencyMs: server.latencyMs }))
  try {
    const task = { name: found.name, rounds, quick, url: running?.url, users }
    const { figures, times } = await withinLimit((await RUNNERS[environment]())(task, progress))
    return { figures, times: times && medians(times) }
  } finally {
    await running?.close()
  }
}

const medians = (times) =>
  Object.entries(times).map(([subject, { wall, cpu }]) => ({
    subject,
    wallMs: quantile(wall, 0.5),
    // Some can tell no CPU time; a page sends null for a number that is none.
    cpuMs: cpu.every(Number.isFinite) ? quantile(cpu, 0.5) : null,
  }))

const environmentsOf = ({ environments = ['node', 'chromium'] }) =>
  environments.filter((environment) => values.in === undefined || environment === values.in)
const runs = wanted.flatMap((found) => environmentsOf(found).map((environment) => [found, environment]))
if (runs.length === 0) fail(`none of these cases runs in ${JSON.stringify(values.in)}; a case runs in node, chromium or outside`)
const results = []
for (const [index, [found, environment]] of runs.entries()) {
  const { name, what } = found
  const where = NAMES[environment] && ` in ${NAMES[environment]}`
  const about = quick ? 'a few seconds' : `about ${found.seconds} s`
  const { progress, end } = step(`[${index + 1}/${runs.length}] ${name}${where} (${about})`)
  const result = { name, what, environment: NAMES[environment] }
  try {
    results.push({ ...result, ...(await run(found, environment, progress)) })
    end('done')
  } catch (error) {
    results.push({ ...result, error: error.message })
    end('FAILED')
    console.error(error.stack)
  }
}

async function chromiumVersion() {
  if (!runs.some(([{ name }, environment]) => environment === 'chromium' || ['import-page', 'panel'].includes(name))) return []
  try {
    const { launch } = await import('./environments/chromium.mjs')
    const browser = await launch()
    const version = browser.version()
    await browser.close()
    return [`Chromium ${version}, headless`]
  } catch {
    return []
  }
}

const all = cpus()
const report = {
  machine: [
    `${all.length} × ${all[0]?.model ?? 'a processor'}, ${Math.round(totalmem() / 2 ** 30)} GiB, ${process.platform} ${process.arch}`,
    `Node ${process.versions.node}`,
    ...(await chromiumVersion()),
  ],
  quick,
  results,
}
mkdirSync(out, { recursive: true })
writeFileSync(join(out, 'report.json'), `${JSON.stringify(report, null, 2)}\n`)
writeFileSync(join(out, 'report.md'), markdown(report))
console.log(`\n${terminal(report)}\n\nwritten to ${join(out, 'report.json')} and ${join(out, 'report.md')}`)
const failed = results.filter(({ error }) => error !== undefined)
if (failed.length > 0) {
  console.log(`${failed.length} of ${results.length} cases failed: see above`)
}
// What hangs is ended with this process.
process.exit(failed.length > 0 ? 1 : 0)
