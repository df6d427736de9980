// Drizzle from 1.0 on: `20240131120000_add_sku/migration.sql`. It asks its ledger for each by its name.

import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Connection } from '../database.ts'
import { MigrateError } from '../error.ts'
import type { Dialect } from '../../verdict.ts'
import { createLedger, findLedger, readLedger } from './drizzle-ledger.ts'
import { foldersIn, readMigration } from './files.ts'
import type { Layout } from './layout.ts'

const file = 'migration.sql'

export const drizzle: Layout = {
  name: 'drizzle',
  detect: async (folder) => {
    const names = await migrationsIn(folder).catch(() => [])
    return names.some((name) => timeOf(name) !== undefined)
  },
  ordered: false,
  command: undefined,

  read: async (folder) => {
    const names = await migrationsIn(folder)
    return Promise.all(
      names
        .toSorted((a, b) => a.localeCompare(b))
        .map((name) =>
          readMigration(folder, `${name}/${file}`, (sql) => ({
            name,
            sql,
            row: { created_at: requireTime(name) },
          })),
        ),
    )
  },

  ledger: {
    applied: readLedger,
    record: async (connection, dialect, { name, hash, row }) => {
      const { sql, exists } = await findLedger(connection, dialect)
      if (!exists) {
        await createLedger(connection, dialect, sql, {
          postgres: `id serial primary key, hash text not null, created_at bigint, name text,
            applied_at timestamptz default now()`,
          sqlite:
            'id INTEGER PRIMARY KEY, hash text NOT NULL, created_at numeric, name text, applied_at TEXT',
        })
      }
      const time = row?.['created_at'] ?? null
      if (!exists || (await hasNames(connection, dialect, sql))) {
        await connection.query(
          `insert into ${sql} (hash, created_at, name, applied_at) values (?, ?, ?, ?)`,
          [hash, time, name, new Date().toISOString()],
        )
      } else {
        // Drizzle itself gives names to a ledger from before 1.0, by the times and the hashes.
        await connection.query(`insert into ${sql} (hash, created_at) values (?, ?)`, [hash, time])
      }
    },
  },
}

async function migrationsIn(folder: string): Promise<string[]> {
  const names = await foldersIn(folder)
  return names.filter((name) => existsSync(join(folder, name, file)))
}

async function hasNames(connection: Connection, dialect: Dialect, table: string): Promise<boolean> {
  const { rows } = await connection.query(
    dialect === 'sqlite'
      ? `select 1 from pragma_table_info('__drizzle_migrations') where name = 'name'`
      : `select 1 from pg_catalog.pg_attribute where attrelid = '${table}'::regclass and attname = 'name'`,
  )
  return rows.length > 0
}

/** What the ledger says of its time, in ms: the 14 digits are a time in UTC. */
function timeOf(name: string): number | undefined {
  const digits = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)/.exec(name)
  if (!digits) return undefined
  const [year = 0, month = 1, ...rest] = digits.slice(1).map(Number)
  return Date.UTC(year, month - 1, ...rest)
}

function requireTime(name: string): number {
  const time = timeOf(name)
  if (time !== undefined) return time
  throw new MigrateError('usage', `the folder ${name} does not begin with a time`, {
    hint: 'Drizzle names them like 20240131120000_add_sku',
  })
}
