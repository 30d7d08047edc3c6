// The emulator in a process of its own: it outlives the workers, and says where it listens.
// node server.mjs '{"users":4000,"seed":1,"faults":[…]}'
import { consumerPackage } from '../installed.mjs'
import { Dice } from '../settle/dice.mjs'

const { users: size, seed, faults } = JSON.parse(process.argv[2])
const { startEmulator } = await consumerPackage('./emulator')

const dice = new Dice(seed)

/** Ids of 5 to 15 digits, as the vendor's are. */
const ids = new Set()
while (ids.size < size) ids.add(10 ** dice.between(4, 14) + dice.between(0, 90_000) * 7 + 1)

/** Some have no field of the condition, of the update or of the marker, or null in it. */
const users = [...ids].map((id) => ({
  id,
  level: dice.between(0, 99),
  ...dice.pick([{ vip: false }, { vip: true }, { vip: null }, {}]),
  ...dice.pick([{ job: null }, { job: 'another' }, {}]),
  ...dice.pick([{ note: 'a' }, { note: null }, {}]),
}))

const fields = { level: 'integer', vip: 'boolean', job: 'string', note: 'string' }
const { url } = await startEmulator({ users, fields, faults, faultSeed: seed, control: true })
console.log(url)

// It ends with the test, however that ends.
process.stdin.on('close', () => process.exit()).resume()
