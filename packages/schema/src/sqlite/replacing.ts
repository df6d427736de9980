// What a REPLACE takes away: it deletes the row that is there, and puts one in its place that has only what
// the statement names; rows of other tables go with the old one where foreign keys say so. Tried on a copy
// in which the rows are there, with values in all columns and with children.

import type { DatabaseSync } from 'node:sqlite'
import type { Action } from './action.ts'
import { readCatalogue, type Table } from './catalogue.ts'
import { quote, sameName } from './names.ts'
import { keyword, unquote, type ScriptStatement, type Token } from './script.ts'
import { openMemory } from './shadow.ts'
import { lostColumns, readContents } from './work.ts'

const replaces = /^\s*(insert\s+or\s+replace|replace)\b/i

/** `table.column`s of which values go with the rows that are replaced, other than those it names. */
export function replacedColumns(
  database: DatabaseSync,
  { sql, tokens }: ScriptStatement,
  { table: name }: Action,
): string[] {
  const catalogue = readCatalogue(database)
  const table = catalogue.tables.find((one) => sameName(one.name, name ?? ''))
  if (!replaces.test(sql) || table === undefined) return []
  const enforced = database.prepare('PRAGMA foreign_keys').get()?.['foreign_keys'] === 1
  using copy = openMemory(database.serialize())
  try {
    copy.exec(sql.replace(replaces, 'INSERT OR IGNORE'))
    fillColumns(copy, table)
    for (const child of catalogue.tables) giveChildren(copy, table, child)
    const before = readContents(copy, catalogue)
    copy.exec(`PRAGMA foreign_keys = ${enforced ? 'ON' : 'OFF'}`)
    copy.exec(sql)
    const named = namedColumns(tokens) ?? table.columns.map((column) => column.name)
    const meant = [...named, ...clocks(table)].map((column) => `${table.name}.${column}`)
    return lostColumns(copy, before, readCatalogue(copy)).filter(
      (column) => !meant.some((one) => sameName(one, column)),
    )
  } catch {
    return [] // it is refused, and is judged by that
  }
}

/** The columns listed after the table's name. */
function namedColumns(tokens: readonly Token[]): string[] | undefined {
  const end = tokens.findIndex((token) => /^(VALUES|SELECT|WITH|DEFAULT)$/.test(keyword(token)))
  const start = tokens.findIndex(({ text }) => text === '(')
  if (start < 0 || start > end) return undefined
  return tokens
    .slice(start, end)
    .flatMap((token) => (token.kind === 'symbol' ? [] : [unquote(token)]))
}

/** Columns that are filled in with the time: that a row has been touched is no loss. */
function clocks(table: Table): string[] {
  return table.columns
    .filter(({ defaultSql }) => /current_|now/i.test(defaultSql ?? ''))
    .map(({ name }) => name)
}

function fillColumns(database: DatabaseSync, table: Table): void {
  const from = quote(table.name)
  for (const column of table.columns.filter(({ generated }) => !generated)) {
    const name = quote(column.name)
    database.exec(
      `UPDATE OR IGNORE ${from} SET ${name} = (SELECT x.${name} FROM ${from} x
         WHERE x.${name} IS NOT NULL AND x.${name} IS NOT (${column.defaultSql ?? 'NULL'}) LIMIT 1)
       WHERE ${name} IS (${column.defaultSql ?? 'NULL'})`,
    )
  }
}

/** Hangs the first rows of `child` on the newest of its parents. */
function giveChildren(database: DatabaseSync, parent: Table, child: Table): void {
  for (const key of child.foreignKeys.filter((one) => sameName(one.parent, parent.name))) {
    const [column, second] = key.columns
    const own = parent.columns.find((one) => one.key === 1)
    const target = key.parentColumns[0] ?? own?.name
    if (column === undefined || second !== undefined || target === undefined) continue
    if (parent.withoutRowid || child.withoutRowid) continue
    database.exec(
      `UPDATE OR IGNORE ${quote(child.name)} AS c SET ${quote(column)} = (
         SELECT key FROM (
           SELECT p.${quote(target)} AS key, row_number() OVER (ORDER BY p.rowid DESC) AS n
           FROM ${quote(parent.name)} p ORDER BY p.rowid DESC LIMIT 20)
         WHERE n = c.rowid)
       WHERE c.rowid <= 20`,
    )
  }
}
