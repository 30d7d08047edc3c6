// @ts-check
// `minapp-users/emulator`: a server of user operations to develop and test against.

export { createEmulator } from './fetch.js'
export { startEmulator } from './server.js'
