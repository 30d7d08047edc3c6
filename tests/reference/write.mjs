// Writes the reference: node write.mjs PACKAGE OUT
import { reference } from './reference.mjs'

const [pkg, out] = process.argv.slice(2)
const { complaints } = await reference(pkg, out)
for (const complaint of complaints) console.error(complaint)
process.exitCode = complaints.length > 0 ? 1 : 0
