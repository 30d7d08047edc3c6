// What whoever put the panel on a server says of it, in a file beside index.html that can be edited after the build.
import { DEFAULT_SERVER } from './connection'

/** The contents of `panel.json`. */
export interface Deployment {
  /** The server that is offered first: its address, or a path of the panel's own server where a proxy stands. */
  readonly server: string
}

const WITHOUT: Deployment = { server: DEFAULT_SERVER }
const PATIENCE_MS = 5_000

/** Asked for as soon as the script runs, so that nobody waits for it later. */
export const deployment: Promise<Deployment> = read().catch(() => WITHOUT)

async function read(): Promise<Deployment> {
  const answer = await fetch(new URL('panel.json', document.baseURI), {
    cache: 'no-cache',
    signal: AbortSignal.timeout(PATIENCE_MS),
  })
  const { server } = (await answer.json()) as { server?: unknown }
  if (typeof server !== 'string' || server === '') return WITHOUT
  return { server: URL.canParse(server) ? server : new URL(server, document.baseURI).href }
}
