// Where things are, as `cargo xtask bench` tells.
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

function told(name) {
  const value = process.env[name]
  if (!value) throw new Error(`${name} is not set: run this with \`cargo xtask bench\``)
  return value
}

/** A project that has the packed package installed. */
export const consumer = told('MINAPP_CONSUMER')

/** The installed package. */
export const installed = join(consumer, 'node_modules/minapp-users')

/** This folder's parent: `bench/`. */
export const bench = fileURLToPath(new URL('..', import.meta.url))

/** The browser. */
export const chromiumPath = () => told('MINAPP_CHROMIUM')

/** The built admin panel. */
export const panelPath = () => told('MINAPP_PANEL')

/** The folder of esbuild. */
export const esbuildPath = () => told('MINAPP_ESBUILD')
