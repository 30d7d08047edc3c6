// What wasm-bindgen generates for conditions as text, for checking the JavaScript beside this file. Not published.

declare module '#wasm/text.js' {
  export function initSync(options: { module: WebAssembly.Module }): unknown
  export function parseWhere(text: string): string
  export function formatWhere(condition: string): string
}

declare module '#wasm/text.module.js' {
  export default function compiled(): WebAssembly.Module
}
