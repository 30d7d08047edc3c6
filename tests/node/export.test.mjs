// `exportUsers`: the bytes of each format, read by a parser of others, and how a stream ends.
import assert from 'node:assert/strict'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { describe, test } from 'node:test'
import { parse } from 'csv-parse/sync'
import { listened, paging, sleep, startEmulator, tableOf, watched } from './reading.mjs'
import { assertRefused, cjs, clientOf, consumer, failure, loadExport, rejection, settled, thrown, watchForStrays } from './support.mjs'

watchForStrays()

const { exportUsers } = await loadExport()
const required = createRequire(join(consumer, 'caller.cjs'))('minapp-users/export')

/** The bytes of an export as text; a byte order mark stays. */
async function textOf(users, options) {
  const bytes = await new Response(exportUsers(users, options)).arrayBuffer()
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes)
}

/** The text of an export of these users, in the order of their ids. */
const written = (table, options) => textOf(watched({ users: table }).users, { orderBy: 'id', ...options })

/** The same where a server answers what the emulator does not hold. */
const answered = (table, options) => textOf(paging(() => ({ objects: table, total_count: table.length })).users, { orderBy: 'id', ...options })

/** The rows of a CSV. */
const rowsOf = (csv) => parse(csv, { record_delimiter: '\r\n', relax_column_count: false })

/** Numbers that repeat. */
function dice(seed) {
  let state = seed
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}

