/** Characters of a line, where it can be helped. */
const WIDTH = 80

/** The value as JSON that is also TypeScript, on one line where it fits. */
export function literal(value: unknown, indent = ''): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const inner = `${indent}  `
  const [open, close, parts] = Array.isArray(value)
    ? ['[', ']', value.map((item) => literal(item, inner))]
    : ['{', '}', Object.entries(value).map(([name, member]) => `${key(name)}: ${literal(member, inner)}`)]
  const space = open === '{' && parts.length > 0 ? ' ' : ''
  const line = `${open}${space}${parts.join(', ')}${space}${close}`
  if (!line.includes('\n') && indent.length + line.length <= WIDTH) return line
  return `${open}\n${parts.map((part) => `${inner}${part},\n`).join('')}${indent}${close}`
}

/** As a plain member of an object, this one name would be the object's prototype. */
const key = (name: string) => (name === '__proto__' ? '["__proto__"]' : JSON.stringify(name))
