// The documents of the checkout, and which of them are there in two languages.
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('../../', import.meta.url))

/** A document's text. @param {string} name - Its path from the root. */
export const read = (name) => readFileSync(join(root, name), 'utf8')

/** All documents for readers, by their paths from the root. */
export const documents = ['', 'docs/', 'examples/', 'bench/', 'www/'].flatMap((folder) =>
  readdirSync(join(root, folder))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `${folder}${name}`),
)

/** English and Chinese: `['README.md', 'README.zh-CN.md']`. */
export const pairs = documents
  .filter((name) => name.endsWith('.zh-CN.md'))
  .map((chinese) => [chinese.replace('.zh-CN', ''), chinese])
