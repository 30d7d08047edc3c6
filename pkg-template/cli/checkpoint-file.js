// @ts-check
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { fileFailure } from './failure.js'
import { WholeFile, destination } from './whole-file.js'

/** A checkpoint in a file, which at no moment is half of one. */
export class CheckpointFile {
  /** What the file holds, if there is one. @type {string | undefined} */
  text

  /** @param {string} path */
  constructor(path) {
    this.path = path
    destination(path)
    try {
      this.text = existsSync(path) ? readFileSync(path, 'utf8') : undefined
    } catch (error) {
      throw fileFailure(path, error)
    }
  }

  /** Whether the job of it is at its end. To be asked when the library has accepted it. */
  get isDone() {
    return this.text !== undefined && JSON.parse(this.text).done === true
  }

  /** How many doubts it tells of. To be asked when the library has accepted it. @returns {number} */
  get doubts() {
    return this.text === undefined ? 0 : JSON.parse(this.text).doubts.length
  }

  /** Takes it away: there is nothing to go on with. */
  remove() {
    try {
      rmSync(this.path, { force: true })
    } catch (error) {
      throw fileFailure(this.path, error)
    }
  }

  /** @param {string} checkpoint */
  write(checkpoint) {
    const file = new WholeFile(this.path)
    try {
      file.write(checkpoint)
      file.finish()
    } catch (error) {
      file.discard()
      throw error
    }
    this.text = checkpoint
  }
}