describe('a CSV', () => {
  test('has a header, CRLF, and quotes where RFC 4180 wants them', async () => {
    const table = [
      { id: 1, nickname: 'plain', note: 'a,b' },
      { id: 2, nickname: '', note: 'say "hi"' },
      { id: 3, nickname: null, note: 'two\r\nlines' },
      { id: 4, note: ' at the ends ' },
    ]
    const csv = await written(table, { format: 'csv', fields: ['id', 'nickname', 'note'] })
    assert.equal(
      csv,
      'id,nickname,note\r\n1,plain,"a,b"\r\n2,"","say ""hi"""\r\n3,,"two\r\nlines"\r\n4,," at the ends "\r\n',
    )
  })

  test('has every field as a column: id, the built-in ones, then the custom ones by name', async () => {
    const table = [
      { id: 1, zebra: 1, nickname: 'n', _email: 'e@x', avatar: 'a', apple: true },
      { id: 2, created_at: 5, Beta: 2, _provider: { wechat: {} }, updated_at: 6 },
    ]
    assert.equal(
      await written(table, { format: 'csv' }),
      'id,avatar,created_at,nickname,updated_at,_email,_provider,Beta,apple,zebra\r\n' +
        '1,a,,n,,e@x,,,true,1\r\n2,,5,,6,,"{""wechat"":{}}",2,,\r\n',
    )
  })

  test('has the columns that are named, in their order, and asks for no others', async () => {
    const { users, seen } = watched({ users: [{ id: 1, address: { city: '广州', street: 's' }, level: 3, note: 'n' }] })
    const fields = ['level', 'address.city', 'address', 'none.such']
    const csv = await textOf(users, { format: 'csv', fields })
    assert.deepEqual(rowsOf(csv), [fields, ['3', '广州', '{"city":"广州","street":"s"}', '']])
    assert.deepEqual(seen.requests.map(({ query }) => query.keys), ['level,address,none.such,id'])
  })

  test('of nobody is a header', async () => {
    assert.equal(await written([], { format: 'csv' }), 'id\r\n')
    assert.equal(await written([], { format: 'csv', fields: ['level', 'id'] }), 'level,id\r\n')
  })

  test('never has an empty line, which readers skip', async () => {
    assert.equal(await written([{ id: 1 }, { id: 2, note: 'n' }], { format: 'csv', fields: ['note'] }), 'note\r\n""\r\nn\r\n')
  })

  test('begins with a byte order mark where it is asked for', async () => {
    assert.equal(await written([{ id: 1 }], { format: 'csv', bom: true }), '\uFEFFid\r\n1\r\n')
  })

  test('has a column for each field of an object where it is asked for, and arrays as JSON', async () => {
    const table = [
      { id: 1, address: { city: 'A', geo: { lat: 1.5, tags: ['x'] } } },
      { id: 2, address: null, tags: [] },
      { id: 3, address: {}, only: null },
      { id: 4, address: 'a text', only: { 'a.b': 1, a: { c: 2 } } },
    ]
    const csv = await written(table, { format: 'csv', nested: 'dotted' })
    const [header, ...rows] = rowsOf(csv)
    assert.deepEqual(header, ['id', 'address', 'address.city', 'address.geo.lat', 'address.geo.tags', 'only.a.b', 'only.a.c', 'tags'])
    assert.deepEqual(rows[0], ['1', '', 'A', '1.5', '["x"]', '', '', ''])
    assert.deepEqual(rows[1], ['2', '', '', '', '', '', '', '[]'])
    assert.deepEqual(rows[2], ['3', '{}', '', '', '', '', '', ''])
    assert.deepEqual([rows[3][1], ...rows[3].slice(5, 7)], ['a text', '1', '2'])
  })

  test('never has two columns of one name: who reads by the header would lose one', async () => {
    const { users } = watched({ users: [{ id: 1, only: { 'a.b': 1, a: { b: 2 } } }] })
    const error = await failure(textOf(users, { format: 'csv', nested: 'dotted' }))
    assert.equal(error.code, 'invalid_answer')
    assert.equal(error.message, 'two fields have the column "only.a.b": a name holds a dot, so nested must be "json"')
  })

  test('writes an apostrophe before what would be a formula, and leaves numbers alone', async () => {
    const texts = ['=1+1', '+49', '-5', '@SUM(A1)', '\tx', '\rx', '\nx', '\0x', 'a=1', "'=1", '＝1', '＋1', '－1', '＠SUM(A1)']
    const table = [...texts.map((note, at) => ({ id: at + 1, note })), { id: 99, note: -5 }]
    const fields = ['note']
    const safe = texts.map((text) => (/^[=+\-@＝＋－＠\t\r\n\0]/.test(text) ? `'${text}` : text))
    const read = async (more) => rowsOf(await written(table, { format: 'csv', fields, ...more })).slice(1).flat()
    assert.deepEqual(await read(), [...safe, '-5'])
    assert.deepEqual(await read({ escapeFormulas: false }), [...texts, '-5'])
  })

  test('escapes formulas in headers, too', async () => {
    const csv = await written([{ id: 1, o: { '=x': 1, '-y': 2 } }], { format: 'csv', nested: 'dotted' })
    assert.deepEqual(rowsOf(csv)[0], ['id', 'o.-y', 'o.=x'])
  })

  test('writes half a character as U+FFFD', async () => {
    assert.equal(await answered([{ id: 1, note: 'a\uD800b' }], { format: 'csv', fields: ['note'] }), 'note\r\na\uFFFDb\r\n')
  })

  test('takes what every object inherits for no field', async () => {
    const fields = ['id', 'constructor', 'toString']
    assert.equal(await written([{ id: 1 }], { format: 'csv', fields }), 'id,constructor,toString\r\n1,,\r\n')
  })

  for (const seed of [1, 2, 3, 4, 5, 6]) {
    test(`of a table at random comes back from another parser as it was, seed ${seed}`, async () => {
      const roll = dice(seed)
      const parts = [',', '"', '\r', '\n', '\r\n', ' ', '\t', '=', "'", '中', '😀', '\0', 'a', ';', '\\', '\uFEFF', '\u2028']
      const text = () => Array.from({ length: roll(6) }, () => parts[roll(parts.length)]).join('')
      const value = () => [text, text, () => null, () => [text()], () => ({ x: text() })][roll(5)]()
      const table = Array.from({ length: 120 }, (_, at) => ({ id: at + 1, a: text(), b: value(), c: value() }))
      const csv = await written(table, { format: 'csv', fields: ['id', 'a', 'b', 'c'], escapeFormulas: false, pageSize: 50 })
      const cell = (it) => (it === null || it === undefined ? '' : typeof it === 'string' ? it : JSON.stringify(it))
      assert.deepEqual(rowsOf(csv).slice(1), table.map(({ id, a, b, c }) => [String(id), a, cell(b), cell(c)]))
    })
  }

  test('ends with an error that names user and field, where a field turns up that has no column', async () => {
    for (const nested of ['json', 'dotted']) {
      const { emulator, users } = watched({
        users: [...tableOf(30), { id: 4, extra: { early: 1 } }],
        before: (number) => void (number === 2 && emulator.insert([{ id: 5, extra: { late: 1 } }])),
      })
      const error = await failure(textOf(users, { format: 'csv', nested, pageSize: 20, concurrency: 1, where: { id: { $gt: 4 } } }))
      assert.equal(error.code, 'invalid_answer')
      assert.equal(error.retryable, true)
      const field = nested === 'json' ? 'extra' : 'extra.late'
      assert.equal(error.message, `user 5 has the field "${field}", which nobody had when the columns were read; export again, or name the fields`)
    }
  })
})

