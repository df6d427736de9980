// Its own migrators, before 1.0 and from then on. They say nothing of what they ran, so their ledger is counted.

import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { BetterSQLiteSession } from 'drizzle-orm/better-sqlite3/session'
import { readMigrationFiles } from 'drizzle-orm/migrator'
import { drizzle as mysqlBefore } from 'drizzle-orm/mysql2'
import { migrate as migrateMysqlBefore } from 'drizzle-orm/mysql2/migrator'
import { drizzle as postgresBefore } from 'drizzle-orm/node-postgres'
import { migrate as migratePostgresBefore } from 'drizzle-orm/node-postgres/migrator'
import { SQLiteSyncDialect } from 'drizzle-orm/sqlite-core'
import { drizzle as mysqlNow } from 'drizzle-orm-1/mysql2'
import { migrate as migrateMysqlNow } from 'drizzle-orm-1/mysql2/migrator'
import { drizzle as postgresNow } from 'drizzle-orm-1/node-postgres'
import { migrate as migratePostgresNow } from 'drizzle-orm-1/node-postgres/migrator'
import { drizzle as sqliteNow } from 'drizzle-orm-1/node-sqlite'
import { migrate as migrateSqliteNow } from 'drizzle-orm-1/node-sqlite/migrator'
import Libsql from 'libsql'
import { createPool, type Pool } from 'mysql2/promise'
import pg from 'pg'
import { openDatabase } from '../../open.ts'
import { readLedger } from '../drizzle-ledger.ts'
import { stamp, type Tool } from './tool.ts'

const shared = {
  dialects: ['postgres' as const, 'mysql' as const, 'sqlite' as const],
  noticesChanges: true,
  isCode: false,
  volatile: ['applied_at'],
}
const text = (sql: string, head = ''): string =>
  `${head}\n${sql.split(';').join(';--> statement-breakpoint')};\n`

type Journal = { entries: { idx: number; when: number; tag: string; breakpoints: boolean }[] }
const tag = (number: number): string => `${String(number).padStart(4, '0')}_m`

async function editJournal(
  folder: string,
  edit: (entries: Journal['entries']) => Journal['entries'],
): Promise<void> {
  const path = join(folder, 'meta', '_journal.json')
  await mkdir(join(folder, 'meta'), { recursive: true })
  const { entries } = JSON.parse(
    await readFile(path, 'utf8').catch(() => '{"entries":[]}'),
  ) as Journal
  await writeFile(path, JSON.stringify({ version: '7', dialect: 'any', entries: edit(entries) }))
}

export const drizzleJournal: Tool = {
  ...shared,
  title: 'Drizzle before 1.0',
  layout: 'drizzle-journal',
  ordered: true,
  ledger: 'drizzle.__drizzle_migrations',
  write: async (folder, number, sql, head) => {
    const entry = { idx: number, when: 1704067200123 + number, tag: tag(number), breakpoints: true }
    await editJournal(folder, (entries) => [...entries.filter(({ idx }) => idx !== number), entry])
    await writeFile(join(folder, `${tag(number)}.sql`), text(sql, head))
  },
  remove: async (folder, number) => {
    await editJournal(folder, (entries) => entries.filter(({ idx }) => idx !== number))
    await rm(join(folder, `${tag(number)}.sql`))
  },
  run: (migrationsFolder, url) =>
    counted(url, async () => {
      if (url.startsWith('sqlite:')) {
        const client = new Libsql(url.slice('sqlite:'.length))
        const dialect = new SQLiteSyncDialect()
        const session = new BetterSQLiteSession(client, dialect, undefined)
        dialect.migrate(readMigrationFiles({ migrationsFolder }), session, { migrationsFolder })
        client.close()
      } else if (url.startsWith('mysql:')) {
        await withPool(createPool(url), (pool) =>
          migrateMysqlBefore(mysqlBefore(pool), { migrationsFolder }),
        )
      } else {
        await withPool(new pg.Pool({ connectionString: url, max: 1 }), (pool) =>
          migratePostgresBefore(postgresBefore(pool), { migrationsFolder }),
        )
      }
    }),
}

export const drizzle: Tool = {
  ...shared,
  title: 'Drizzle 1.0',
  layout: 'drizzle',
  ordered: false,
  ledger: 'drizzle.__drizzle_migrations',
  write: async (folder, number, sql, head) => {
    await mkdir(join(folder, `${stamp(number)}_m`), { recursive: true })
    await writeFile(join(folder, `${stamp(number)}_m`, 'migration.sql'), text(sql, head))
  },
  remove: (folder, number) => rm(join(folder, `${stamp(number)}_m`), { recursive: true }),
  run: (migrationsFolder, url) =>
    counted(url, async () => {
      if (url.startsWith('sqlite:')) {
        const client = new DatabaseSync(url.slice('sqlite:'.length))
        migrateSqliteNow(sqliteNow({ client }), { migrationsFolder })
        client.close()
      } else if (url.startsWith('mysql:')) {
        await withPool(createPool(url), (client) =>
          migrateMysqlNow(mysqlNow({ client }), { migrationsFolder }),
        )
      } else {
        await withPool(new pg.Pool({ connectionString: url, max: 1 }), (client) =>
          migratePostgresNow(postgresNow({ client }), { migrationsFolder }),
        )
      }
    }),
}

async function withPool<P extends pg.Pool | Pool>(
  pool: P,
  work: (pool: P) => Promise<unknown>,
): Promise<void> {
  try {
    await work(pool)
  } finally {
    await pool.end()
  }
}

async function counted(url: string, work: () => Promise<void>): Promise<number> {
  const count = async (): Promise<number> => {
    const database = await openDatabase(url)
    const { length } = await readLedger(database.connection, database.dialect, [])
    await database.close()
    return length
  }
  const before = await count()
  await work()
  return (await count()) - before
}
