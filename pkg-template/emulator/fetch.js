// @ts-check
// The emulator as a fetch function.

import { Engine } from './engine.js'
import { exchange } from './exchange.js'
import { follow } from './redirect.js'

/**
 * A server of user operations that lives in this process.
 *
 * @param {import('./index.js').EmulatorOptions} [options]
 * @returns {import('./index.js').Emulator}
 */
export function createEmulator(options) {
  const engine = new Engine(options)

  /** @type {import('./index.js').EmulatorFetch} */
  async function emulatedFetch(input, init) {
    // The signal is kept out of `Request`: some engines leak a listener for each request that shares one.
    const { signal = undefined, ...rest } = { ...init }
    if (signal !== undefined && signal !== null && typeof signal.aborted !== 'boolean') {
      throw new TypeError('signal: expected an AbortSignal')
    }
    const stop = signal === undefined && typeof input === 'object' && 'signal' in input ? input.signal : signal
    stop?.throwIfAborted()
    const request = new Request(input, rest)
    const headers = [...request.headers]
    // A page cannot set the Cookie header: its browser adds the cookies when credentials are included.
    if (request.credentials === 'include' && !request.headers.has('cookie')) headers.push(['cookie', 'emulated=session'])
    const first = { method: request.method, url: request.url, headers, body: request.text() }
    return follow(first, request, (hop) => exchange(engine, hop, stop ?? undefined))
  }

  return {
    fetch: emulatedFetch,
    snapshot: () => engine.snapshot(),
    insert: (users) => engine.insert(users),
    remove: (ids) => engine.remove(ids),
    counts: () => engine.counts(),
    resetCounts: () => engine.resetCounts(),
    setFaults: (faults) => engine.setFaults(faults),
  }
}
