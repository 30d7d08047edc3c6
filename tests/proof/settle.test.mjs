// Whatever a caller, a `fetch`, a token function, a listener or a server does: each promise settles, in time and as
// documented. One case alone, by the seed that a failure names: MINAPP_CASE=1234 cargo xtask test proof.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import vm from 'node:vm'
import { consumerPackage } from './installed.mjs'
import { prove } from './settle/prove.mjs'

const { MINAPP_CASE, MINAPP_FULL } = process.env
const CASES = MINAPP_FULL ? 10_000 : 2_000

const strays = []
process.on('unhandledRejection', (reason) => strays.push(reason))
process.on('uncaughtException', (error) => strays.push(error))

const realm = vm.createContext({})
const kit = {
  esm: await consumerPackage('.'),
  createEmulator: (await consumerPackage('./emulator')).createEmulator,
  far: (code) => vm.runInContext(code, realm),
  tally: {},
}

test(`every one of ${CASES} calls settles in Node, and every call after it works`, async (t) => {
  const from = MINAPP_CASE ? Number(MINAPP_CASE) : 0
  const began = performance.now()
  const { problems, slowestMs, tally } = await prove(kit, { from, to: MINAPP_CASE ? from + 1 : CASES, strays })
  await new Promise((resolve) => setTimeout(resolve, 200))
  t.diagnostic(`${Math.round(performance.now() - began)} ms, the slowest case ${Math.round(slowestMs)} ms; ${JSON.stringify(tally)}`)
  assert.equal(problems.concat(strays.map(String)).join('\n'), '')
})
