// @ts-check
// The client's module: compiled on first use, and never at import.

import { Client, checkCondition, checkWhere, initSync, simpleOperands } from '#wasm/client.js'
import bytes from '#wasm/client.bytes.js'

// What is not named here is left out of the bundle.
const functions = { Client, checkCondition, checkWhere, simpleOperands }
let isCompiled = false

/** The functions of the module. */
export function wasm() {
  if (!isCompiled) {
    initSync({ module: new WebAssembly.Module(bytes()) })
    isCompiled = true
  }
  return functions
}
