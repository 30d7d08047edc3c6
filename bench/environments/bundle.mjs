// Bundles with the esbuild that builds the package.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { bench, consumer, esbuildPath, installed } from './paths.mjs'

const nodePaths = [join(consumer, 'node_modules'), join(bench, 'node_modules')]

async function bundle(options) {
  const esbuild = createRequire(import.meta.url)(esbuildPath())
  const common = { bundle: true, write: false, nodePaths, platform: 'browser', target: 'es2022', legalComments: 'none' }
  const { outputFiles } = await esbuild.build({ ...common, logLevel: 'error', ...options })
  return outputFiles[0].contents
}

/** The page that runs cases. */
export const bundlePage = async () =>
  new TextDecoder().decode(await bundle({ entryPoints: [join(bench, 'environments/page.mjs')], format: 'iife' }))

/** All of a package, minified. @param {string} name */
export function bundled(name) {
  const stdin = { contents: `export * from '${name}'\nexport { default } from '${name}'`, resolveDir: bench }
  const named = { ...stdin, contents: `export * from '${name}'` }
  // What has no default export is all named.
  return bundle({ stdin, minify: true, format: 'esm', logLevel: 'silent' }).catch(() => bundle({ stdin: named, minify: true, format: 'esm' }))
}

/** The bytes of a file, or of a file of the package, after gzip. @param {Uint8Array | string} file */
export function gzipped(file) {
  const bytes = typeof file === 'string' ? readFileSync(join(installed, '..', file)) : file
  return gzipSync(bytes, { level: 9 }).length
}
