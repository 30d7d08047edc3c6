// @ts-check
// One request and its answer, in this process: late, in part or not at all, where a fault says so.

/**
 * @typedef {object} Hop one request; a redirect makes another
 * @property {string} method
 * @property {string} url
 * @property {[string, string][]} headers
 * @property {Promise<string> | string} body
 */

/**
 * @typedef {object} Exchanged
 * @property {Response} response
 * @property {string[]} cookies what it sets; a browser hides the header from scripts
 */

/**
 * @param {import('./engine.js').Engine} engine
 * @param {Hop} hop
 * @param {AbortSignal} [stop]
 * @returns {Promise<Exchanged>}
 */
export async function exchange(engine, hop, stop) {
  const visit = engine.visit(hop.method, hop.url)
  const giveUp = () => visit.end(true)
  stop?.addEventListener('abort', giveUp)
  /** Goes on, unless the caller gave up in the meantime. */
  const check = () => {
    if (visit.isOver) throw stop?.reason
  }
  try {
    const body = await hop.body
    check()
    const { status, headers, body: bytes, delivery } = engine.handle(hop.method, hop.url, hop.headers, body)
    if (delivery.delayMs > 0) await visit.wait(delivery.delayMs)
    check()
    if (delivery.arrival === 'never') {
      await visit.wait()
      check()
    }
    if (delivery.arrival === 'reset') throw reset()
    const cookies = headers.filter(([name]) => name === 'Set-Cookie').map(([, value]) => value)
    if (delivery.arrival === 'stalled') {
      const beginning = bytes?.subarray(0, delivery.after)
      return { response: new Response(stalled(beginning, visit, stop), { status, headers }), cookies }
    }
    visit.end()
    return { response: new Response(bytes, { status, headers }), cookies }
  } catch (error) {
    visit.end()
    throw error
  } finally {
    stop?.removeEventListener('abort', giveUp)
  }
}

/** What `fetch` of Node rejects with when its connection is reset. */
function reset() {
  const cause = Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET', syscall: 'read' })
  return new TypeError('fetch failed', { cause })
}

/**
 * A body that never ends by itself.
 *
 * @param {Uint8Array<ArrayBuffer> | undefined} beginning
 * @param {import('./engine.js').Visit} visit ends when the caller gives the body up
 * @param {AbortSignal} [stop]
 * @returns {ReadableStream<Uint8Array<ArrayBuffer>>}
 */
function stalled(beginning, visit, stop) {
  /** @type {() => void} */
  let giveUp
  return new ReadableStream({
    start(controller) {
      giveUp = () => {
        visit.end(true)
        controller.error(stop?.reason)
      }
      stop?.addEventListener('abort', giveUp, { once: true })
      if (beginning?.length) controller.enqueue(beginning)
    },
    cancel() {
      stop?.removeEventListener('abort', giveUp)
      visit.end(true)
    },
  })
}
