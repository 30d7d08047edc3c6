// @ts-check
// The emulator as a fetch function.

import { Engine } from './engine.js'

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
    const body = await request.text()
    stop?.throwIfAborted()
    const headers = [...request.headers]
    // A page cannot set the Cookie header: its browser adds the cookies when credentials are included.
    if (request.credentials === 'include' && !request.headers.has('cookie')) headers.push(['cookie', 'emulated=session'])
    const answer = engine.handle(request.method, request.url, headers, body)
    return new Response(answer.body, { status: answer.status, headers: answer.headers })
  }

  return { fetch: emulatedFetch, snapshot: () => engine.snapshot() }
}
