// @ts-check
// The emulator as an HTTP server, for Node.

import { Engine, refusal, show } from './engine.js'

/** A request body that is longer than this is answered 413. */
const LONGEST_BODY = 16 * 1024 * 1024

/** How much of such a body is read to its end and thrown away: who is still sending does not look for an answer. */
const LONGEST_WASTE = 256 * 1024 * 1024

/** The request line and headers together. Longer than any URL that is accepted, so that the emulator can refuse it itself. */
const LONGEST_HEAD = 256 * 1024

/**
 * Starts the emulator on 127.0.0.1. Node only.
 *
 * @param {import('./index.js').ServerOptions} [options]
 * @returns {Promise<import('./index.js').RunningEmulator>}
 */
export async function startEmulator(options) {
  const { port = 0, ...engineOptions } = checkOptions(options)
  if (!Number.isInteger(port) || port < 0 || port > 65535) {
    throw new TypeError(`port: expected a whole number from 0 to 65535, got ${show(port)}`)
  }
  const http = await loadHttp()
  const engine = new Engine(engineOptions, ['port'])
  const visits = new Visits(engine)
  const server = http.createServer({ maxHeaderSize: LONGEST_HEAD }, (/** @type {any} */ request, /** @type {any} */ response) => {
    const visit = visits.begin(request, response)
    answer(engine, request, response, visit).catch((error) => fail(response, error))
  })
  server.on('clientError', refuse)
  await listen(server, port)
  /** @type {Promise<void> | undefined} */
  let closing
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    snapshot: () => engine.snapshot(),
    insert: (users) => engine.insert(users),
    remove: (ids) => engine.remove(ids),
    counts: () => engine.counts(),
    resetCounts: () => engine.resetCounts(),
    setFaults: (faults) => engine.setFaults(faults),
    close() {
      closing ??= new Promise((resolve) => {
        server.close(() => resolve())
        visits.endAll()
        server.closeAllConnections()
      })
      return closing
    },
  }
}

/** The requests that are not answered yet, by their connections. */
class Visits {
  #engine

  /** @type {Map<any, Set<import('./engine.js').Visit>>} */
  #open = new Map()

  /** @param {Engine} engine */
  constructor(engine) {
    this.#engine = engine
  }

  /**
   * @param {any} request
   * @param {any} response
   */
  begin({ method, url, socket }, response) {
    const visit = this.#engine.visit(method, url)
    const here = this.#of(socket)
    here.add(visit)
    // All is with the system by then, and a client that has read it all cannot have sent its next request before.
    response.on('finish', () => {
      here.delete(visit)
      visit.end()
    })
    return visit
  }

  /** Ends all visits, which no client did. */
  endAll() {
    for (const here of this.#open.values()) for (const visit of here) visit.end()
  }

  /**
   * The connection is watched, and not the response: one that waits behind another never hears of the end.
   *
   * @param {any} socket
   */
  #of(socket) {
    const known = this.#open.get(socket)
    if (known) return known
    /** @type {Set<import('./engine.js').Visit>} */
    const here = new Set()
    this.#open.set(socket, here)
    socket.on('close', () => {
      this.#open.delete(socket)
      for (const visit of here) visit.end(true)
    })
    return here
  }
}

/**
 * @param {unknown} options
 * @returns {Record<string, any>}
 */
function checkOptions(options = {}) {
  if (typeof options !== 'object' || options === null || Array.isArray(options)) {
    throw new TypeError(`options: expected an object, got ${show(options)}`)
  }
  return options
}

/** @returns {Promise<any>} */
async function loadHttp() {
  const { process } = /** @type {any} */ (globalThis)
  if (!process?.versions?.node) {
    throw new Error('startEmulator needs Node: a browser cannot listen on a port. Use createEmulator, and give its fetch to the client.')
  }
  const builtIn = process.getBuiltinModule?.('node:http')
  if (builtIn) return builtIn
  // Older Node. The name is not a literal, so that bundlers for browsers leave it alone.
  const name = ['node', 'http'].join(':')
  const loaded = await import(/* webpackIgnore: true */ /* @vite-ignore */ name)
  return loaded.default ?? loaded
}

