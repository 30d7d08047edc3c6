// Accounts that share a phone: all of them, and no other.
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { run, startEmulator, workingFolder } from './scripts.mjs'

const NAME = 'find-shared-phones.mjs'

async function find(options) {
  const emulator = await startEmulator(options)
  after(() => emulator.close())
  return { emulator, ...(await run(NAME, { url: emulator.url, cwd: workingFolder() })) }
}

test('it prints each shared number with the ids of all who have it', async () => {
  const phones = [[41, '13800138000'], [7, '13900139000'], [70695404, '13800138000'], [8, null], [9, ''], [10, null], [11, '']]
  const users = [...phones.map(([id, _phone]) => ({ id, _phone })), { id: 12 }, { id: 500, _phone: '13800138000' }]
  const { code, stdout, stderr, emulator } = await find({ users })
  assert.deepEqual([code, stdout, stderr], [0, '13800138000\t41,500,70695404\n', '2 numbers, 1 of them shared\n'])
  assert.equal(emulator.counts().writes, 0)
})

test('it prints nothing where nobody shares one, and finds those that are far apart', async () => {
  const users = Array.from({ length: 2500 }, (_, index) => ({ id: index + 1, _phone: `139${String(index).padStart(8, '0')}` }))
  assert.equal((await find({ users })).stdout, '')
  users[2499]._phone = users[0]._phone
  assert.equal((await find({ users })).stdout, '13900000000\t1,2500\n')
})
