// The emulator in a process of its own: it outlives the workers, and says where it listens.
// node server.mjs '{"users":4000,"seed":1,"faults":[…]}'
import { diceOf } from './dice.mjs'
import { load } from './package.mjs'

const { users: size, seed, faults } = JSON.parse(process.argv[2])
const { startEmulator } = await load('./emulator')

const dice = diceOf(seed)

/** Ids of 5 to 15 digits, as the vendor's are. */
const ids = new Set()
while (ids.size < size) ids.add(10 ** (4 + dice(11)) + dice(9 * 10 ** 4) * 7 + 1)

/** Some have no field of the condition, of the update or of the marker, or null in it. */
const users = [...ids].map((id) => ({
  id,
  level: dice(100),
  ...[{ vip: false }, { vip: true }, { vip: null }, {}][dice(4)],
  ...[{ job: null }, { job: 'another' }, {}][dice(3)],
  ...[{ note: 'a' }, { note: null }, {}][dice(3)],
}))

const fields = { level: 'integer', vip: 'boolean', job: 'string', note: 'string' }
const { url } = await startEmulator({ users, fields, faults, faultSeed: seed, control: true })
console.log(url)

// It ends with the test, however that ends.
process.stdin.on('close', () => process.exit()).resume()
