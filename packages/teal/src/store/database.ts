import { messageOf, TealError } from '../model/error.ts'
import { createTables, schemaVersion } from './schema.ts'
import { plainSql, sql, type Connection, type Queries } from './sql.ts'
import { openSqlite } from './sqlite.ts'

export type Dialect = 'sqlite' | 'postgres'

export type Database = Connection & {
  dialect: Dialect
  /**
   * Milliseconds since 1970 by the store's own clock, inside a transaction or outside: machines that share
   * a store need not agree on the time.
   */
  now: (queries: Queries) => Promise<number>
}

/**
 * Opens `sqlite:<path>` or `postgres://…` and makes the tables if they are not there.
 * Throws TealError: `unavailable` when it cannot be opened, `usage` when a newer Teal wrote it.
 */
export async function openDatabase(url: string): Promise<Database> {
  const dialect: Dialect = url.startsWith('sqlite:') ? 'sqlite' : 'postgres'
  let database: Database | undefined
  try {
    database = { dialect, ...(await open(dialect, url)), now: clocks[dialect] }
    await migrate(database)
    return database
  } catch (error) {
    await database?.close()
    if (error instanceof TealError) throw error
    throw new TealError('unavailable', `the store cannot be opened: ${messageOf(error)}`, {
      hint:
        dialect === 'sqlite'
          ? `check that ${url.slice('sqlite:'.length)} and its folder can be written, and that the disk is not full`
          : 'check that the server runs, and the URL under `store:`',
      cause: error,
    })
  }
}

const clocks: Record<Dialect, Database['now']> = {
  sqlite: async () => Date.now(),
  postgres: async (queries) => {
    const [row] = await queries.all<{ now: number }>(
      sql`select floor(extract(epoch from clock_timestamp()) * 1000)::bigint as now`,
    )
    return row?.now ?? Number.NaN
  },
}

async function open(dialect: Dialect, url: string): Promise<Connection> {
  if (dialect === 'sqlite') return openSqlite(url.slice('sqlite:'.length))
  return (await import('./postgres.ts')).openPostgres(url)
}

async function migrate(database: Database): Promise<void> {
  const { dialect } = database
  const found = await readVersion(dialect, database)
  if (found === schemaVersion) return
  if (found > schemaVersion) {
    throw new TealError(
      'usage',
      `the store was written by a newer Teal (tables version ${found})`,
      {
        hint: 'install that version of Teal here too',
      },
    )
  }
  await database.transaction(async (queries) => {
    if (dialect === 'postgres') {
      // Two Teals that open an empty database at once: the second waits here and finds the work done.
      await queries.all(sql`select pg_advisory_xact_lock(${0x7ea1})`)
      await queries.all(sql`create schema if not exists teal`)
    }
    if ((await readVersion(dialect, queries)) === schemaVersion) return
    for (const statement of createTables(dialect)) await queries.all(plainSql(statement))
    await queries.all(
      plainSql(
        dialect === 'sqlite'
          ? `pragma user_version = ${schemaVersion}`
          : `comment on schema teal is 'tables version ${schemaVersion}'`,
      ),
    )
  })
}

async function readVersion(dialect: Dialect, queries: Queries): Promise<number> {
  if (dialect === 'sqlite') {
    const [row] = await queries.all<{ user_version: number }>(sql`pragma user_version`)
    return row?.user_version ?? 0
  }
  const [row] = await queries.all<{ comment: string | null }>(sql`
    select obj_description(oid, 'pg_namespace') as comment from pg_namespace where nspname = 'teal'`)
  return Number(/tables version (\d+)/.exec(row?.comment ?? '')?.[1] ?? 0)
}
