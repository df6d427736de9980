// Shapes and intentions, read from SQLite's SQL.

import { DatabaseSync } from 'node:sqlite'
import { readAction } from '../../sqlite/action.ts'
import { readCatalogue } from '../../sqlite/catalogue.ts'
import { quote } from '../../sqlite/names.ts'
import { keyword, splitScript, unquote } from '../../sqlite/script.ts'
import type { Intention, Shape, TableShape } from '../intention.ts'

/** The tables that the SQL of a schema makes. */
export function sqliteShape(schema: string): Shape {
  using database = new DatabaseSync(':memory:', { enableForeignKeyConstraints: false })
  database.exec(schema)
  return {
    tables: readCatalogue(database).tables.map((table): TableShape => {
      const keys = table.columns.filter(({ key }) => key > 0).sort((a, b) => a.key - b.key)
      const indexes = database
        .prepare(
          `SELECT name, "unique" FROM pragma_index_list(?) WHERE origin = 'c' AND partial = 0`,
        )
        .all(table.name) as { name: string; unique: number }[]
      return {
        name: table.name,
        key: keys.map(({ name }) => name),
        columns: table.columns.map((column) => ({ ...column, default: column.defaultSql })),
        indexes: indexes.map(({ name, unique }) => {
          const parts = database.prepare(`PRAGMA index_info(${quote(name)})`).all()
          const columns = parts.flatMap(({ name: part }) =>
            typeof part === 'string' ? [part] : [],
          )
          return { name, columns, unique: unique === 1 }
        }),
      }
    }),
  }
}

/** The intentions of one statement. */
export function sqliteIntentions(sql: string): Intention[] {
  const tokens = splitScript(sql)[0]?.tokens ?? []
  const { kind, table, column } = readAction(tokens)
  const last = tokens.at(-1)
  if (table === undefined || last === undefined) return []
  switch (kind) {
    case 'rename-column':
      return column === undefined ? [] : [{ kind, table, column, to: unquote(last) }]
    case 'rename-table':
      return [{ kind, table, to: unquote(last) }]
    case 'drop-column':
      return column === undefined ? [] : [{ kind, table, column }]
    case 'drop-table':
      return [{ kind, table }]
    case 'create-unique-index': {
      const on = tokens.findIndex((token) => keyword(token) === 'ON')
      const inside = tokens.slice(on + 2).filter(({ kind: of }) => of === 'word' || of === 'name')
      return [{ kind: 'add-unique', table, columns: inside.map(unquote) }]
    }
    default:
      return []
  }
}
