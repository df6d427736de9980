// What SQLite says its schema is.

import type { DatabaseSync } from 'node:sqlite'
import { quote } from './names.ts'

export type Column = {
  name: string
  type: string
  notNull: boolean
  /** The expression after DEFAULT as it was written; null when there is none. */
  defaultSql: string | null
  /** Position in the primary key from 1 on, or 0. */
  key: number
  generated: boolean
}

/** Columns that are unique together; `primary` for the primary key. */
export type UniqueKey = { columns: string[]; primary: boolean }

export type ForeignKey = { columns: string[]; parent: string; parentColumns: (string | null)[] }

export type Table = {
  name: string
  sql: string
  columns: Column[]
  uniqueKeys: UniqueKey[]
  foreignKeys: ForeignKey[]
  withoutRowid: boolean
}

/**
 * Virtual tables are known by name alone; `indexed` are the tables in which they note which rows they have.
 */
export type Catalogue = {
  tables: Table[]
  virtual: string[]
  indexed: Table[]
  views: { name: string; columns: string[] }[]
}

type Row = Record<string, string | number | null>

/** The user's tables and views. */
export function readCatalogue(database: DatabaseSync): Catalogue {
  const list = database.prepare('PRAGMA main.table_list').all() as Row[]
  const sources = new Map(
    (database.prepare('SELECT name, sql FROM sqlite_schema').all() as Row[]).map((row) => [
      String(row['name']),
      String(row['sql'] ?? ''),
    ]),
  )
  const named = (type: string): Row[] =>
    list.filter((row) => row['type'] === type && !String(row['name']).startsWith('sqlite_'))
  const readTable = (row: Row): Table => {
    const name = String(row['name'])
    return {
      name,
      sql: sources.get(name) ?? '',
      columns: readColumns(database, name),
      uniqueKeys: readUniqueKeys(database, name),
      foreignKeys: readForeignKeys(database, name),
      withoutRowid: row['wr'] === 1,
    }
  }
  return {
    virtual: named('virtual').map((row) => String(row['name'])),
    indexed: named('shadow')
      .filter((row) => /_(docsize|rowid)$/.test(String(row['name'])))
      .map(readTable),
    tables: named('table').map(readTable),
    views: named('view').flatMap((row) => {
      const name = String(row['name'])
      try {
        return [{ name, columns: readColumns(database, name).map((column) => column.name) }]
      } catch {
        return [] // a view over something that is gone: SQLite finds out when it is read
      }
    }),
  }
}

function readColumns(database: DatabaseSync, table: string): Column[] {
  const rows = database.prepare(`PRAGMA table_xinfo(${quote(table)})`).all() as Row[]
  return rows
    .filter((row) => row['hidden'] !== 1)
    .map((row) => ({
      name: String(row['name']),
      type: String(row['type']),
      notNull: row['notnull'] === 1,
      defaultSql: row['dflt_value'] === null ? null : String(row['dflt_value']),
      key: Number(row['pk']),
      generated: row['hidden'] === 2 || row['hidden'] === 3,
    }))
}

function readUniqueKeys(database: DatabaseSync, table: string): UniqueKey[] {
  const keys: UniqueKey[] = []
  const primary = readColumns(database, table)
    .filter((column) => column.key > 0)
    .sort((a, b) => a.key - b.key)
  if (primary.length > 0) keys.push({ columns: primary.map((c) => c.name), primary: true })
  const indexes = database.prepare(`PRAGMA index_list(${quote(table)})`).all() as Row[]
  for (const index of indexes) {
    if (index['unique'] !== 1 || index['partial'] === 1 || index['origin'] === 'pk') continue
    const columns = database.prepare(`PRAGMA index_info(${quote(String(index['name']))})`).all()
    const names = (columns as Row[]).map((column) => column['name'] ?? null)
    if (names.every((name) => name !== null)) {
      keys.push({ columns: names.map(String), primary: false })
    }
  }
  return keys
}

function readForeignKeys(database: DatabaseSync, table: string): ForeignKey[] {
  const rows = database.prepare(`PRAGMA foreign_key_list(${quote(table)})`).all() as Row[]
  const keys = new Map<number, ForeignKey>()
  for (const row of rows) {
    const id = Number(row['id'])
    const key = keys.get(id) ?? { columns: [], parent: String(row['table']), parentColumns: [] }
    key.columns.push(String(row['from']))
    key.parentColumns.push(row['to'] === null ? null : String(row['to']))
    keys.set(id, key)
  }
  return [...keys.values()]
}
