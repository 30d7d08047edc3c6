// @ts-check
// Files that are whole or not there: written beside, under a name of this run's own, until they are whole.

import { randomUUID } from 'node:crypto'
import {
  closeSync, fchmodSync, fsyncSync, lstatSync, openSync, realpathSync, renameSync, statSync, unlinkSync, writeFileSync,
} from 'node:fs'
import { dirname } from 'node:path'
import { fileFailure, usage } from './failure.js'

/** What a system says that cannot flush a folder, or does not let us: the file is whole without it, too. */
const UNFLUSHABLE = ['EACCES', 'EBADF', 'EINVAL', 'EISDIR', 'ENOTSUP', 'EPERM']

/**
 * Where a file of this name is or is going to be: a link stays, and what is behind it is written.
 *
 * @param {string} path
 */
export function destination(path) {
  const { target, isFile } = orFail(path, () => {
    if (lstatSync(path, { throwIfNoEntry: false }) === undefined) return { target: path, isFile: true }
    const target = realpathSync(path)
    return { target, isFile: statSync(target).isFile() }
  })
  if (!isFile) throw usage('noRegularFile', { file: path })
  return target
}

export class WholeFile {
  #path
  #target
  #part
  /** @type {number | undefined} */
  #file

  /** @param {string} path */
  constructor(path) {
    this.#path = path
    this.#target = destination(path)
    this.#part = `${this.#target}.${randomUUID().slice(0, 8)}.part`
    this.#file = orFail(path, () => openSync(this.#part, 'wx'))
    process.on('exit', this.discard)
    // Who could not read the file that is replaced shall not read the new one.
    const replaced = orFail(path, () => statSync(this.#target, { throwIfNoEntry: false }))
    if (replaced) orFail(path, () => fchmodSync(/** @type {number} */ (this.#file), replaced.mode & 0o777))
  }

  /** @param {string | Uint8Array} content */
  write(content) {
    // Not `writeSync`, which may write a part of it and say so to nobody.
    orFail(this.#path, () => writeFileSync(/** @type {number} */ (this.#file), content))
  }

  /** Gives it its name, for good. */
  finish() {
    orFail(this.#path, () => {
      fsyncSync(/** @type {number} */ (this.#file))
      this.#close()
      renameSync(this.#part, this.#target)
    })
    process.off('exit', this.discard)
    orFail(this.#path, () => flushFolder(dirname(this.#target)))
  }

  /** Removes what has not got its name. To be called after a failure, which is the one to tell. */
  discard = () => {
    process.off('exit', this.discard)
    try {
      this.#close()
    } catch {}
    try {
      unlinkSync(this.#part)
    } catch {}
  }

  #close() {
    const file = this.#file
    this.#file = undefined
    if (file !== undefined) closeSync(file)
  }
}

/** @param {string} folder */
function flushFolder(folder) {
  try {
    const file = openSync(folder, 'r')
    try {
      fsyncSync(file)
    } finally {
      closeSync(file)
    }
  } catch (error) {
    if (!UNFLUSHABLE.includes(/** @type {NodeJS.ErrnoException} */ (error).code ?? '')) throw error
  }
}

/**
 * @template T
 * @param {string} path as it is to be told
 * @param {() => T} act
 */
function orFail(path, act) {
  try {
    return act()
  } catch (error) {
    throw fileFailure(path, error)
  }
}
