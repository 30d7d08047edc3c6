// What wasm-bindgen generates for the client, for checking the JavaScript beside this file. Not published.

declare module '#wasm/client.js' {
  export function initSync(options: { module: WebAssembly.Module }): unknown
  export function checkWhere(condition: string): unknown
  export function checkCondition(parts: string): unknown
  export function simpleOperands(field: string, operator: string): number
  export class Client {
    constructor(options: string, token: unknown, fetch: unknown, onEvent: unknown)
    call(args: string, signal: unknown): Promise<unknown>
    reading(args: string, signal: unknown): Reading
    job(args: string, signal: unknown): Job
  }
  export class Reading {
    private constructor()
    concurrency(): number
    begin(signal: AbortSignal): Promise<unknown> | undefined
    isDone(): boolean
    cursor(): string
    keyFields(page: number): string[]
    cursorWithin(page: number, ids: Float64Array, key: string): string
  }
  export class Job {
    private constructor()
    concurrency(): number
    proceed(): void
    withdraw(): void
    begin(signal: AbortSignal): Promise<unknown> | undefined
    step(): unknown
    isDone(): boolean
    checkpoint(): string
    report(): unknown
  }
}

declare module '#wasm/client.module.js' {
  export default function compiled(): WebAssembly.Module
}
