// The process in which `node.mjs` runs a case.
import { libraries } from './libraries-node.mjs'
import { runCase } from './run-case.mjs'

const collect = globalThis.gc
const clock = {
  wall: () => performance.now(),
  cpu() {
    const { user, system } = process.cpuUsage()
    return (user + system) / 1000
  },
  collect,
}

const heapNow = () => process.memoryUsage().heapUsed

async function heap() {
  // What finalizers let go of is free after the next collection.
  for (let turn = 0; turn < 3; turn++) {
    await new Promise((resolve) => setTimeout(resolve, 20))
    collect()
  }
  return heapNow()
}

process.on('disconnect', () => process.exit())
const send = (message) => new Promise((resolve) => process.send(message, resolve))
const progress = (what) => void send({ progress: what })
try {
  await send({ outcome: await runCase(JSON.parse(process.argv[2]), { libraries, clock, heap, heapNow, progress }) })
} catch (error) {
  await send({ error: error.stack })
}
process.exit()
