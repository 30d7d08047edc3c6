// Starts and kills the processes of a proof.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { rmSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

function start(script, options) {
  const path = fileURLToPath(new URL(script, import.meta.url))
  // Without the variables by which node:test tells its own processes.
  const { NODE_TEST_CONTEXT: _, ...env } = process.env
  return spawn(process.execPath, [path, JSON.stringify(options)], { env, stdio: ['pipe', 'pipe', 'inherit'] })
}

/** A folder that goes with the test `t`. */
export function folderOf(t) {
  const folder = mkdtempSync(join(tmpdir(), 'update-all-'))
  t.after(() => rmSync(folder, { recursive: true }))
  return folder
}

/** The emulator, for as long as the test `t` runs: its counters, and its users by their ids. */
export async function startServer(t, options) {
  const child = start('server.mjs', options)
  t.after(() => child.kill('SIGKILL'))
  const [url] = await once(createInterface(child.stdout), 'line')
  const ask = async (path, init) => (await fetch(`${url}/emulator/${path}`, init)).json()
  return {
    url,
    counts: () => ask(''),
    users: async () => new Map((await ask('users/')).map((user) => [user.id, user])),
    endFaults: () => ask('faults/', { method: 'DELETE' }),
  }
}

/**
 * Runs a worker to its end, or to its death: `kill(step)` tells after how many milliseconds from a step it is killed, or
 * undefined.
 */
export async function runWorker(t, options, kill = () => undefined) {
  const child = start('worker.mjs', options)
  t.after(() => child.kill('SIGKILL'))
  const closed = once(child, 'close')
  const told = { steps: [], report: undefined, failed: 0, isKilled: false }
  let doomed = false
  for await (const line of createInterface(child.stdout)) {
    const { step, report } = JSON.parse(line)
    if (report) told.report = report
    else if (step) told.steps.push(step)
    else told.failed++
    const delay = step && !doomed ? kill(step) : undefined
    if (delay === undefined) continue
    doomed = true
    sleep(delay).then(() => child.kill('SIGKILL'))
  }
  const [code, signal] = await closed
  told.isKilled = signal === 'SIGKILL'
  if (code !== 0 && !told.isKilled) throw new Error(`the worker ended with ${code ?? signal}`)
  return told
}

/** How many users of a step or a report were tried. */
export const tried = ({ succeeded, failed, unknown, skipped }) => succeeded + failed + unknown + skipped
