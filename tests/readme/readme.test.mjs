// Runs every block of the documents in two languages: what a reader copies works, and prints what its comments say.
//
// A block of JavaScript or TypeScript runs as it stands, with the block marked `<!-- setup -->` before it unless it
// imports the package itself.
import assert from 'node:assert/strict'
import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import {
  assertPrinted,
  complaints,
  consumer,
  printed,
  programFolder,
  run,
  statedOutput,
  strictProgram,
  withoutTypes,
} from '../support/program.mjs'
import { pairs, read, root } from './documents.mjs'
import { blocks, withoutComments } from './markdown.mjs'

const { MINAPP_EMULATOR_URL: emulatorUrl } = process.env
assert(emulatorUrl, 'run this with `cargo xtask test readme`')

const { startEmulator } = createRequire(join(consumer, 'caller.cjs'))('minapp-users/emulator')
const folder = programFolder('readme-', after)

/** Checks a program as strictly as the compiler can, and writes it as JavaScript. */
function compile(file, target) {
  assert.deepEqual(complaints(strictProgram([file], { noUnusedLocals: true })), [])
  writeFileSync(target, withoutTypes(readFileSync(file, 'utf8')))
}

/** The project has the task, and the task the options. */
function checkTask([task, ...options]) {
  const help = execFileSync('cargo', ['xtask'], { cwd: root, encoding: 'utf8' })
  const described = help.split(/^xtask /m).find((part) => part.startsWith(`${task}\n`))
  assert(described, `cargo xtask has no task ${task}:\n${help}`)
  for (const option of options.filter((word) => word.startsWith('--'))) {
    const isKnown = described.split('\n').some((line) => line.trim() === option || line.trim().startsWith(`${option} <`))
    assert(isKnown, `cargo xtask ${task} has no option ${option}:\n${described}`)
  }
}

/** It needs no setup before it. */
const isWhole = (code) => /from 'minapp-users/.test(code)

const COMMANDS = {
  npm([verb, name]) {
    const manifest = JSON.parse(readFileSync(join(consumer, 'node_modules/minapp-users/package.json'), 'utf8'))
    assert.deepEqual([verb, name.replace(/^\/path\/to\/checkout\/pkg$/, manifest.name)], ['install', manifest.name])
    if (name !== manifest.name) assert(existsSync(join(root, 'pkg/package.json')), '`cargo xtask build` makes it')
  },
  cargo([xtask, ...rest]) {
    assert.equal(xtask, 'xtask')
    checkTask(rest)
  },
  async npx([name], line, cwd) {
    assert.equal(name, 'minapp-users')
    await operate(line, cwd)
  },
  async curl(_, line) {
    const here = line.replace('http://127.0.0.1:8787', emulatorUrl)
    assert.notEqual(here, line, 'it asks the emulator')
    const { stdout } = await run('bash', ['-c', `${here} --silent --show-error --fail`])
    assert.equal(JSON.parse(stdout).objects.length, 2)
  },
}

/** Runs the command line as an operator does, against an emulator of its own; a comment says what it prints. */
async function operate(line, cwd) {
  const emulator = await startEmulator({ token: 'the-token-of-the-readme' })
  const env = { ...process.env, MINAPP_TOKEN: 'the-token-of-the-readme', MINAPP_BASE_URL: emulator.url, LC_ALL: 'C.UTF-8' }
  const command = line.replace(/^npx minapp-users/, `'${join(consumer, 'node_modules/.bin/minapp-users')}'`)
  try {
    // What serves until Ctrl-C gets one when it has said where it listens.
    if (line.startsWith('npx minapp-users emulator')) {
      const child = spawn('bash', ['-c', `exec ${command} --port 0`], { cwd, env, stdio: ['ignore', 'pipe', 'inherit'] })
      child.stdout.once('data', () => child.kill('SIGINT'))
      const [code] = await once(child, 'close')
      return assert.equal(code, 0)
    }
    const { stdout } = await run('bash', ['-c', command], { cwd, env })
    const [, stated] = line.match(/ # (.+)$/) ?? []
    if (stated) assert.equal(stdout.trim(), stated)
  } finally {
    await emulator.close()
  }
}

/** Runs each command that has a meaning outside a checkout or an account, and checks the words of the others. */
async function shell(code, cwd) {
  for (const line of code.split('\n')) {
    const [command, ...words] = line.split(' ')
    assert(Object.hasOwn(COMMANDS, command), `nothing tests ${line}`)
    await COMMANDS[command](words, line, cwd)
  }
}

for (const name of pairs.flat()) {
  describe(name, () => {
    const all = blocks(read(name))
    const setup = all.filter(({ isSetup }) => isSetup)

    if (name.startsWith('README')) {
      test('has examples', () => {
        assert(all.filter(({ language }) => language === 'js').length >= 8)
        assert(all.some(({ language }) => language === 'ts'))
      })
    }

    test('has one setup at most, for blocks that lack their own', () => {
      const needy = all.some(({ language, code }) => language === 'js' && !isWhole(code))
      assert.equal(setup.length, needy ? 1 : 0)
    })

    for (const [index, { heading, language, code, line }] of all.entries()) {
      test(`line ${line}: ${language} of "${heading}"`, async () => {
        const stem = join(folder, `${name.replace('/', '-')}-${index}`)
        if (language === 'js') {
          writeFileSync(`${stem}.mjs`, isWhole(code) ? code : `${setup[0].code}\n${code}`)
          assertPrinted(await printed(`${stem}.mjs`), statedOutput(code))
        } else if (language === 'ts') {
          writeFileSync(`${stem}.mts`, code)
          compile(`${stem}.mts`, `${stem}.mjs`)
          assertPrinted(await printed(`${stem}.mjs`), statedOutput(code))
        } else if (language === 'sh') {
          const cwd = `${stem}-files`
          mkdirSync(cwd, { recursive: true })
          await shell(code, cwd)
        } else if (language === 'http') {
          // The suite `security` opens a page under it.
          assert.match(code, /^Content-Security-Policy: /)
        } else if (language === 'rust') {
          // Run as the crate's own example; here, that it is the same.
          const documentation = readFileSync(join(root, 'src/lib.rs'), 'utf8').replace(/^\/\/! ?/gm, '')
          const [example] = blocks(documentation)
          assert.equal(withoutComments(code), withoutComments(example.code.replace(/^# .*$/gm, '')))
        } else {
          assert.fail(`nothing tests a block of ${language || 'no language'}`)
        }
      })
    }
  })
}
