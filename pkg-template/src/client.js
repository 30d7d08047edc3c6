// @ts-check
// The client: hands arguments to the module as text, and what it answers on.

import { toError } from './errors.js'
import { toText } from './text.js'
import { wasm } from './wasm.js'

/**
 * Runs an operation of the module.
 *
 * @param {import('#wasm/client.js').Client} client
 * @param {string} operation
 * @param {unknown[]} args the last is the options object
 * @returns {Promise<any>}
 */
async function call(client, operation, ...args) {
  try {
    const signal = live(args.at(-1), 'signal')
    return await client.call(toText([operation, ...args], operation !== 'updateAccount'), signal)
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

class Legacy {
  #client

  /** @param {import('#wasm/client.js').Client} client */
  constructor(client) {
    this.#client = client
  }

  /**
   * @param {unknown} profileId
   * @param {unknown} [options]
   */
  getUserProfileByPath(profileId, options) {
    return call(this.#client, 'legacy.getUserProfileByPath', profileId, options)
  }

  /**
   * @param {unknown} userId
   * @param {unknown} [options]
   */
  getUserProfile(userId, options) {
    return call(this.#client, 'legacy.getUserProfile', userId, options)
  }

  /** @param {unknown} [options] */
  listUserProfiles(options) {
    return call(this.#client, 'legacy.listUserProfiles', options)
  }

  /** @param {unknown} [options] */
  listUsers(options) {
    return call(this.#client, 'legacy.listUsers', options)
  }

  /**
   * @param {unknown} id
   * @param {unknown} [options]
   */
  getUser(id, options) {
    return call(this.#client, 'legacy.getUser', id, options)
  }

  /**
   * @param {unknown} id
   * @param {unknown} update
   * @param {unknown} [options]
   */
  updateUser(id, update, options) {
    return call(this.#client, 'legacy.updateUser', id, update, options)
  }
}

export class UsersClient {
  #client
  #legacy

  /** @param {unknown} options */
  constructor(options) {
    try {
      const { Client } = wasm()
      const token = live(live(options, 'auth'), 'token')
      this.#client = new Client(toText(options, false), token, live(options, 'fetch'))
      this.#legacy = new Legacy(this.#client)
    } catch (error) {
      throw toError(error)
    }
  }

  get legacy() {
    return this.#legacy
  }

  /** @param {unknown} [options] */
  list(options) {
    return call(this.#client, 'list', options)
  }

  /**
   * @param {unknown} id
   * @param {unknown} [options]
   */
  get(id, options) {
    return call(this.#client, 'get', id, options)
  }

  /**
   * @param {unknown} [where]
   * @param {unknown} [options]
   */
  count(where, options) {
    return call(this.#client, 'count', where, options)
  }

  /**
   * @param {unknown} id
   * @param {unknown} update
   * @param {unknown} [options]
   */
  update(id, update, options) {
    return call(this.#client, 'update', id, update, options)
  }

  /** @param {unknown} options */
  updateMany(options) {
    return call(this.#client, 'updateMany', options)
  }

  /**
   * @param {unknown} operationId
   * @param {unknown} [options]
   */
  bulkOperation(operationId, options) {
    return call(this.#client, 'bulkOperation', operationId, options)
  }

  /**
   * @param {unknown} id
   * @param {unknown} account
   * @param {unknown} [options]
   */
  updateAccount(id, account, options) {
    return call(this.#client, 'updateAccount', id, account, options)
  }
}
