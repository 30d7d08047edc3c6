// Runs the installed command as its users do: `minapp-users` of `node_modules/.bin`, against an emulator of this process.
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after } from 'node:test'

const { MINAPP_CONSUMER: consumer } = process.env
assert(consumer, 'run this with `cargo xtask test cli`')

const require = createRequire(join(consumer, 'caller.cjs'))
const { startEmulator } = require('minapp-users/emulator')

export const BIN = join(consumer, 'node_modules/.bin/minapp-users')
export const TOKEN = 'the-token-that-nobody-may-see'

/** What the environment of each run has, and nothing of the one of this test. */
const BARE = { PATH: process.env.PATH, HOME: tmpdir(), LC_ALL: 'C.UTF-8' }

/** A folder to work in, which goes when the tests end. */
export function workFolder() {
  const folder = mkdtempSync(join(tmpdir(), 'minapp-users-cli-'))
  after(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** An emulator in this process, which ends when the tests do. */
export async function emulated(options) {
  const emulator = await startEmulator({ token: TOKEN, ...options })
  after(() => emulator.close())
  return emulator
}

/** What the process says, as it says it. */
class Running {
  stdout = ''
  stderr = ''

  constructor(child) {
    this.child = child
    // What a failed test left running.
    after(() => child.kill('SIGKILL'))
    for (const name of ['stdout', 'stderr']) {
      child[name]?.setEncoding('utf8')
      child[name]?.on('data', (text) => (this[name] += text))
    }
    this.ended = new Promise((resolve, reject) => {
      child.on('error', reject)
      child.on('close', (code, signal) => resolve({ code, signal, stdout: this.stdout, stderr: this.stderr }))
    })
  }

  /** Waits until it has said so. */
  async says(pattern) {
    await until(() => pattern.test(this.stdout + this.stderr) || this.child.exitCode !== null)
    assert.match(this.stdout + this.stderr, pattern)
  }
}

/** Waits until `isSo()`, for a minute at most. */
export async function until(isSo) {
  for (let turn = 0; turn < 6000 && !isSo(); turn++) await new Promise((resolve) => setTimeout(resolve, 10))
  assert(isSo(), `${isSo} stays false`)
}

/** Starts the command, `under` another one that is to run it. */
export function start(args, { env = {}, cwd, stdin = 'ignore', stdout = 'pipe', under = [] } = {}) {
  const options = { cwd, env: { ...BARE, ...env }, stdio: [stdin, stdout, 'pipe'] }
  const [program, ...rest] = [...under, BIN, ...args]
  return new Running(spawn(program, rest, options))
}

/**
 * Runs the command to its end.
 *
 * @returns its exit code, its output, and `json()`, which is the standard output as the one document that it must be
 */
export async function run(args, { input, ...options } = {}) {
  const running = start(args, { ...options, stdin: input === undefined ? 'ignore' : 'pipe' })
  if (input !== undefined) running.child.stdin.end(input)
  return checked(await running.ended)
}

export function checked(ended) {
  for (const text of [ended.stdout, ended.stderr]) assert(!text.includes(TOKEN), `it shows the token: ${text}`)
  return { ...ended, json: () => JSON.parse(ended.stdout) }
}

/** `run` with a token and the address of an emulator. */
export const client = (emulator, more = {}) => (args, options = {}) =>
  run(args, { ...options, env: { MINAPP_TOKEN: TOKEN, MINAPP_BASE_URL: emulator.url, ...more, ...options.env } })

const quoted = (word) => `'${word.replaceAll("'", "'\\''")}'`

/**
 * Starts the command on a terminal: `script` (of Debian's bsdutils, which every system has) makes one, to which the
 * standard input is typed, and tells what is seen there.
 */
export function onTerminal(args, { env = {}, cwd } = {}) {
  const line = [BIN, ...args].map(quoted).join(' ')
  const options = { cwd, env: { ...BARE, TERM: 'xterm', SHELL: '/bin/sh', ...env }, stdio: ['pipe', 'pipe', 'pipe'] }
  const terminal = ['--quiet', '--return', '--command', `stty cols 200; exec ${line}`, '/dev/null']
  const running = new Running(spawn('script', terminal, options))
  running.type = (text) => running.child.stdin.write(text)
  return running
}
