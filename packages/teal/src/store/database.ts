import type { Kysely, Transaction } from 'kysely'
import { messageOf, TealError } from '../model/error.ts'
import { sql } from './kysely.ts'
import { createTables, schemaVersion, type Tables } from './schema.ts'
import { openSqlite } from './sqlite.ts'

export type Dialect = 'sqlite' | 'postgres'

export type Database = {
  dialect: Dialect
  db: Kysely<Tables>
  /**
   * Milliseconds since 1970 by the store's own clock, inside a transaction or outside: machines that share
   * a store need not agree on the time.
   */
  now: (writer: Writer) => Promise<number>
}

export type Writer = Kysely<Tables> | Transaction<Tables>

/**
 * Opens `sqlite:<path>` or `postgres://…` and makes the tables if they are not there.
 * Throws TealError: `unavailable` when it cannot be opened, `usage` when a newer Teal wrote it.
 */
export async function openDatabase(url: string): Promise<Database> {
  const dialect: Dialect = url.startsWith('sqlite:') ? 'sqlite' : 'postgres'
  let database: Database | undefined
  try {
    database = { dialect, db: await open(dialect, url), now: clocks[dialect] }
    await migrate(database)
    return database
  } catch (error) {
    await database?.db.destroy()
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
  postgres: async (writer) => {
    const { rows } = await sql<{ now: string }>`
      select floor(extract(epoch from clock_timestamp()) * 1000)::text as now`.execute(writer)
    return Number(rows[0]?.now)
  },
}

async function open(dialect: Dialect, url: string): Promise<Kysely<Tables>> {
  if (dialect === 'sqlite') return openSqlite(url.slice('sqlite:'.length))
  return (await import('./postgres.ts')).openPostgres(url)
}

async function migrate({ dialect, db }: Database): Promise<void> {
  const found = await readVersion(dialect, db)
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
  await db.transaction().execute(async (trx) => {
    if (dialect === 'postgres') {
      // Two Teals that open an empty database at once: the second waits here and finds the work done.
      await sql`select pg_advisory_xact_lock(${0x7ea1})`.execute(trx)
      await sql`create schema if not exists teal`.execute(trx)
    }
    if ((await readVersion(dialect, trx)) === schemaVersion) return
    for (const statement of createTables(dialect)) await sql.raw(statement).execute(trx)
    await sql
      .raw(
        dialect === 'sqlite'
          ? `pragma user_version = ${schemaVersion}`
          : `comment on schema teal is 'tables version ${schemaVersion}'`,
      )
      .execute(trx)
  })
}

async function readVersion(dialect: Dialect, db: Writer): Promise<number> {
  if (dialect === 'sqlite') {
    const { rows } = await sql<{ user_version: number }>`pragma user_version`.execute(db)
    return rows[0]?.user_version ?? 0
  }
  const { rows } = await sql<{ comment: string | null }>`
    select obj_description(oid, 'pg_namespace') as comment from pg_namespace where nspname = 'teal'`.execute(
    db,
  )
  return Number(/tables version (\d+)/.exec(rows[0]?.comment ?? '')?.[1] ?? 0)
}
