// Every way to look at a value, and whether one of them shows a secret.
import { Console } from 'node:console'
import { Writable } from 'node:stream'
import { inspect } from 'node:util'

/** Each made-up secret holds this. */
export const CANARY = 'canary'

/** Secrets that were handed out on the way. */
export const issued = new Set()

/** What `console.log` prints of it. */
function printed(value) {
  let text = ''
  const stdout = new Writable({
    write(chunk, _, done) {
      text += chunk
      done()
    },
  })
  new Console(stdout).log(value, [value], { value })
  return text
}

/** Every own member at any depth, hidden ones and those with symbols too, and the getters of its classes. */
function members(value, seen = new Set()) {
  if ((typeof value !== 'object' && typeof value !== 'function') || value === null) return String(value)
  if (seen.has(value)) return ''
  seen.add(value)
  let text = ''
  for (let object = value; object && object !== Object.prototype && object !== Function.prototype; object = Object.getPrototypeOf(object)) {
    for (const key of Reflect.ownKeys(object)) {
      let member
      try {
        member = value[key]
      } catch {
        continue
      }
      text += `${String(key)}: ${typeof member === 'function' && object !== value ? '' : members(member, seen)}\n`
    }
  }
  return text
}

const LOOKS = {
  inspect: (value) => inspect(value, { showHidden: true, depth: Infinity, getters: true, showProxy: true, maxStringLength: Infinity }),
  console: printed,
  String: (value) => String(value),
  JSON: (value) => JSON.stringify(value),
  members: (value) => members(value),
  stack: (value) => `${value?.stack} ${value?.message}`,
}

const unescaped = (text) =>
  text.replaceAll(/\\+u([0-9a-f]{4})/gi, (_, digits) => String.fromCharCode(parseInt(digits, 16))).replaceAll('\\', '')

/** Where a value shows a secret: what was looked at how, and what was seen; nothing if it is kept. */
export function leak(value) {
  for (const [name, look] of Object.entries(LOOKS)) {
    let text
    try {
      text = String(look(value))
    } catch {
      // What cannot be looked at so shows nothing.
      continue
    }
    const plain = unescaped(text)
    for (const secret of [CANARY, ...issued]) {
      for (const seen of [text, plain]) {
        const at = seen.indexOf(secret)
        if (at >= 0) return `${name} shows …${seen.slice(Math.max(0, at - 60), at + 60)}…`
      }
    }
  }
  return undefined
}
