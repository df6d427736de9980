// Drizzle from 1.0 on: `20240131120000_add_sku/migration.sql`. It asks its ledger for each by its name.

import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Connection } from '../database.ts'
import { MigrateError } from '../error.ts'
import type { Dialect } from '../../verdict.ts'
import { withoutBreakpoints } from '../../check/breakpoints.ts'
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
          readMigration(folder, `${name}/${file}`, (text) => ({
            name,
            sql: withoutBreakpoints(text),
            row: { created_at: requireTime(name) },
          })),
        ),
    )
  },

  ledger: {
    applied: readLedger,
    writer: {
      create: (connection, dialect) => createLedger(connection, dialect, columns[dialect]),
      record: async (connection, dialect, { name, hash, row }) => {
        const { sql } = await findLedger(connection, dialect)
        const noted = [hash, row?.['created_at'] ?? null]
        if (await hasNames(connection, dialect)) {
          await connection.query(
            `insert into ${sql} (hash, created_at, name, applied_at) values (?, ?, ?, ${now[dialect]})`,
            [...noted, name],
          )
        } else {
          // Drizzle itself gives names to a ledger from before 1.0, by the times and the hashes.
          await connection.query(`insert into ${sql} (hash, created_at) values (?, ?)`, noted)
        }
      },
    },
  },
}

const columns: Record<Dialect, string> = {
  postgres: `id serial primary key, hash text not null, created_at bigint, name text,
    applied_at timestamptz default now()`,
  mysql: `id serial primary key, hash text not null, created_at bigint, name text,
    applied_at timestamp default current_timestamp`,
  sqlite:
    'id INTEGER PRIMARY KEY, hash text NOT NULL, created_at numeric, name text, applied_at TEXT',
}
const now: Record<Dialect, string> = {
  postgres: 'now()',
  mysql: 'now()',
  sqlite: `strftime('%Y-%m-%dT%H:%M:%fZ', 'now')`,
}

async function migrationsIn(folder: string): Promise<string[]> {
  const names = await foldersIn(folder)
  return names.filter((name) => existsSync(join(folder, name, file)))
}

async function hasNames(connection: Connection, dialect: Dialect): Promise<boolean> {
  const columns =
    dialect === 'sqlite'
      ? `pragma_table_info('__drizzle_migrations') where name = 'name'`
      : `information_schema.columns where table_name = '__drizzle_migrations' and column_name = 'name'
         and table_schema = ${dialect === 'mysql' ? 'database()' : "'drizzle'"}`
  const { rows } = await connection.query(`select 1 from ${columns}`)
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
