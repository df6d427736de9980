// What the runner reads of a SQLite schema.

import type { Connection, KeyColumn, Table } from '../database.ts'
import { hashOf } from '../migration.ts'

const ours = `name not like 'sqlite\\_%' escape '\\' and name not like 'teal\\_%' escape '\\'`

export function quote(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}

export async function fingerprint(connection: Connection): Promise<string> {
  const { rows } = await connection.query(
    `select type || ' ' || name || ' ' || coalesce(sql, '') as line from sqlite_schema
     where ${ours} order by type, name`,
  )
  return hashOf(rows.map(({ line }) => String(line)).join('\n'))
}

export async function readTables(connection: Connection): Promise<Table[]> {
  const { rows } = await connection.query(
    `select name from sqlite_schema where type in ('table', 'view') and ${ours} order by name`,
  )
  return Promise.all(
    rows.map(async ({ name }): Promise<Table> => {
      const info = await connection.query(
        'select name, type, "notnull" as required, dflt_value as given, pk, hidden from pragma_table_xinfo(?)',
        [String(name)],
      )
      return {
        name: quote(String(name)),
        columns: info.rows.map((column) => {
          const type = String(column['type'])
          const rowid = Number(column['pk']) === 1 && /^integer$/i.test(type)
          const generated = Number(column['hidden']) > 0
          return {
            name: String(column['name']),
            type,
            required: Number(column['required']) === 1 && column['given'] === null && !generated,
            automatic: rowid || generated,
          }
        }),
      }
    }),
  )
}

/** The rowid, which every table has, or the primary key of one WITHOUT ROWID. */
export async function keyOf(
  connection: Connection,
  table: string,
): Promise<KeyColumn[] | undefined> {
  const name = table.replaceAll(/^"|"$/g, '').replaceAll('""', '"')
  const { rows } = await connection.query(
    `select l.wr as without_rowid, l.type from pragma_table_list(?) l where l.schema = 'main'`,
    [name],
  )
  const [found] = rows
  if (found?.['type'] !== 'table') return undefined
  if (Number(found['without_rowid']) === 0) return [{ name: 'rowid', type: 'integer' }]
  const info = await connection.query(
    'select name, type from pragma_table_xinfo(?) where pk > 0 order by pk',
    [name],
  )
  return info.rows.map((column) => ({ name: String(column['name']), type: String(column['type']) }))
}