describe('JSON', () => {
  const table = [{ id: 1, nickname: 'a\u2028\uD800', o: { x: [1] } }, { id: 2, created_at: 5, n: null }]

  test('is one user a line, as the server answers', async () => {
    const text = await answered(table, { format: 'ndjson' })
    assert.deepEqual(text.trimEnd().split('\n').map((line) => JSON.parse(line)), table)
    assert.equal(text.at(-1), '\n')
    assert.equal(await written([], { format: 'ndjson' }), '')
  })

  test('is one array', async () => {
    const long = tableOf(130)
    const parsed = JSON.parse(await written(long, { format: 'json', pageSize: 60 }))
    assert.deepEqual(parsed, long.toSorted((a, b) => a.id - b.id))
    assert.equal(await written([{ id: 1 }], { format: 'json' }), '[\n{"id":1}\n]\n')
    assert.deepEqual(JSON.parse(await written([], { format: 'json' })), [])
  })

  test('holds the fields that are named, and what is missing stays missing', async () => {
    const text = await answered(table, { format: 'ndjson', fields: ['o', 'n'] })
    assert.equal(text, '{"o":{"x":[1]}}\n{"n":null}\n')
  })
})

test('times are unix seconds, or ISO 8601 where that is asked for', async () => {
  const table = [{ id: 1, created_at: 1542858732, updated_at: 1542858732.5 }, { id: 2, created_at: null }, { id: 3, created_at: 1e300, updated_at: 'x' }]
  const fields = ['id', 'created_at', 'updated_at']
  const csv = (times) => answered(table, { format: 'csv', fields, times })
  assert.deepEqual(rowsOf(await csv()).slice(1, 3), [['1', '1542858732', '1542858732.5'], ['2', '', '']])
  assert.deepEqual(rowsOf(await csv('iso')).slice(1), [['1', '2018-11-22T03:52:12Z', '2018-11-22T03:52:12.500Z'], ['2', '', ''], ['3', '1e+300', 'x']])
  const [first] = JSON.parse(await answered(table, { format: 'json', times: 'iso' }))
  assert.deepEqual(Object.entries(first), [['id', 1], ['created_at', '2018-11-22T03:52:12Z'], ['updated_at', '2018-11-22T03:52:12.500Z']])
})

