/**
 * Everyone who matches, as CSV or JSON: {@link exportUsers}.
 *
 * @packageDocumentation
 */

import type {
  CallOptions,
  FieldName,
  InvalidAnswerError,
  MinappError,
  OrderBy,
  UsersClient,
  WhereOf,
} from '../index.js'

/**
 * How far an export is.
 *
 * @see {@link exportUsers}
 */
export interface ExportProgress {
  /**
   * `'columns'` while everyone is read for the first time, to learn which columns there are: a CSV without `fields`.
   * `'rows'` while rows are written.
   */
  phase: 'columns' | 'rows'
  /** Users read in this phase. */
  read: number
  /** Users who match, by a count at the beginning; `undefined` until it is known. */
  total: number | undefined
  /** Bytes handed out. */
  bytes: number
}

/** What the options of all formats have. */
interface CommonOptions<Fields extends object> extends CallOptions {
  /** Only users that meet this condition. Defaults to everyone, as `{}` says. */
  readonly where?: WhereOf<Fields> | undefined
  /**
   * The fields to export, with dots for what lies within objects: `['id', 'nickname', 'address.city']`. They are the columns
   * of a CSV, in this order; an object or array in one is JSON text. Only they are asked for. Defaults to all fields.
   */
  readonly fields?: readonly FieldName<Fields>[] | undefined
  /**
   * The field to sort by, or several, as {@link UsersClient.iterate} takes them; one page after the other is then read. By
   * default users come in no order, as {@link UsersClient.scan} reads them, several pages at a time.
   */
  readonly orderBy?: OrderBy<Fields> | readonly OrderBy<Fields>[] | undefined
  /**
   * Requests in flight at most, 1 to 32; not with `orderBy`. One page more than this is in memory at most. Defaults to 2. Where
   * the server is far and memory is no matter, 8 with a `pageSize` of 1000 are several times as fast.
   */
  readonly concurrency?: number | undefined
  /** Users per request, 1 to 1000. Defaults to 200. */
  readonly pageSize?: number | undefined
  /**
   * How `created_at` and `updated_at` are written: `'unix'` seconds, as the server has them, or `'iso'`,
   * `2018-11-22T03:52:12Z`. Custom dates are ISO 8601 already. Defaults to `'unix'`.
   */
  readonly times?: 'unix' | 'iso' | undefined
  /** Hears of every chunk, and of every page while columns are learned. What it throws is ignored. With it, users are counted by one more request. */
  readonly onProgress?: ((progress: ExportProgress) => void) | undefined
}

/**
 * Options of {@link exportUsers} for a table. Unknown names are refused.
 *
 * @see {@link exportUsers}
 */
export interface CsvExportOptions<Fields extends object = Record<string, unknown>> extends CommonOptions<Fields> {
  /** Comma-separated values as of RFC 4180, in UTF-8, with a header. */
  readonly format: 'csv'
  /**
   * How an object is written where `fields` does not name the columns: as `'json'` in one cell, or `'dotted'` as a column for
   * each of its fields (`address.city`). Arrays are JSON in both. Defaults to `'json'`.
   */
  readonly nested?: 'json' | 'dotted' | undefined
  /** Whether the bytes begin with a byte order mark, without which Excel takes UTF-8 for something else. Defaults to `false`. */
  readonly bom?: boolean | undefined
  /**
   * Whether `'` is written before a text that begins with `=`, `+`, `-`, `@`, one of them in full width, a tab, CR, LF or NUL, which a spreadsheet would
   * take for a formula. Numbers are none and stay as they are, also negative ones. It cannot be told from an apostrophe of the
   * user's own: set it to `false` where a program reads the file. Defaults to `true`.
   */
  readonly escapeFormulas?: boolean | undefined
}

/**
 * Options of {@link exportUsers} for JSON. Unknown names are refused.
 *
 * @see {@link exportUsers}
 */
export interface JsonExportOptions<Fields extends object = Record<string, unknown>> extends CommonOptions<Fields> {
  /** One user a line: `'ndjson'` as lines that stand alone, `'json'` as the items of one array. */
  readonly format: 'ndjson' | 'json'
}

/**
 * Options of {@link exportUsers}. Unknown names are refused.
 *
 * @see {@link exportUsers}
 */
export type ExportOptions<Fields extends object = Record<string, unknown>> =
  | CsvExportOptions<Fields>
  | JsonExportOptions<Fields>

/**
 * Everyone who matches, as a stream of bytes in UTF-8.
 *
 * Who matches throughout comes exactly once, whatever others write meanwhile. Requests are sent as the stream is read, and a
 * few pages are in memory, however many users there are. A chunk holds up to 50 whole rows. Cancelling the stream ends the
 * requests in flight.
 *
 * - **CSV**: null and missing are an empty cell, an empty text is `""`; half a surrogate pair becomes U+FFFD. The columns are
 *   `fields`. Without, they are all fields that anybody has, the built-in ones first, then the custom ones by name; everyone
 *   is then read twice, because the header comes first. A field that turns up in between is not dropped: the stream fails
 *   with an {@link InvalidAnswerError} that names the user and the field.
 * - **JSON**: each user as the server answers them, or of it the `fields`. Missing stays missing.
 *
 * The stream fails with the `reason` of the `signal`, or with the {@link MinappError} of a request that failed for good. What
 * was read before is whole rows and no whole file: write to another name first, and rename at the end.
 *
 * @param users - The client to read with.
 * @param options - Which users and fields, and how they are written. `format` must be given.
 * @throws InvalidArgumentError names the option that is wrong; nothing was sent.
 *
 * @example
 * ```ts
 * import { UsersClient } from 'minapp-users'
 * import { exportUsers } from 'minapp-users/export'
 *
 * const users = new UsersClient({ auth: { token: process.env.MINAPP_TOKEN! } })
 * const csv = exportUsers(users, {
 *   format: 'csv',
 *   where: { level: { $gte: 58 } },
 *   fields: ['id', 'level', 'tags'],
 *   orderBy: 'id',
 * })
 * const [header, first] = (await new Response(csv).text()).split('\r\n')
 * console.log(header) // id,level,tags
 * console.log(first) // 189162,59,"[""vip""]"
 * ```
 */
export function exportUsers<Fields extends object = Record<string, unknown>>(
  users: UsersClient<Fields>,
  options: ExportOptions<Fields>,
): ReadableStream<Uint8Array>
