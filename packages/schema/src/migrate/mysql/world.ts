// What the schema looks like, as lines of text: as the server itself would write it. A table's next number
// changes with every row, so it is left out.

import type { Connection } from '../database.ts'
import { hashOf } from '../migration.ts'
import { numberOf } from './connection.ts'

/** A digest of the schema, without the ledger. */
export async function fingerprint(connection: Connection, database: string): Promise<string> {
  return hashOf((await describe(connection, [database])).join('\n'))
}

/** A digest of all that has one of these names, or belongs to a table that has, in one of the databases. */
export async function digestOf(
  connection: Connection,
  databases: readonly string[],
  names: readonly string[],
): Promise<string> {
  return hashOf((await describe(connection, databases, names)).join('\n'))
}

async function describe(
  connection: Connection,
  databases: readonly string[],
  names?: readonly string[],
): Promise<string[]> {
  const among = (column: string, values: readonly string[]): string =>
    values.length === 0 ? 'false' : `${column} in (${values.map(() => '?').join(', ')})`
  const named = (...columns: string[]): string =>
    names ? `(${columns.map((column) => among(column, names)).join(' or ')})` : 'true'
  const read = async (columns: string, table: string, ...by: string[]): Promise<string[][]> => {
    const schema = table === 'views' ? 'table_schema' : `${table.slice(0, -1)}_schema`
    const { rows } = await connection.query(
      `select ${columns} from information_schema.${table}
       where ${among(schema, databases)} and ${named(...by)}`,
      [...databases, ...by.flatMap(() => names ?? [])],
    )
    return rows.map((row) => Object.values(row).map(String))
  }

  const tables = await read('table_schema, table_name, table_type', 'tables', 'table_name')
  const lines = await Promise.all(
    tables
      .filter(
        ([, name, type]) => type !== 'VIEW' && !/^teal_(migrations|releases)$/.test(name ?? ''),
      )
      .map(async ([schema = '', name = '']) => [
        'table',
        schema,
        name,
        await createTable(connection, schema, name),
      ]),
  )
  const others = await Promise.all([
    read('table_schema, table_name, view_definition, security_type', 'views', 'table_name'),
    read(
      `trigger_schema, trigger_name, event_object_table, action_timing, event_manipulation,
       action_order, action_statement`,
      'triggers',
      'trigger_name',
      'event_object_table',
    ),
    read(
      'routine_schema, routine_name, routine_type, dtd_identifier, routine_definition, security_type',
      'routines',
      'routine_name',
    ),
    read(
      `event_schema, event_name, event_definition, execute_at, interval_value, interval_field, status`,
      'events',
      'event_name',
    ),
  ])
  return [...lines, ...others.flat()].map((parts) => parts.join(' ')).toSorted()
}

async function createTable(connection: Connection, schema: string, name: string): Promise<string> {
  try {
    const { rows } = await connection.query(`show create table ${quote(schema)}.${quote(name)}`)
    const sql = Object.values(rows[0] ?? {})[1]
    return String(sql).replace(/^(\) .*?) AUTO_INCREMENT=\d+/m, '$1')
  } catch (error) {
    // Somebody has dropped it since its name was read.
    if (numberOf(error) === 1146) return 'gone'
    throw error
  }
}

export function quote(name: string): string {
  return `\`${name.replaceAll('`', '``')}\``
}