describe('users', () => {
  test('come by a condition, in the order that is asked for', async () => {
    const { users } = watched({ users: tableOf(60) })
    const text = await textOf(users, { format: 'csv', fields: ['id'], where: { level: { $gte: 3 } }, orderBy: ['-level', 'id'], pageSize: 7 })
    const expected = tableOf(60).filter(({ level }) => level >= 3).sort((a, b) => b.level - a.level || a.id - b.id)
    assert.deepEqual(rowsOf(text).slice(1).flat(), expected.map(({ id }) => String(id)))
  })

  for (const options of [{ orderBy: ['-level', 'id'] }, { concurrency: 1 }, { concurrency: 5 }]) {
    for (const pageSize of [1, 7, 1000]) {
      test(`are the same in every format, with ${JSON.stringify({ ...options, pageSize })}`, async () => {
        const table = tableOf(40).map((user, at) => ({ ...user, level: at % 5, address: { city: `c${at % 3}`, geo: { lat: at } } }))
        const { users } = watched({ users: table })
        const inOrder = (list) => list.toSorted((a, b) => b.level - a.level || a.id - b.id)
        // What comes by several requests at a time has no order.
        const read = (list) => (options.orderBy ? list : inOrder(list))
        const expected = inOrder(table)
        const text = (more) => textOf(users, { ...options, pageSize, ...more })
        assert.deepEqual(read(JSON.parse(await text({ format: 'json' }))), expected)
        assert.deepEqual(read((await text({ format: 'ndjson' })).trimEnd().split('\n').map((line) => JSON.parse(line))), expected)
        const [header, ...rows] = rowsOf(await text({ format: 'csv', nested: 'dotted' }))
        const dotted = rows.map((row) => Object.fromEntries(row.map((cell, at) => [header[at], cell])))
        assert.deepEqual(
          read(dotted).map((row) => ['id', 'level', 'address.city', 'address.geo.lat'].map((name) => row[name])),
          expected.map(({ id, level, address }) => [id, level, address.city, address.geo.lat].map(String)),
        )
        assert(!header.includes('address'))
      })
    }
  }

  for (const [format, expected] of Object.entries({ csv: 'id\r\n1\r\n2\r\n', ndjson: '{"id":1}\n{"id":2}\n', json: '[\n{"id":1},\n{"id":2}\n]\n' })) {
    test(`come as ${format} from pages that may be empty`, async () => {
      const { users } = watched({ users: [{ id: 1 }, { id: 2 }] })
      // What a client may do that leaves out whom it has given already.
      async function* gaps(scan) {
        yield []
        for await (const page of scan) yield* [page, [], []]
      }
      // As a scan of the client, it can be read twice.
      const scan = (options) => ({ [Symbol.asyncIterator]: () => gaps(users.scan(options)) })
      const client = { scan, iterate: () => assert.fail(), count: () => users.count() }
      const text = textOf(client, { format, pageSize: 1, concurrency: 1 })
      assert.equal(await settled(text), expected)
    })
  }

  for (const format of ['csv', 'ndjson']) {
    test(`come once each in ${format}, while others come and go`, async () => {
      const table = tableOf(400)
      const gone = table.filter((_, at) => at % 10 === 3).map(({ id }) => id)
      const { emulator, users } = watched({
        users: table,
        after(number) {
          emulator.insert([{ id: 3 + number, level: 1 }, { id: 1_000_000 + number, level: 1 }])
          emulator.remove(gone.splice(0, 4))
        },
      })
      const removed = new Set(gone)
      const text = await textOf(users, { format, pageSize: 20, concurrency: 3, fields: ['id'] })
      const ids = format === 'csv' ? rowsOf(text).slice(1).flat().map(Number) : text.trimEnd().split('\n').map((line) => JSON.parse(line).id)
      assert.equal(new Set(ids).size, ids.length)
      const stayed = table.filter(({ id }) => !removed.has(id)).map(({ id }) => id)
      assert.deepEqual(stayed.filter((id) => !ids.includes(id)), [])
    })
  }

  test('come from the client of either module format', async () => {
    const emulator = await startEmulator({ users: [{ id: 1 }] })
    const auth = { token: 'a-token' }
    const users = new cjs.UsersClient({ auth, baseUrl: emulator.url })
    for (const run of [exportUsers, required.exportUsers]) {
      for (const client of [users, clientOf(emulator.url)]) {
        assert.equal(await new Response(run(client, { format: 'csv' })).text(), 'id\r\n1\r\n')
      }
    }
    await emulator.close()
  })
})

