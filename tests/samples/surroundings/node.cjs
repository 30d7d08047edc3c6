// What surrounds a Node sample: it is loaded before it. The sample's status goes to stderr, what it prints to stdout.
const { subscribe } = require('node:diagnostics_channel')

// Two samples do not define these.
globalThis.token = 'a-token'
globalThis.request = require('request')

subscribe('http.client.response.finish', ({ response }) => process.stderr.write(String(response.statusCode)))
// Objects are printed as JSON and not as Node shows them, cut off at some depth.
console.log = (value) => process.stdout.write(typeof value === 'string' ? value : JSON.stringify(value))
