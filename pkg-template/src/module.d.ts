// What wasm-bindgen generates for the client, for checking the JavaScript beside this file. Not published.

declare module '#wasm/client.js' {
  export function initSync(options: { module: WebAssembly.Module }): unknown
  export function checkWhere(condition: string): string
  export function condition(parts: string): string
  export class Client {
    constructor(options: string, token: unknown, fetch: unknown, onEvent: unknown)
    call(args: string, signal: unknown): Promise<unknown>
  }
}

declare module '#wasm/client.bytes.js' {
  export default function bytes(): Uint8Array<ArrayBuffer>
}
