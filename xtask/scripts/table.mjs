// Tables whose columns line up where characters take two columns, as Chinese ones do.

const WIDE = /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}|[\u{20000}-\u{3fffd}]/u
const INVISIBLE = /\p{Mark}|\u200d/u

const width = (text) =>
  [...text].reduce((sum, character) => sum + (INVISIBLE.test(character) ? 0 : WIDE.test(character) ? 2 : 1), 0)

function cell(value, longest) {
  const text = typeof value === 'string' ? value : value === undefined ? '' : JSON.stringify(value)
  if (width(text) <= longest) return text
  let kept = ''
  for (const character of text) {
    if (width(kept + character) >= longest) break
    kept += character
  }
  return `${kept}…`
}

/** Prints one line a row, with the columns named; a longer cell than `longest` is cut. */
export function table(rows, { columns = Object.keys(rows[0] ?? {}), longest = 44 } = {}) {
  const cells = [columns, ...rows.map((row) => columns.map((column) => cell(row[column], longest)))]
  const widths = columns.map((_, index) => Math.max(...cells.map((row) => width(row[index]))))
  const isNumber = columns.map((column) => rows.every((row) => typeof row[column] === 'number'))
  const line = (row) =>
    row
      .map((text, index) => {
        const space = ' '.repeat(widths[index] - width(text))
        return isNumber[index] ? space + text : text + space
      })
      .join('  ')
      .trimEnd()
  const [head, ...body] = cells.map(line)
  for (const text of [head, widths.map((size) => '─'.repeat(size)).join('  '), ...body]) console.log(`    ${text}`)
}

/** Prints the fields of one object, one a line. */
export function list(object) {
  const rows = Object.entries(object).map(([field, value]) => ({ field, value }))
  table(rows, { longest: 100 })
}
