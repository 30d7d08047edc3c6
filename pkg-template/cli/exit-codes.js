// @ts-check

/** What the process ends with. These numbers do not change. */
export const EXIT = Object.freeze({
  done: 0,
  /** The server, the network or a file failed. */
  failed: 1,
  /** The command line is wrong; nothing was sent. */
  usage: 2,
  /** No token, or one that may not do this. */
  access: 3,
  /** Some users of a job could not be changed, or nobody knows whether a change was made. */
  unsure: 4,
  /** Ctrl-C, or No to the question: as a shell tells it, 128 and the number of the signal. */
  stopped: 130,
  /** Who read the standard output was gone. */
  unread: 141,
  terminated: 143,
})
