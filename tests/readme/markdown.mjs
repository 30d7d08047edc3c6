// Reads from Markdown what these tests look at: headings, fenced blocks, tables, inline code.

/** @returns {{ heading: string, language: string, code: string, isSetup: boolean, line: number }[]} */
export function blocks(text) {
  const found = []
  const lines = text.split('\n')
  let heading = ''
  for (let index = 0; index < lines.length; index++) {
    heading = lines[index].match(/^#+ (.+)$/)?.[1] ?? heading
    const language = lines[index].match(/^```(.*)$/)?.[1]
    if (language === undefined) continue
    const end = lines.indexOf('```', index + 1)
    if (end === -1) throw new Error(`line ${index + 1}: the block does not end`)
    const isSetup = lines[index - 1] === '<!-- setup -->'
    found.push({ heading, language, code: lines.slice(index + 1, end).join('\n'), isSetup, line: index + 1 })
    index = end
  }
  return found
}

/** The text without its fenced blocks. */
export const prose = (text) => text.replace(/^```[^]*?^```$/gm, '')

export const headings = (text) => prose(text).match(/^#+ .+$/gm) ?? []

export const inlineCode = (text) => [...prose(text).matchAll(/`([^`\n]+)`/g)].map(([, code]) => code)

/** The targets of links to files. */
export const fileLinks = (text) =>
  [...prose(text).matchAll(/\]\(([^)#\s]+)\)/g)].map(([, target]) => target).filter((target) => !target.includes('://'))

/** The rows of each table, its head first; a row is its cells. */
export function tables(text) {
  const found = []
  let table
  for (const line of prose(text).split('\n')) {
    if (!line.startsWith('|')) {
      table = undefined
    } else {
      if (!table) found.push((table = []))
      if (!/^[|\s:-]+$/.test(line)) table.push(line.slice(1, -1).split('|').map((cell) => cell.trim()))
    }
  }
  return found
}

/** A program without its comments. */
export const withoutComments = (code) =>
  code
    .split('\n')
    .map((line) => line.replace(/(^|\s)\/\/ .*$/, '').trimEnd())
    .filter((line) => line !== '')
    .join('\n')
