// The emulator as a process of its own, so that its CPU time is not the client's.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { consumer } from './paths.mjs'

/** @param {{ users: number, latencyMs?: number }} options */
export async function startServer({ users, latencyMs = 0 }) {
  const faults = latencyMs > 0 ? [{ kind: 'latency', latencyMs }] : []
  const args = ['--port=0', `--users=${users}`, `--faults=${JSON.stringify(faults)}`, '--until-stdin-ends']
  const child = spawn(process.execPath, [join(consumer, 'scripts/emulator.mjs'), ...args], { stdio: ['pipe', 'pipe', 'inherit'] })
  const ended = once(child, 'exit')
  const [first] = await Promise.race([once(createInterface(child.stdout), 'line'), ended])
  if (typeof first !== 'string') throw new Error(`the emulator ended with ${first} before it listened`)
  const close = async () => {
    child.stdin.end()
    await ended
  }
  return { url: first, close }
}
