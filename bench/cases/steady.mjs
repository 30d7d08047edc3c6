// What a program that runs for days would see: whether memory grows with the number of calls.

import { fetchUsers } from '../baselines/fetch.mjs'

const USER = JSON.stringify({ id: 42, nickname: 'Amy', gender: 1, level: 3, tags: ['a', 'b'], created_at: 1510984847 })

export default {
  name: 'steady',
  what: '100,000 calls of get, one after the other, through a fetch in the same process that answers a turn of the event loop later; none may fail',
  seconds: 15,
  rounds: 1,
  server: null,

  async run({ libraries, quick, heap, heapNow, progress }) {
    const memories = watchMemories()
    const { UsersClient } = await libraries.minapp()
    // As any real answer does: engines tidy up between the turns, and never in a loop that lets none happen.
    const fetch = async () => {
      await turn()
      return new Response(USER)
    }
    const ours = new UsersClient({ auth: { token: 'any-token' }, fetch })
    const byHand = fetchUsers({ baseUrl: 'https://host.example', token: 'any-token', fetch })
    const calls = quick ? 2000 : 100_000

    /** Tells the highest heap on the way, in MiB. */
    async function repeat(users, times) {
      let highest = 0
      for (let call = 1; call <= times; call++) {
        if ((await users.get(42)).id !== 42) throw new Error(`call ${call} gave another user`)
        if (call % 100 === 0) highest = Math.max(highest, heapNow())
        if (call % 10_000 === 0) progress(`${call} calls`)
      }
      return highest / 2 ** 20
    }

    await repeat(ours, calls / 10)
    const before = { heap: await heap(), wasm: size(memories) }
    const started = performance.now()
    const highest = await repeat(ours, calls)
    const took = performance.now() - started
    const after = { heap: await heap(), wasm: size(memories) }
    return {
      figures: [
        { what: 'growth of WebAssembly memory after the first tenth', value: (after.wasm - before.wasm) / 1024, unit: 'KiB', goal: { atMost: 0 } },
        { what: 'growth of the heap after the first tenth', value: (after.heap / before.heap - 1) * 100, unit: '%', goal: { atMost: 5 } },
        { what: 'WebAssembly memory', value: after.wasm / 1024, unit: 'KiB' },
        { what: 'highest heap between collections', value: highest, unit: 'MiB' },
        { what: 'highest heap between collections, fetch', value: await repeat(byHand, calls), unit: 'MiB' },
        { what: 'time of a call without any network', value: (took / calls) * 1000, unit: 'µs' },
      ],
    }
  },
}

const turn = typeof setImmediate === 'function' ? () => new Promise((resolve) => setImmediate(resolve)) : nextMessage

/** A timer of a browser would take milliseconds. */
function nextMessage() {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = () => {
      port1.close()
      resolve(undefined)
    }
    port2.postMessage(null)
  })
}

/** The memories of the modules that are instantiated from now on: the package shows nobody its own. */
function watchMemories() {
  /** @type {WebAssembly.Memory[]} */
  const memories = []
  WebAssembly.Instance = new Proxy(WebAssembly.Instance, {
    construct(target, args) {
      const instance = new target(...args)
      if (instance.exports.memory) memories.push(instance.exports.memory)
      return instance
    },
  })
  return memories
}

function size(memories) {
  if (memories.length !== 1) throw new Error(`expected the one memory of minapp-users, got ${memories.length}`)
  return memories[0].buffer.byteLength
}