describe('a stream', () => {
  test('asks for nothing before it is read, and not further ahead than its concurrency', async () => {
    const { users, seen } = watched({ users: tableOf(500) })
    const reader = exportUsers(users, { format: 'ndjson', pageSize: 10, concurrency: 2 }).getReader()
    await sleep(10)
    assert.equal(seen.requests.length, 0)
    for (let read = 1; read <= 20; read++) {
      await reader.read()
      await sleep(2)
      assert(seen.requests.length <= read + 2, `${seen.requests.length} requests for ${read} chunks`)
    }
    await reader.cancel()
  })

  test('has chunks of whole rows, and can be read by Node', async () => {
    const { users } = watched({ users: tableOf(120) })
    let [rows, chunks] = [0, 0]
    for await (const chunk of Readable.fromWeb(exportUsers(users, { format: 'ndjson' }))) {
      const lines = chunk.toString().split('\n')
      assert.equal(lines.pop(), '')
      for (const line of lines) JSON.parse(line)
      rows += lines.length
      chunks++
    }
    assert.deepEqual([rows, chunks > 1], [120, true])
  })

  for (const [what, options] of [['rows', { format: 'ndjson' }], ['columns', { format: 'csv' }]]) {
    test(`ends what is in flight when it is cancelled while it reads ${what}`, async () => {
      // The first request counts, and the next one is a page.
      const { users, seen } = watched({ before: (number) => number > 1 && new Promise(() => {}) })
      const stream = exportUsers(users, { ...options, pageSize: 5, concurrency: 3, onProgress() {} })
      const reader = stream.getReader()
      if (what === 'rows') await reader.read()
      const read = reader.read()
      await sleep(20)
      await settled(reader.cancel('enough'))
      assert.deepEqual(await settled(read), { value: undefined, done: true })
      await sleep(5)
      assert(seen.requests.slice(2).every(({ signal }) => signal.aborted))
      const { length } = seen.requests
      await sleep(10)
      assert.equal(seen.requests.length, length)
    })

    test(`fails with the reason of its signal while it reads ${what}, and leaves no listener`, async () => {
      const { controller, signal, listeners } = listened()
      const { users } = watched({ before: (number) => number > 0 && new Promise(() => {}) })
      const reading = textOf(users, { ...options, pageSize: 5, signal })
      setTimeout(() => controller.abort('my reason'), 20)
      assert.equal(await rejection(reading), 'my reason')
      assert.equal(listeners.size, 0)
    })
  }

  test('fails with the error of a request that fails for good, after the rows before it', async () => {
    const { users, seen } = watched({ users: tableOf(50), faults: [{ kind: 'status', status: 503, schedule: [3] }] })
    const reader = exportUsers(users, { format: 'ndjson', pageSize: 10, concurrency: 1 }).getReader()
    assert.equal(new TextDecoder().decode((await reader.read()).value).trimEnd().split('\n').length, 10)
    await reader.read()
    const error = await failure(reader.read())
    assert.deepEqual([error.code, error.status], ['server_error', 503])
    await sleep(10)
    assert.equal(seen.requests.length, 3)
  })

  test('repeats requests as it is told', async () => {
    const { users } = watched({ users: tableOf(50), faults: [{ kind: 'status', status: 503, schedule: [1, 3] }] })
    const text = await textOf(users, { format: 'ndjson', pageSize: 10, retry: { maxRetries: 1, baseDelayMs: 1 } })
    assert.equal(text.trimEnd().split('\n').length, 50)
  })

  test('tells its progress, with a total, and is not harmed by who hears of it', async () => {
    const { users } = watched({ users: tableOf(120) })
    const heard = []
    const text = await textOf(users, {
      format: 'csv',
      pageSize: 60,
      concurrency: 1,
      where: { id: { $gt: 0 } },
      onProgress(progress) {
        heard.push(progress)
        if (heard.length % 2 === 0) throw new Error('mine')
        return Promise.reject(new Error('mine, too'))
      },
    })
    assert.deepEqual(heard.filter(({ phase }) => phase === 'columns').map(({ read, bytes }) => [read, bytes]), [[60, 0], [120, 0]])
    const rows = heard.filter(({ phase }) => phase === 'rows')
    assert.deepEqual(rows.map(({ read, total }) => [read, total]), [[50, 120], [60, 120], [110, 120], [120, 120], [120, 120]])
    assert.equal(rows.at(-1).bytes, new TextEncoder().encode(text).length)
  })

  test('counts once for the total, and goes on where that fails', async () => {
    const { users, seen } = watched({ users: tableOf(30), faults: [{ kind: 'status', status: 403, schedule: [1] }] })
    const heard = []
    await textOf(users, { format: 'ndjson', onProgress: (progress) => heard.push(progress) })
    assert.deepEqual(seen.requests.map(({ query }) => query.limit), ['1', '200'])
    assert.deepEqual(heard.map(({ read, total }) => [read, total]), [[30, undefined], [30, undefined]])
  })
})

