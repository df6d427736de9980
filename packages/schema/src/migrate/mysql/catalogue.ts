// What the runner reads of a MySQL or MariaDB schema, besides its fingerprint. Columns of information_schema
// have their names in capitals or not, depending on the server; so each gets one.

import type { Connection, KeyColumn, Table } from '../database.ts'
import { quote } from './world.ts'

export async function readTables(connection: Connection): Promise<Table[]> {
  const { rows } = await connection.query(
    `select c.table_name as tab, c.column_name as name, c.column_type as type, c.extra as extra,
       c.is_nullable as nullable, c.column_default is not null as given,
       coalesce(c.generation_expression, '') <> '' as computed
     from information_schema.columns c
     join information_schema.tables t on t.table_schema = c.table_schema and t.table_name = c.table_name
     where c.table_schema = database() and t.table_type in ('BASE TABLE', 'SYSTEM VERSIONED', 'VIEW')
       and c.table_name not in ('teal_migrations', 'teal_releases')
     order by c.table_name, c.ordinal_position`,
  )
  const tables = new Map<string, Table['columns']>()
  for (const { tab, name, type, extra, nullable, given, computed } of rows) {
    const automatic = /auto_increment/i.test(String(extra)) || Number(computed) === 1
    const columns = tables.get(String(tab)) ?? []
    columns.push({
      name: String(name),
      type: String(type),
      required: nullable === 'NO' && Number(given) === 0 && !automatic,
      automatic,
    })
    tables.set(String(tab), columns)
  }
  return [...tables].map(([name, columns]) => ({ name: quote(name), columns }))
}

/** Types whose order is that of their text or bytes: of ENUM it is not, of TIMESTAMP not in every time zone. */
const ordered =
  /^((tiny|small|medium|big)?int|decimal|(var)?char|(var)?binary|date|datetime|time|year|uuid|inet6)\b/

/** The primary key, or a unique index over columns that are never NULL. */
export async function keyOf(
  connection: Connection,
  table: string,
): Promise<KeyColumn[] | undefined> {
  const { rows } = await connection.query(
    `select s.index_name as idx, s.column_name as name, s.sub_part as part, s.collation as direction,
       c.column_type as type, c.is_nullable as nullable
     from information_schema.statistics s
     left join information_schema.columns c on c.table_schema = s.table_schema
       and c.table_name = s.table_name and c.column_name = s.column_name
     where s.table_schema = database() and s.table_name = ? and s.non_unique = 0
     order by s.index_name = 'PRIMARY' desc, s.index_name, s.seq_in_index`,
    [table.replaceAll(/^`|`$/g, '').replaceAll('``', '`')],
  )
  const indexes = Map.groupBy(rows, ({ idx }) => String(idx))
  const usable = [...indexes.values()].find((columns) =>
    columns.every(
      ({ part, direction, type, nullable }) =>
        part === null && direction === 'A' && nullable === 'NO' && ordered.test(String(type)),
    ),
  )
  return usable?.map(({ name, type }) => ({ name: String(name), type: String(type) }))
}

export async function estimateRows(connection: Connection, table: string): Promise<number> {
  const { rows } = await connection.query(
    `select table_rows as estimate from information_schema.tables
     where table_schema = database() and table_name = ?`,
    [table.replaceAll(/^`|`$/g, '').replaceAll('``', '`')],
  )
  return Number(rows[0]?.['estimate'] ?? 0)
}

/**
 * A value as it stands in SQL, from the text that the server gives for it; bytes come as hex. Text is written
 * as hex too, which no mode of the session reads differently.
 */
export function literal({ type }: KeyColumn, text: string): string {
  if (/^((tiny|small|medium|big)?int|decimal|year)\b/.test(type)) {
    if (!/^-?\d+(\.\d+)?$/.test(text)) throw new RangeError(`${text} is no number`)
    return text
  }
  if (/^(var)?binary\b/.test(type)) return `x'${text}'`
  if (/^(var)?char\b/.test(type)) return `_utf8mb4 x'${Buffer.from(text).toString('hex')}'`
  return `'${text.replaceAll("'", "''")}'`
}
