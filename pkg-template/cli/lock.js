// @ts-check
// One run at a time with a file.

import { readFileSync, renameSync, unlinkSync, writeFileSync } from 'node:fs'
import { fileFailure, usage } from './failure.js'
import { destination } from './whole-file.js'

/**
 * Keeps other runs from the file until this process ends, with a file beside it that holds the id of the process.
 *
 * @param {string} path
 */
export function lock(path) {
  const own = `${process.pid}\n`
  const file = `${destination(path)}.lock`
  try {
    const holder = holderOf(file)
    if (holder !== undefined && !isAlive(holder)) takeAway(file, holder)
    writeFileSync(file, own, { flag: 'wx' })
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'EEXIST') throw fileFailure(path, error)
    throw usage('fileLocked', { file: path, pid: holderOf(file)?.trim() || '?', lock: file })
  }
  process.once('exit', () => {
    try {
      if (holderOf(file) === own) unlinkSync(file)
    } catch {}
  })
}

/** @param {string} file */
function holderOf(file) {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'ENOENT') throw error
  }
}

/** @param {string} holder what a lock holds; what is no id may be one that is just being written */
function isAlive(holder) {
  const pid = Number(holder)
  if (!Number.isInteger(pid) || pid <= 0) return true
  // In a container each run may have the id of the one before.
  if (pid === process.pid) return false
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // Else it is there and not ours.
    return /** @type {NodeJS.ErrnoException} */ (error).code !== 'ESRCH'
  }
}

/**
 * Removes the lock of a process that is gone, unless another run was faster and has locked the file anew.
 *
 * @param {string} file
 * @param {string} holder
 */
function takeAway(file, holder) {
  const aside = `${file}.${process.pid}`
  renameSync(file, aside)
  if (readFileSync(aside, 'utf8') === holder) unlinkSync(aside)
  else renameSync(aside, file)
}