describe('refused, before anything is sent:', () => {
  const { users, seen } = watched()
  for (const [what, options, message] of [
    ['no options', undefined, 'options: expected an object, got nothing'],
    ['no format', {}, 'format: expected "csv" or "ndjson" or "json", got nothing'],
    ['another format', { format: 'xlsx' }, 'format: expected "csv" or "ndjson" or "json", got "xlsx"'],
    ['a misspelt option, before what is missing for it', { formt: 'csv' }, 'options: unknown member "formt", expected one of where, format,'],
    ['a flag that is none', { format: 'csv', bom: 1 }, 'bom: expected true or false, got 1'],
    ['an option of CSV with JSON', { format: 'json', nested: 'json' }, 'nested: only the format "csv" has it, and the format is "json"'],
    ['no field', { format: 'csv', fields: [] }, 'fields: expected an array of field names, got an empty array'],
    ['a field to leave out', { format: 'csv', fields: ['id', '-note'] }, 'fields[1]: expected the name of a field, such as "nickname" or "address.city", got "-note"'],
    ['a field that is no name', { format: 'csv', fields: ['a b'] }, 'fields[0]: expected the name of a field'],
    ['a field twice', { format: 'ndjson', fields: ['id', 'id'] }, 'fields[1]: "id" is there twice'],
    ['columns by two means', { format: 'csv', fields: ['id'], nested: 'dotted' }, 'nested: "dotted" makes columns of its own'],
    ['concurrency in an order', { format: 'csv', orderBy: 'id', concurrency: 2 }, 'concurrency: pages that come in the order of orderBy are read one after the other'],
    ['other times', { format: 'csv', times: 'ms' }, 'times: expected "unix" or "iso", got "ms"'],
    ['a listener that is none', { format: 'csv', onProgress: {} }, 'onProgress: expected a function, got an object'],
    ['what the client refuses', { format: 'csv', where: { level: { $gte: true } } }, 'level.$gte: expected a number or a string, got true'],
    ['a page that is too large', { format: 'csv', pageSize: 1001 }, 'pageSize must be an integer between 1 and 1000, got 1001'],
    ['an order that is none', { format: 'csv', orderBy: 5 }, 'orderBy: expected a field name or an array of them, got 5'],
    ['a signal that is none', { format: 'csv', signal: 5 }, 'signal: expected an AbortSignal'],
  ]) {
    test(what, () => assertRefused(thrown(() => exportUsers(users, options)), message))
  }

  test('what is no client', () => {
    for (const client of [undefined, null, 'token-c0ffee-must-stay-secret', {}, { scan() {} }]) {
      assertRefused(thrown(() => exportUsers(client, { format: 'csv' })), 'users: expected a UsersClient')
    }
  })

  test('a further argument', () => {
    assertRefused(thrown(() => exportUsers(users, { format: 'csv' }, {})), 'exportUsers: takes no further argument, got an object')
  })

  test('and nothing was sent', () => assert.equal(seen.requests.length, 0))
})
