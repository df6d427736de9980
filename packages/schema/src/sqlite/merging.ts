// Finds values that a statement alters so that they cannot be got back: ones that differed and are the
// same afterwards, as all spellings of an e-mail address that is put into small letters, or '0107' and
// '107' where a text becomes a number. Tried on a copy without constraints, whose rows come in pairs that
// are easily mistaken for each other. What was NULL or is NULL now has not been mistaken.

import type { DatabaseSync } from 'node:sqlite'
import type { Action } from './action.ts'
import { quote, sameName } from './names.ts'
import { keyword, tokenize, unquote, type ScriptStatement, type Token } from './script.ts'
import { openMemory } from './shadow.ts'
import type { Value } from './values.ts'

type Pair = readonly [Value, Value]

/** Columns of the old tables `sources`, as `table.column`, of which the statement merges values. */
export function mergedColumns(
  database: DatabaseSync,
  statement: ScriptStatement,
  { kind, table: target }: Action,
  sources: readonly string[],
): string[] {
  if (target === undefined) return []
  const assigned = kind === 'update' ? ownAssignments(statement.tokens) : undefined
  if (assigned?.length === 0 || sources.length === 0) return []
  using copy = openMemory(database.serialize())
  copy.exec('PRAGMA legacy_alter_table = ON')
  try {
    for (const source of sources) loosen(copy, source)
    if (kind === 'insert') loosen(copy, target)
    const before = sources.flatMap((source) =>
      columnsOf(copy, source)
        .filter((column) => assigned?.some((name) => sameName(name, column)) ?? true)
        .map((column) => {
          pairUp(copy, source, column)
          return { source, column, values: distinct(copy, source, column) }
        }),
    )
    copy.exec(statement.sql)
    const there = columnsOf(copy, target)
    return before.flatMap(({ source, column, values }) => {
      if (!there.some((name) => sameName(name, column))) return []
      const after = distinct(copy, target, column)
      return after > 0 && after < values ? [`${source}.${column}`] : []
    })
  } catch {
    return [] // it fails for the rows of the shadow as well, or for none that are known
  }
}

/**
 * The column of which an UPDATE gives one literal value in place of another, where its table names the
 * former as well, in a default or a CHECK: there are rows that had it all along.
 */
export function mergedLiterals(tableSql: string, { tokens }: ScriptStatement): string | undefined {
  const set = tokens.findIndex((token) => keyword(token) === 'SET')
  const [column, is, value, where, same, equals, other, ...more] = tokens.slice(set + 1)
  const [name, again] = [column, same].map((token) => token && unquote(token))
  const fits = is?.text === '=' && equals?.text === '=' && keyword(where) === 'WHERE'
  if (set < 0 || !fits || more.length > 0 || name === undefined || again === undefined) return
  if (value?.kind !== 'string' || other?.kind !== 'string' || !sameName(name, again)) return
  const known = tokenize(tableSql).some(
    ({ kind, text }) => kind === 'string' && text === value.text,
  )
  return known ? name : undefined
}

/** The columns that an UPDATE sets to what it makes of their own values. */
function ownAssignments(tokens: readonly Token[]): string[] {
  const set = tokens.findIndex((token) => keyword(token) === 'SET')
  const columns: string[] = []
  let depth = 0
  let column: string | undefined
  for (const [at, token] of tokens.entries()) {
    if (at <= set || set < 0) continue
    if (token.text === '(') depth++
    if (token.text === ')') depth--
    if (depth === 0 && /^(WHERE|FROM|RETURNING)$/.test(keyword(token))) break
    const begins = at === set + 1 || (depth === 0 && tokens[at - 1]?.text === ',')
    if (begins) column = unquote(token)
    else if (column !== undefined && sameName(unquote(token), column)) columns.push(column)
  }
  return columns
}

/** An even number of rows. */
const few = 40

/** Puts in a table's place one of the same columns and a few of its rows, which takes any row. */
function loosen(database: DatabaseSync, table: string): void {
  const columns = columnsOf(database, table).map(quote).join(', ')
  const triggers = database
    .prepare(
      `SELECT name FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = ? COLLATE NOCASE`,
    )
    .all(table)
  for (const { name } of triggers) database.exec(`DROP TRIGGER ${quote(String(name))}`)
  database.exec(`ALTER TABLE ${quote(table)} RENAME TO ${quote(`strict ${table}`)}`)
  database.exec(
    `CREATE TABLE ${quote(table)} AS SELECT ${columns} FROM ${quote(`strict ${table}`)} LIMIT ${few}`,
  )
}

function columnsOf(database: DatabaseSync, table: string): string[] {
  const rows = database.prepare(`PRAGMA table_info(${quote(table)})`).all()
  return rows.map((row) => String(row['name']))
}

/** Gives every two rows a pair of values, as long as there are some of the column's kind. */
function pairUp(database: DatabaseSync, table: string, column: string): void {
  const name = quote(column)
  const rows = database
    .prepare(`SELECT rowid, ${name} AS value FROM ${quote(table)} ORDER BY rowid`)
    .all()
  const update = database.prepare(`UPDATE ${quote(table)} SET ${name} = ? WHERE rowid = ?`)
  for (let at = 0; at + 1 < rows.length; at += 2) {
    const pairs = pairsLike(column, rows[at]?.['value'] ?? null)
    const pair = pairs[(at / 2) % Math.max(pairs.length, 1)]
    for (const [i, value] of pair?.entries() ?? []) update.run(value, rows[at + i]?.['rowid'] ?? 0)
  }
}

/** Names of what is written in digits and is no number. */
const identifying =
  /code|zip|plz|phone|tel|mobile|fax|sku|isbn|ean|upc|gtin|iban|bic|serial|ref|account|number|plate|pin|ssn|tax|vat|licen|card|(^|_)(no|nr|num)$/i

/** Names of times. */
const timely = /(_at|_on|_time|date|stamp)$|^(at|on|time)$|[a-z](At|On)$/

function pairsLike(column: string, value: Value): Pair[] {
  if (typeof value === 'number' && !Number.isInteger(value)) {
    const whole = Math.trunc(value)
    return [[whole + 0.25, whole + 0.3]]
  }
  if (typeof value !== 'string' || value.startsWith('{')) return []
  const text = value.trim()
  if (timely.test(column) || /^\d{4}-\d\d-\d\d/.test(text)) {
    return [['2019-03-01 10:00:00', '2019-03-01 11:30:00']]
  }
  const long = text + 'x'.repeat(300)
  const digits = /\d+$/.exec(text)?.[0] ?? '7'
  return [
    [text.toUpperCase(), text.toLowerCase()],
    [`${long}a`, `${long}b`],
    [`1 ${text}`, `1${text}`],
    [`1-${text}`, `1${text}`],
    ...(identifying.test(column) ? [[`0${digits}`, digits] as const] : []),
  ]
}

/** How many values a column has. */
function distinct(database: DatabaseSync, table: string, column: string): number {
  const sql = `SELECT count(DISTINCT ${quote(column)}) AS n FROM ${quote(table)}`
  return Number(database.prepare(sql).get()?.['n'])
}
