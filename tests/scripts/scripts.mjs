// The scripts of `examples/`, as a reader runs them: copied beside the installed package, with an emulator as their server.
import { spawn } from 'node:child_process'
import { copyFileSync, mkdtempSync, readdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import { basename, join } from 'node:path'
import { after } from 'node:test'
import { fileURLToPath } from 'node:url'
import { consumer, programFolder } from '../support/program.mjs'

const examples = fileURLToPath(new URL('../../examples/', import.meta.url))
const folder = programFolder('scripts-', after)

/** Their names. */
export const names = readdirSync(examples).filter((name) => name.endsWith('.mjs'))
for (const name of names) copyFileSync(join(examples, name), join(folder, name))

/** Where they stand beside the package. @param {string} name */
export const pathOf = (name) => join(folder, name)

/** A new folder to run one in. */
export const workingFolder = () => mkdtempSync(join(folder, 'run-'))

/** The emulator of the installed package. @type {typeof import('minapp-users/emulator').startEmulator} */
export const { startEmulator } = createRequire(join(consumer, 'caller.cjs'))('minapp-users/emulator')

export const TOKEN = 'the-token-of-the-scripts'

/**
 * Starts a script.
 *
 * @param {string} name
 * @param {{ url: string, cwd: string, args?: string[], input?: string, options?: string[] }} surroundings - `options` are Node's.
 * @returns The process, what it has printed so far, and a promise of how it ended.
 */
export function start(name, { url, cwd, args = [], input = '', options = [] }) {
  const { PATH } = process.env
  const child = spawn(process.execPath, [...options, pathOf(basename(name)), ...args], {
    cwd,
    env: { PATH, MINAPP_TOKEN: TOKEN, MINAPP_BASE_URL: url },
  })
  child.stdin.on('error', () => {}) // a script that refuses its arguments does not read
  child.stdin.end(input)
  const output = { stdout: '', stderr: '' }
  for (const stream of /** @type {const} */ (['stdout', 'stderr'])) {
    child[stream].setEncoding('utf8').on('data', (text) => (output[stream] += text))
  }
  const ended = new Promise((resolve) => child.once('close', (code, signal) => resolve({ code, signal, ...output })))
  return { child, output, ended }
}

/** Runs a script to its end. */
export const run = (name, surroundings) => start(name, surroundings).ended
