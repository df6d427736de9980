// Prisma: `20240131120000_add_sku/migration.sql`, and a `migration_lock.toml` beside the folders. Its ledger has
// a row when a migration begins, finished when it ends, and the SHA-256 of the file.

import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { MigrateError } from '../error.ts'
import { hashOf, type Migration } from '../migration.ts'
import type { Dialect } from '../../verdict.ts'
import { compareBytes, foldersIn, readMigration } from './files.ts'
import type { Layout } from './layout.ts'
import { findTable, requireDialect } from './ledger-table.ts'

const table = '_prisma_migrations'

export const prisma: Layout = {
  name: 'prisma',
  detect: async (folder) => existsSync(join(folder, 'migration_lock.toml')),
  ordered: false,
  command: undefined,

  read: async (folder) => {
    const names = (await foldersIn(folder)).toSorted(compareBytes)
    return Promise.all(
      names.map((name) => readMigration(folder, `${name}/migration.sql`, (sql) => ({ name, sql }))),
    )
  },

  ledger: {
    applied: async (connection, dialect, migrations) => {
      requireDialect("Prisma's ledger", dialect, 'postgres', 'sqlite')
      const { sql, exists } = await findTable(connection, dialect, table)
      if (!exists) return []
      const { rows } = await connection.query(
        `select migration_name, checksum, finished_at from ${sql} where rolled_back_at is null`,
      )
      return rows.map((row) => {
        const name = String(row['migration_name'])
        if (row['finished_at'] === null) throw halfRun(name)
        const file = migrations.find((migration) => migration.name === name)
        return { name, changed: file !== undefined && !isHashOf(file, String(row['checksum'])) }
      })
    },
    writer: {
      create: async (connection, dialect) => {
        const { sql, exists } = await findTable(connection, dialect, table)
        if (!exists) await connection.run(`create table ${sql} ${columns[dialect]}`)
      },
      record: async (connection, dialect, { name, hash }) => {
        const { sql } = await findTable(connection, dialect, table)
        await connection.query(
          `insert into ${sql} (id, checksum, migration_name, finished_at, applied_steps_count)
           values (?, ?, ?, ${now[dialect]}, 1)`,
          [randomUUID(), hash, name],
        )
      },
    },
  },
}

const columns: Partial<Record<Dialect, string>> = {
  postgres: `(id varchar(36) primary key not null, checksum varchar(64) not null,
    finished_at timestamptz, migration_name varchar(255) not null, logs text, rolled_back_at timestamptz,
    started_at timestamptz not null default now(), applied_steps_count integer not null default 0)`,
  sqlite: `(id TEXT PRIMARY KEY NOT NULL, checksum TEXT NOT NULL,
    finished_at DATETIME, migration_name TEXT NOT NULL, logs TEXT, rolled_back_at DATETIME,
    started_at DATETIME NOT NULL DEFAULT current_timestamp,
    applied_steps_count INTEGER UNSIGNED NOT NULL DEFAULT 0)`,
}
const now: Partial<Record<Dialect, string>> = {
  postgres: 'clock_timestamp()',
  sqlite: `cast(unixepoch('subsec') * 1000 as integer)`,
}

/** Prisma takes a file for the same when only the ends of its lines are others. */
function isHashOf({ hash, sql }: Migration, checksum: string): boolean {
  const unix = (sql ?? '').replaceAll('\r\n', '\n')
  return [hash, hashOf(unix), hashOf(unix.replaceAll('\n', '\r\n'))].includes(checksum)
}

function halfRun(name: string): MigrateError {
  return new MigrateError('refused', `Prisma began ${name}, and its ledger does not know an end`, {
    hint: 'see what was done of it, and say so with `prisma migrate resolve`',
  })
}
