// @ts-check
// The client: hands arguments to the module as text, and what it answers on.

import { made, toError } from './errors.js'
import { Iteration, Scan } from './iteration.js'
import { Job } from './job.js'
import { toText } from './text.js'
import { wasm } from './wasm.js'

/**
 * Runs an operation of the module.
 *
 * @param {import('#wasm/client.js').Client} client
 * @param {string} operation
 * @param {unknown[]} args
 * @param {unknown} options the one of `args` that may hold a signal
 * @returns {Promise<any>}
 */
async function call(client, operation, args, options) {
  try {
    const signal = live(options, 'signal')
    // An account is texts alone; conditions and updates may hold dates and the like.
    const standIns = operation !== 'updateAccount'
    return await client.call(toText([operation, ...args], standIns), signal)
  } catch (error) {
    throw toError(error)
  }
}

/**
 * A value that does not fit into text: a function, a signal.
 *
 * @param {unknown} object
 * @param {string} name
 * @returns {unknown}
 */
function live(object, name) {
  try {
    return /** @type {Record<string, unknown> | undefined} */ (object)?.[name]
  } catch {
    // What cannot be read is described in the text, and refused there by its name.
    return undefined
  }
}

/**
 * The caller's `onEvent`, whose own failures, a rejected promise among them, harm no call.
 *
 * @param {unknown} options
 * @returns {unknown}
 */
function listener(options) {
  const onEvent = live(options, 'onEvent')
  if (typeof onEvent !== 'function') return onEvent
  return async (/** @type {unknown} */ event) => {
    try {
      await onEvent(event)
    } catch {
      // Its own affair.
    }
  }
}

class Legacy {
  #client

  /** @param {import('#wasm/client.js').Client} client */
  constructor(client) {
    this.#client = client
  }

  /**
   * @param {unknown} profileId
   * @param {unknown} [options]
   * @param {unknown[]} surplus refused
   */
  getUserProfileByPath(profileId, options, ...surplus) {
    return call(this.#client, 'legacy.getUserProfileByPath', [profileId, options, ...surplus], options)
  }

  /**
   * @param {unknown} userId
   * @param {unknown} [options]
   * @param {unknown[]} surplus refused
   */
  getUserProfile(userId, options, ...surplus) {
    return call(this.#client, 'legacy.getUserProfile', [userId, options, ...surplus], options)
  }

  /**
   * @param {unknown} [options]
   * @param {unknown[]} surplus refused
   */
  listUserProfiles(options, ...surplus) {
    return call(this.#client, 'legacy.listUserProfiles', [options, ...surplus], options)
  }

  /**
   * @param {unknown} [options]
   * @param {unknown[]} surplus refused
   */
  listUsers(options, ...surplus) {
    return call(this.#client, 'legacy.listUsers', [options, ...surplus], options)
  }

  /**
   * @param {unknown} id
   * @param {unknown} [options]
   * @param {unknown[]} surplus refused
   */
  getUser(id, options, ...surplus) {
    return call(this.#client, 'legacy.getUser', [id, options, ...surplus], options)
  }

  /**
   * @param {unknown} id
   * @param {unknown} update
   * @param {unknown} [options]
   * @param {unknown[]} surplus refused
   */
  updateUser(id, update, options, ...surplus) {
    return call(this.#client, 'legacy.updateUser', [id, update, options, ...surplus], options)
  }
}

export class UsersClient {
  #client
  #legacy

  /** @param {unknown} options */
  constructor(options) {
    this.#client = made(() => {
      const { Client } = wasm()
      const token = live(live(options, 'auth'), 'token')
      return new Client(toText(options, false), token, live(options, 'fetch'), listener(options))
    })
    this.#legacy = new Legacy(this.#client)
  }

  get legacy() {
    return this.#legacy
  }

  /**
   * @param {unknown} [options]
   * @param {unknown[]} surplus refused
   */
  list(options, ...surplus) {
    return call(this.#client, 'list', [options, ...surplus], options)
  }

  /**
   * @param {unknown} id
   * @param {unknown} [options]
   * @param {unknown[]} surplus refused
   */
  get(id, options, ...surplus) {
    return call(this.#client, 'get', [id, options, ...surplus], options)
  }

  /**
   * @param {unknown} [where]
   * @param {unknown} [options]
   * @param {unknown[]} surplus refused
   */
  count(where, options, ...surplus) {
    return call(this.#client, 'count', [where, options, ...surplus], options)
  }

  /**
   * @param {unknown} id
   * @param {unknown} update
   * @param {unknown} [options]
   * @param {unknown[]} surplus refused
   */
  update(id, update, options, ...surplus) {
    return call(this.#client, 'update', [id, update, options, ...surplus], options)
  }

  /**
   * @param {unknown} options
   * @param {unknown[]} surplus refused
   */
  updateMany(options, ...surplus) {
    return call(this.#client, 'updateMany', [options, ...surplus], options)
  }

  /**
   * @param {unknown} [options]
   * @param {unknown[]} surplus refused
   */
  iterate(options, ...surplus) {
    const signal = /** @type {AbortSignal | undefined} */ (live(options, 'signal'))
    const text = toText(['iterate', options, ...surplus])
    return new Iteration(() => made(() => this.#client.reading(text, signal)), signal)
  }

  /**
   * @param {unknown} [options]
   * @param {unknown[]} surplus refused
   */
  scan(options, ...surplus) {
    const signal = /** @type {AbortSignal | undefined} */ (live(options, 'signal'))
    const text = toText(['scan', options, ...surplus])
    return new Scan(() => made(() => this.#client.reading(text, signal)), signal)
  }

  /**
   * @param {unknown} options
   * @param {unknown[]} surplus refused
   */
  updateAll(options, ...surplus) {
    const signal = /** @type {AbortSignal | undefined} */ (live(options, 'signal'))
    const text = toText(['updateAll', options, ...surplus])
    return made(() => new Job(this.#client.job(text, signal), signal))
  }

  /**
   * @param {unknown} operationId
   * @param {unknown} [options]
   * @param {unknown[]} surplus refused
   */
  bulkOperation(operationId, options, ...surplus) {
    return call(this.#client, 'bulkOperation', [operationId, options, ...surplus], options)
  }

  /**
   * @param {unknown} id
   * @param {unknown} account
   * @param {unknown} [options]
   * @param {unknown[]} surplus refused
   */
  updateAccount(id, account, options, ...surplus) {
    return call(this.#client, 'updateAccount', [id, account, options, ...surplus], options)
  }
}
