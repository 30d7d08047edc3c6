// @ts-check
// The client's module: compiled on first use, and never at import.

import { notCompiled } from './errors.js'
import { Client, checkCondition, checkWhere, initSync, simpleOperands } from '#wasm/client.js'
import compiled from '#wasm/client.module.js'

// What is not named here is left out of the bundle.
const functions = { Client, checkCondition, checkWhere, simpleOperands }
let isCompiled = false

/** The functions of the module. */
export function wasm() {
  if (!isCompiled) {
    initSync({ module: compile() })
    isCompiled = true
  }
  return functions
}

function compile() {
  try {
    return compiled()
  } catch (error) {
    throw notCompiled(error)
  }
}
