// A field for everyone: whatever ends the script, running it again changes those who are left, each once.
import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { once } from 'node:events'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { run, start, startEmulator, workingFolder } from './scripts.mjs'

const NAME = 'backfill-field.mjs'
const USERS = 6000

/** A place to run in, with an emulator of its own. */
async function place(options = {}) {
  const emulator = await startEmulator({ users: USERS, ...options })
  after(() => emulator.close())
  const cwd = workingFolder()
  return { emulator, cwd, url: emulator.url, checkpoint: join(cwd, 'points-for-everyone.checkpoint') }
}

function assertEveryoneChangedOnce({ emulator, checkpoint }) {
  assert(emulator.snapshot().every(({ points, note }) => points === 100 && note === 'points-for-everyone'))
  assert.equal(emulator.counts().applied.usersChanged, USERS)
  assert(!existsSync(checkpoint), 'a job that is done leaves no checkpoint')
}

const changed = (emulator) => emulator.snapshot().filter(({ note }) => note === 'points-for-everyone').length

test('everyone has the field, and the last line says so', async () => {
  const here = await place()
  const { code, stdout, stderr } = await run(NAME, here)
  assert.deepEqual([code, stderr, stdout.trimEnd().split('\n').at(-1)], [0, '', `${USERS} of ${USERS}`])
  assertEveryoneChangedOnce(here)
})

test('run again when it is done, it changes nobody: points that were spent stay spent', async () => {
  const here = await place()
  await run(NAME, here)
  const { code, stdout } = await run(NAME, here)
  assert.deepEqual([code, stdout.trimEnd().split('\n').at(-1)], [0, '0 of 0'])
  assertEveryoneChangedOnce(here)
})

test('killed in the middle, it goes on from its checkpoint', async () => {
  // The third write is never answered, so it cannot come to its end.
  const here = await place({ faults: [{ kind: 'hang', methods: ['PUT'], schedule: [3] }] })
  const { child, ended } = start(NAME, here)
  while (here.emulator.counts().faults.hang === 0) await once(child.stdout, 'data')
  child.kill('SIGKILL')
  assert.equal((await ended).signal, 'SIGKILL')
  assert(readFileSync(here.checkpoint, 'utf8').length > 0)
  assert(changed(here.emulator) < USERS)

  here.emulator.setFaults([])
  const { code, stderr } = await run(NAME, here)
  assert.deepEqual([code, stderr], [0, ''])
  assertEveryoneChangedOnce(here)
})

test('Ctrl-C waits for what is in flight, sends nothing more, and leaves a checkpoint', async () => {
  const here = await place({ faults: [{ kind: 'latency', methods: ['PUT'], latencyMs: 1000 }] })
  const { child, ended } = start(NAME, here)
  await once(child.stdout, 'data')
  child.kill('SIGINT')
  const { code, stderr } = await ended
  assert.equal(code, 130)
  assert.match(stderr, /^waiting for what is in flight.*\nnot done; run it again to go on\n$/)
  assert(existsSync(here.checkpoint))
  const { applied, inFlight, closedEarly } = here.emulator.counts()
  assert.deepEqual([inFlight, closedEarly, applied.usersChanged], [0, 0, changed(here.emulator)])
  assert(changed(here.emulator) < USERS)

  here.emulator.setFaults([])
  assert.equal((await run(NAME, here)).code, 0)
  assertEveryoneChangedOnce(here)
})

test('a value that the field does not take ends it, and changes nobody', async () => {
  const here = await place({ users: [{ id: 1 }], fields: { points: 'boolean', note: 'string' } })
  const { code, stderr } = await run(NAME, here)
  assert.equal(code, 1)
  assert.match(stderr, /^BadRequestError: .*points/m)
  assert.equal(changed(here.emulator), 0)
})
