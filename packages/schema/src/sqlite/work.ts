// What a statement does to the tables that were there before: which it writes anew, and which of their
// values are gone afterwards. SQLite lets one connection write at a time, so that all of this happens
// under a lock that keeps every other writer of the database out.

import type { DatabaseSync } from 'node:sqlite'
import type { Action } from './action.ts'
import type { Catalogue } from './catalogue.ts'
import { quote, sameName } from './names.ts'

/** The tables that were there before the batch, by root page, which a rename leaves as it is. */
export type OldTables = Map<number, string>

export function rootPages(database: DatabaseSync): OldTables {
  const rows = database
    .prepare(
      `SELECT rootpage, name FROM sqlite_schema
       WHERE type = 'table' AND rootpage > 0 AND name NOT LIKE 'sqlite!_%' ESCAPE '!'`,
    )
    .all() as { rootpage: number; name: string }[]
  return new Map(rows.map((row) => [row.rootpage, row.name]))
}

/** The old tables that are still there, under the names they have now. */
export function stillThere(database: DatabaseSync, old: OldTables): OldTables {
  const now = rootPages(database)
  return new Map(
    [...old.keys()].flatMap((root) => {
      const name = now.get(root)
      return name === undefined ? [] : [[root, name] as const]
    }),
  )
}

/** Whether a statement's target was there before, and is in the database that others use too. */
export function targetsOld(
  database: DatabaseSync,
  { table, schema }: Action,
  old: OldTables,
): boolean {
  if (table === undefined || (schema ?? 'main') !== 'main') return false
  const hidden = database
    .prepare('SELECT 1 FROM sqlite_temp_schema WHERE name = ? COLLATE NOCASE')
    .get(table)
  if (schema === undefined && hidden !== undefined) return false
  return [...old.values()].some((name) => sameName(name, table))
}

/** The pages of each old table as they are now, to see later which of them were written. */
export function photograph(database: DatabaseSync, old: OldTables): Map<string, Buffer[]> {
  const image = Buffer.from(database.serialize())
  const size = (database.prepare('PRAGMA page_size').get() as { page_size: number }).page_size
  const pages = new Map<string, Buffer[]>()
  for (const name of old.values()) {
    const numbers = database
      .prepare('SELECT pageno FROM dbstat WHERE name = ? ORDER BY pageno')
      .all(name) as { pageno: number }[]
    pages.set(
      name,
      numbers.map(({ pageno }) => image.subarray((pageno - 1) * size, pageno * size)),
    )
  }
  return pages
}

/** The tables of which at least half of the pages were written since the photograph. */
export function writtenAnew(
  database: DatabaseSync,
  before: ReadonlyMap<string, Buffer[]>,
  old: OldTables,
): string[] {
  const after = new Set(
    [...photograph(database, old).values()].flat().map((page) => page.toString('latin1')),
  )
  const names = new Set(old.values())
  return [...before].flatMap(([name, pages]) => {
    const changed = pages.filter((page) => !after.has(page.toString('latin1'))).length
    return names.has(name) && pages.length >= 4 && changed >= pages.length / 2 ? [name] : []
  })
}

/** The values of every column of the running version's tables that is not computed: how often each is there. */
export type Contents = Map<string, Map<string, number>>

export function readContents(database: DatabaseSync, catalogue: Catalogue): Contents {
  const contents: Contents = new Map()
  for (const table of catalogue.tables) {
    for (const column of table.columns.filter(({ generated }) => !generated)) {
      contents.set(`${table.name}.${column.name}`, valuesOf(database, table.name, column.name))
    }
  }
  return contents
}

function valuesOf(database: DatabaseSync, table: string, column: string): Map<string, number> {
  try {
    const statement = database.prepare(
      // A number keeps its value when its column becomes TEXT or REAL.
      `SELECT CASE WHEN typeof(v) = 'blob' THEN hex(v)
         WHEN typeof(v) = 'real' AND v = CAST(v AS INTEGER) THEN CAST(CAST(v AS INTEGER) AS TEXT)
         ELSE CAST(v AS TEXT) END AS value, count(*) AS n
       FROM (SELECT t.${quote(column)} AS v FROM ${quote(table)} t) WHERE v IS NOT NULL GROUP BY 1`,
    )
    const rows = statement.all() as { value: string; n: number }[]
    return new Map(rows.map(({ value, n }) => [value, n]))
  } catch {
    return new Map() // no such table or column any more: none of its values are there
  }
}

/**
 * The columns of the running version some of whose values are gone. What moved to a column that the
 * batch has made is not.
 */
export function lostColumns(database: DatabaseSync, before: Contents, now: Catalogue): string[] {
  const old = new Set([...before.keys()].map((key) => key.toLowerCase()))
  const fresh = now.tables.flatMap((table) =>
    table.columns
      .filter((column) => !old.has(`${table.name}.${column.name}`.toLowerCase()))
      .map((column) => [table.name, column.name] as const),
  )
  return [...before].flatMap(([key, values]) => {
    const dot = key.indexOf('.')
    const here = valuesOf(database, key.slice(0, dot), key.slice(dot + 1))
    if (holds(here, values)) return []
    const moved = fresh.some(([table, column]) => {
      const there = valuesOf(database, table, column)
      return [...values.keys()].every((value) => there.has(value))
    })
    return moved ? [] : [key]
  })
}

function holds(values: ReadonlyMap<string, number>, wanted: ReadonlyMap<string, number>): boolean {
  return [...wanted].every(([value, n]) => (values.get(value) ?? 0) >= n)
}
