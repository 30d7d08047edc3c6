// What wasm-bindgen generates for the emulator, for checking the JavaScript beside this file. Not published.

declare module '#wasm/emulator.js' {
  export function initSync(options: { module: WebAssembly.Module }): unknown
  export class Emulator {
    constructor(config: string)
    handle(method: string, url: string, headers: string, body: string, nowMs: number): Uint8Array
    arrive(method: string, url: string): boolean
    leave(closedEarly: boolean): void
    counts(): string
    resetCounts(): void
    setFaults(faults: string): void
    insert(users: string): void
    remove(ids: Float64Array): number
    snapshot(): string
  }
  export function lastPanic(): string
}

declare module '#wasm/emulator.module.js' {
  export default function compiled(): WebAssembly.Module
}
