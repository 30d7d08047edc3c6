// @ts-check
// The client's module: compiled on first use, and never at import.

import * as glue from '#wasm/client.js'
import bytes from '#wasm/client.bytes.js'

let isCompiled = false

/** The functions of the module. */
export function wasm() {
  if (!isCompiled) {
    glue.initSync({ module: new WebAssembly.Module(bytes()) })
    isCompiled = true
  }
  return glue
}