/**
 * @param {any} server
 * @param {number} port
 * @returns {Promise<void>}
 */
function listen(server, port) {
  return new Promise((resolve, reject) => {
    server.once('error', (/** @type {any} */ error) => {
      const reason = error.code === 'EADDRINUSE' ? `port ${port} is in use` : `cannot listen on port ${port}: ${error.message}`
      reject(new Error(reason, { cause: error }))
    })
    server.listen(port, '127.0.0.1', resolve)
  })
}

/**
 * @param {Engine} engine
 * @param {any} request
 * @param {any} response
 * @param {import('./engine.js').Visit} visit
 */
async function answer(engine, request, response, visit) {
  const body = await readBody(request)
  const headers = /** @type {[string, string][]} */ (pairs(request.rawHeaders))
  const answer =
    body === null
      ? refusal(413, `the body is longer than ${LONGEST_BODY} bytes`, headers)
      : engine.handle(request.method, request.url, headers, body)
  const { delayMs, arrival, after } = answer.delivery
  if (delayMs > 0) await visit.wait(delayMs)
  if (visit.isOver || arrival === 'never') return
  if (arrival === 'reset') {
    visit.end()
    // Bun and older Node can only hang up.
    return void (request.socket.resetAndDestroy?.() ?? request.socket.destroy())
  }
  const isStalled = arrival === 'stalled'
  const more = [
    // What is stalled promises more than it sends, even where there is no body.
    ...(answer.body ? [['Content-Length', String(isStalled ? Math.max(answer.body.length, 1) : answer.body.length)]] : []),
    ...(request.complete ? [] : [['Connection', 'close']]),
  ]
  response.writeHead(answer.status, [...answer.headers, ...more].flat())
  if (!isStalled) return void response.end(answer.body ?? undefined)
  response.flushHeaders()
  if (after > 0) response.write(answer.body?.subarray(0, after))
}

/**
 * @param {any} request
 * @returns {Promise<string | null>} null when it is too long
 */
function readBody(request) {
  return new Promise((resolve, reject) => {
    const decoder = new TextDecoder()
    let length = 0
    let text = ''
    request.on('data', (/** @type {Uint8Array} */ chunk) => {
      length += chunk.length
      if (length <= LONGEST_BODY) text += decoder.decode(chunk, { stream: true })
      else text = ''
      if (length > LONGEST_WASTE) resolve(null)
    })
    request.on('end', () => resolve(length > LONGEST_BODY ? null : text + decoder.decode()))
    request.on('error', reject)
  })
}

/** @param {string[]} list names and values in turn */
function pairs(list) {
  const result = []
  for (let index = 0; index + 1 < list.length; index += 2) result.push([list[index], list[index + 1]])
  return result
}

/**
 * @param {any} response
 * @param {unknown} error
 */
function fail(response, error) {
  if (response.destroyed) return
  if (response.headersSent) return void response.destroy()
  response.writeHead(500, { 'Content-Type': 'application/json; charset=utf-8' })
  response.end(JSON.stringify({ error_msg: `the emulator failed: ${error instanceof Error ? error.message : error}` }))
}

/**
 * Answers what is no HTTP request; a head that is too long is what an over-long URL becomes.
 *
 * @param {any} error
 * @param {any} socket
 */
function refuse(error, socket) {
  if (!socket.writable) return void socket.destroy()
  const status = error.code === 'HPE_HEADER_OVERFLOW' ? '502 Bad Gateway' : '400 Bad Request'
  const html = `<html><head><title>${status}</title></head><body><h1>${status}</h1></body></html>`
  socket.end(`HTTP/1.1 ${status}\r\nContent-Type: text/html\r\nContent-Length: ${html.length}\r\nConnection: close\r\n\r\n${html}`)
}
