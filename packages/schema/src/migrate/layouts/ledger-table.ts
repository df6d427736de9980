// The table a tool keeps its ledger in: where it is, and whether it is there.

import type { Connection } from '../database.ts'
import { MigrateError } from '../error.ts'
import type { Migration } from '../migration.ts'
import { identifier } from '../../postgres/shadow/session.ts'
import type { Dialect } from '../../verdict.ts'
import type { Applied } from './layout.ts'

export type LedgerTable = {
  /** As it stands in SQL, with its schema. */
  sql: string
  exists: boolean
}

/**
 * Finds a table by its name, in `schema` or where an unqualified name is made. Only PostgreSQL has schemas.
 */
export async function findTable(
  connection: Connection,
  dialect: Dialect,
  name: string,
  schema?: string,
): Promise<LedgerTable> {
  if (dialect === 'postgres') {
    const home = schema ?? (await homeSchema(connection))
    const { rows } = await connection.query(
      'select 1 from pg_catalog.pg_tables where schemaname = ? and tablename = ?',
      [home, name],
    )
    return { sql: `${identifier(home)}.${identifier(name)}`, exists: rows.length > 0 }
  }
  const { rows } = await connection.query(
    dialect === 'sqlite'
      ? `select 1 from sqlite_schema where type = 'table' and name = ?`
      : 'select 1 from information_schema.tables where table_schema = database() and table_name = ?',
    [name],
  )
  return { sql: name, exists: rows.length > 0 }
}

/** Throws for a database on which Teal does not write a tool's ledger. */
export function requireDialect(what: string, dialect: Dialect, ...known: Dialect[]): void {
  if (known.includes(dialect)) return
  throw new MigrateError(
    'usage',
    `Teal writes ${what} on ${known.join(' and ')} only, not on ${dialect}`,
    { hint: "run the tool itself, or keep the migrations in Teal's own folder" },
  )
}

/** Where the session began to look for names: a migration may have set another `search_path` since. */
async function homeSchema(connection: Connection): Promise<string> {
  const { rows } = await connection.query(
    `select n.nspname::text as name
     from pg_catalog.pg_settings s,
       unnest(string_to_array(s.reset_val, ',')) with ordinality as path(name, position)
     join pg_catalog.pg_namespace n
       on n.nspname = replace(trim(both ' "' from path.name), '$user', session_user)
     where s.name = 'search_path' order by path.position limit 1`,
  )
  return String(rows[0]?.['name'] ?? 'public')
}

/** Throws when a tool that runs its files strictly in order would not run one any more, or complain. */
export function requireOrder(
  tool: string,
  migrations: readonly Migration[],
  applied: readonly Applied[],
): void {
  const ran = (migration: Migration): boolean => applied.some(({ name }) => name === migration.name)
  const last = migrations.findLast(ran)
  const skipped = migrations.find((migration) => !ran(migration))
  if (!last || !skipped || migrations.indexOf(skipped) > migrations.indexOf(last)) return
  throw new MigrateError(
    'refused',
    `${skipped.file} was not run, but ${last.file} behind it was, and ${tool} runs them in order only`,
    { hint: 'give it a number behind the last one that was run' },
  )
}
