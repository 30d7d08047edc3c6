#!/usr/bin/env node
// @ts-check
// `npx minapp-users`

import { run } from './run.js'

// Set, not called: what is still being written to a pipe is written to its end.
process.exitCode = await run(process.argv.slice(2))
