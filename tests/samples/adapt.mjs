// The vendor's samples as they are run: what is changed in them before, and what surrounds them.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const here = (path) => fileURLToPath(new URL(path, import.meta.url))

const HOST = 'https://cloud.minapp.com'

/**
 * All that is changed in samples before they run, apart from the host. `in` are the samples that need the change, and
 * it is an error when one of them does not, or when another does.
 */
const CHANGES = [
  { why: 'a masked id', from: '4271xx', to: '427100', in: ['user-v1/node.js', 'user-v1/php.php'] },
  { why: 'a masked id', from: '363953xx', to: '363953', in: ['users-v1/node.js'] },
  { why: 'a typing error: a full-width comma', from: '，', to: ',', in: ['list-users/node.js'] },
  {
    why: 'a typing error: a parameter without its name',
    from: `--data-urlencode '{`,
    to: `--data-urlencode 'where={`,
    in: ['list-users/curl.sh'],
  },
]
/** What a sample uses without defining it, and its surroundings define. */
const SURROUNDINGS = {
  '${token}': ['user-v1/node.js', 'users-v1/node.js'],
  '{$token}': ['user-v1/php.php', 'users-v1/php.php'],
  request: ['user-v1/node.js'],
}

/** The programs that run the samples of each language: a file's arguments and environment. */
export const LANGUAGES = {
  'curl.sh': (file) => ['bash', [file], { CURL_HOME: here('surroundings') }],
  'node.js': (file) => [process.execPath, ['--require', here('surroundings/node.cjs'), file], { NODE_PATH: here('../node_modules') }],
  // What PHP 8.5 deprecates is not the sample's fault.
  'php.php': (file) => [
    'php',
    ['-d', 'display_errors=stderr', '-d', 'html_errors=0', '-d', 'error_reporting=24575', here('surroundings/php.php'), file],
    {},
  ],
}

/** A sample as it is run: for an emulator at `url`, and nothing else changed but what is listed above. */
export function adapt(name, url, report) {
  let text = readFileSync(here(name), 'utf8')
  assert.equal(text.split(HOST).length, 2, `${name} names the host once`)
  text = text.replace(HOST, url)
  report('the host')
  for (const { why, from, to, in: names } of CHANGES) {
    assert.equal(text.includes(from), names.includes(name), `${name}: whether it holds ${from}`)
    if (!names.includes(name)) continue
    text = text.replaceAll(from, to)
    report(`${why}: ${from} → ${to}`)
  }
  for (const [what, names] of Object.entries(SURROUNDINGS)) if (names.includes(name)) report(`defined around it: ${what}`)
  return text
}
