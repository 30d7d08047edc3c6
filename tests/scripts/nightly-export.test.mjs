// A file a night, whole or not there.
import assert from 'node:assert/strict'
import { readFileSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { TOKEN, run, startEmulator, workingFolder } from './scripts.mjs'

const NAME = 'nightly-export.mjs'
const day = () => new Date().toISOString().slice(0, 10)

async function night(options, cwd = workingFolder()) {
  const emulator = await startEmulator(options)
  after(() => emulator.close())
  const before = day()
  const result = await run(NAME, { url: emulator.url, cwd, args: [cwd] })
  return { ...result, cwd, files: readdirSync(cwd), days: [before, day()].map((it) => `users-${it}.csv`) }
}

test('everyone is in the file of the day, which nobody else reads', async () => {
  const { code, stdout, stderr, cwd, files, days } = await night({ users: 2500 })
  assert.deepEqual([code, stderr, files.length], [0, '', 1])
  assert(days.includes(files[0]), files[0])
  assert.equal(stdout, `2500 users in ${join(cwd, files[0])}\n`)
  const lines = readFileSync(join(cwd, files[0]), 'utf8').split('\r\n')
  assert.equal(lines[0], '\uFEFFid,nickname,created_at,level,points,tags,address.city')
  assert.equal(new Set(lines.slice(1, -1).map((line) => line.split(',')[0])).size, 2500)
  assert.deepEqual([lines.length, lines.at(-1)], [2502, ''])
  assert.equal(statSync(join(cwd, files[0])).mode & 0o777, 0o600)
})

test('a user is written with times to read, and no formula', async () => {
  const users = [{ id: 1, created_at: 1542858732, nickname: '=1+1', level: 3, points: -2, tags: ['a', 'b'], address: { city: '广州' } }]
  const { cwd, files } = await night({ users })
  const [, line] = readFileSync(join(cwd, files[0]), 'utf8').split('\r\n')
  assert.equal(line, `1,'=1+1,2018-11-22T03:52:12Z,3,-2,"[""a"",""b""]",广州`)
})

test('a night that fails leaves the file of the day as it was, and nothing half', async () => {
  const { cwd, files } = await night({ users: 10 })
  const whole = readFileSync(join(cwd, files[0]), 'utf8')
  const failed = await night({ users: 2500, faults: [{ kind: 'status', status: 403, schedule: [3], times: 1 }] }, cwd)
  assert.deepEqual([failed.code, failed.stdout, failed.files], [1, '', files])
  assert.match(failed.stderr, /^no export tonight: .*403/)
  assert(!failed.stderr.includes(TOKEN))
  assert.equal(readFileSync(join(cwd, files[0]), 'utf8'), whole)
})
