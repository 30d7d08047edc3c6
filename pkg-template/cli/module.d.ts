// What the build sets, and what this folder uses of a package without types. Not published.

/** The version of the package. */
declare const MINAPP_USERS_VERSION: string

declare module 'cli-progress' {
  interface Options {
    stream: NodeJS.WritableStream
    barsize: number
    barCompleteChar: string
    barIncompleteChar: string
    format(options: Options, state: { progress: number; value: number; total: number }): string
  }
  export class SingleBar {
    constructor(options: Options)
    start(total: number, value: number): void
    setTotal(total: number): void
    update(value: number): void
    stop(): void
  }
  export const Format: {
    BarFormat(progress: number, options: Options): string
    TimeFormat(seconds: number, options: { autopaddingChar: string }, roundToMultipleOf: number): string
  }
}
