// Finds rows that a copy leaves out: those that a new unique key lets in only once under OR IGNORE, that a
// GROUP BY takes together, or that have no value where the copy wants one. Tried on a copy of the shadow
// in which every second row repeats the one before, as far as the old table's keys allow: in capitals, if
// no further.

import type { DatabaseSync } from 'node:sqlite'
import type { Action } from './action.ts'
import { readCatalogue, type Table } from './catalogue.ts'
import { quote, sameName } from './names.ts'
import type { ScriptStatement } from './script.ts'
import { openMemory } from './shadow.ts'

/** Whether the statement, which copies from the old table `source`, leaves some of its rows out. */
export function leavesRowsOut(
  database: DatabaseSync,
  statement: ScriptStatement,
  { table: target }: Action,
  source: string,
): boolean {
  const table = readCatalogue(database).tables.find(({ name }) => sameName(name, source))
  if (table === undefined || target === undefined || sameName(target, source)) return false
  using copy = openMemory(database.serialize())
  const rowsOf = (name: string): number =>
    Number(copy.prepare(`SELECT count(*) AS n FROM ${quote(name)}`).get()?.['n'])
  const isThere = copy.prepare('SELECT 1 FROM sqlite_schema WHERE name = ?').get(target)
  try {
    const before = isThere === undefined ? 0 : rowsOf(target)
    repeatRows(copy, table)
    copy.exec(statement.sql)
    return rowsOf(target) - before < rowsOf(source)
  } catch {
    return false // rows that are refused stop the migration, and are not left out
  }
}

function repeatRows(database: DatabaseSync, table: Table): void {
  const keys = table.uniqueKeys.flatMap(({ columns }) => columns)
  const free = table.columns.filter(
    ({ name, generated }) => !generated && !keys.some((key) => sameName(key, name)),
  )
  const set = (columns: typeof free, value: (name: string) => string, where: string): void => {
    const assignments = columns.map(({ name }) => `${quote(name)} = ${value(quote(name))}`)
    if (assignments.length === 0 || table.withoutRowid) return
    database.exec(
      `UPDATE OR IGNORE ${quote(table.name)} AS t SET ${assignments.join(', ')} WHERE ${where}`,
    )
  }
  const keyed = table.columns.filter(
    ({ name, type, generated }) =>
      !generated && !free.some((one) => one.name === name) && !/int/i.test(type),
  )
  const previous = `SELECT p.rowid FROM ${quote(table.name)} p WHERE p.rowid = t.rowid - 1`
  const second = `t.rowid % 2 = 0 AND EXISTS (${previous})`
  const repeated = (name: string): string =>
    `(SELECT p.${name} FROM ${quote(table.name)} p WHERE p.rowid = t.rowid - 1)`
  set(free, repeated, second)
  set(keyed, (name) => `upper(${repeated(name)})`, second)
  const nullable = free.filter(({ notNull }) => !notNull)
  set(nullable, () => 'NULL', 't.rowid = 1')
}
