// The tour that `cargo xtask demo` ends with.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { test } from 'node:test'
import { consumer } from '../../bench/environments/paths.mjs'

test('the tour shows every call with what went over the wire, and comes to its end', () => {
  const tour = join(consumer, 'scripts/tour.mjs')
  const shown = execFileSync(process.execPath, [tour], { encoding: 'utf8', timeout: 60_000 })
  const steps = shown.match(/^\d+\. /gm) ?? []
  assert(steps.length >= 8, shown)
  assert.match(shown, /^ {2}GET \/oserve\/v2\.2\/miniapp\/user_profile\/.* {2}200, \d+ ms$/m)
  assert.match(shown, /^ {2}PUT .* {2}200, \d+ ms$/m)
})
