// Everyone as CSV by hand: pages by offset, csv-stringify, and bytes that are counted and dropped.

const PAGE = 1000

/**
 * @param {{ list: (options: any) => Promise<any> }} users by hand
 * @param {(rows: unknown[], options: object) => string} stringify the synchronous one: page by page it takes less than the stream
 * @param {string[]} columns
 * @returns {Promise<number>} how many users it wrote
 */
export async function csvOf(users, stringify, columns) {
  const encoder = new TextEncoder()
  const cast = { boolean: String }
  let [written, bytes] = [0, 0]
  for (let offset = 0; ; offset += PAGE) {
    const page = await users.list({ limit: PAGE, offset, keys: columns })
    const text = stringify(page.objects, { columns, header: offset === 0, record_delimiter: 'windows', escape_formulas: true, cast })
    bytes += encoder.encode(text).length
    written += page.objects.length
    if (!page.meta.next) break
  }
  if (bytes === 0) throw new Error('nothing was written')
  return written
}
