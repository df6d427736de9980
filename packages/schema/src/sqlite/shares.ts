// Whether an UPDATE that an index leads to its rows writes a share of all rows: those of as many parents
// as another table has, or those with one of a few values.

import type { DatabaseSync } from 'node:sqlite'
import type { Action } from './action.ts'
import { readCatalogue, type Table } from './catalogue.ts'
import { quote, sameName } from './names.ts'
import { explain, inMain } from './scans.ts'
import { keyword, tokenize, unquote } from './script.ts'
import { constantDefault } from './values.ts'

export function updatesShare(
  database: DatabaseSync,
  sql: string,
  { table: name }: Action,
): boolean {
  const table = readCatalogue(database).tables.find((one) => sameName(one.name, name ?? ''))
  if (table === undefined) return false
  const indexes = indexesOf(database, table.name)
  const program = explain(database, sql)
  const roots = new Map<number, number>()
  const set = setColumns(sql)
  let loops = false
  for (const [at, { opcode, p1, p2, p3, p4 }] of program.entries()) {
    if (/^Open(Read|Write)$/.test(opcode) && p3 === inMain) roots.set(p1, p2)
    // The loop before is what the index is asked for each row of.
    if (opcode === 'Next' && roots.has(p1)) loops = true
    const index = indexes.get(roots.get(p1) ?? 0)
    if (opcode !== 'SeekGE' || index === undefined) continue
    const columns = index.columns.slice(0, Number(p4))
    if (index.unique && columns.length === index.columns.length) continue
    const end = program.findIndex(
      (one, place) => place > at && one.opcode === 'Next' && one.p1 === p1,
    )
    if (program.slice(at, end).some((one) => one.opcode === 'DecrJumpZero')) continue
    // A value that is changed wherever it stands is a kind of rows.
    const kind = (column: string): boolean => set.some((one) => sameName(one, column))
    if (loops || columns.every((one) => kind(one) || hasFewValues(table, one))) return true
  }
  return false
}

/** The names that an UPDATE gives values to. */
function setColumns(sql: string): string[] {
  const tokens = tokenize(sql)
  const set = tokens.findIndex((token) => keyword(token) === 'SET')
  const where = tokens.findIndex((token) => keyword(token) === 'WHERE')
  return tokens
    .slice(set + 1, where < 0 ? undefined : where)
    .filter((_, at, all) => all[at + 1]?.text === '=')
    .map(unquote)
}

/** What many rows have by default, or what a CHECK lists. */
function hasFewValues(table: Table, name: string): boolean {
  const column = table.columns.find((one) => sameName(one.name, name))
  if (column === undefined) return false
  const listed = new RegExp(`\\b${name.replace(/\W/g, '.')}["\`\\]]?\\s+in\\s*\\(`, 'i')
  return constantDefault(column) !== undefined || listed.test(table.sql)
}

type Index = { columns: string[]; unique: boolean }

/** A table's indexes by their root pages. */
function indexesOf(database: DatabaseSync, table: string): Map<number, Index> {
  const rows = database
    .prepare(
      `SELECT s.rootpage, l.name, l."unique" FROM pragma_index_list(?) l
       JOIN sqlite_schema s ON s.type = 'index' AND s.name = l.name`,
    )
    .all(table)
  return new Map(
    rows.map((row) => {
      const columns = database.prepare(`PRAGMA index_info(${quote(String(row['name']))})`).all()
      return [
        Number(row['rootpage']),
        { columns: columns.map((one) => String(one['name'])), unique: row['unique'] === 1 },
      ]
    }),
  )
}
