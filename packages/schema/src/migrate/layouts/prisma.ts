// Prisma: `20240131120000_add_sku/migration.sql`, and a `migration_lock.toml` beside the folders. Its ledger has
// a row when a migration begins, finished when it ends, and the SHA-256 of the file.

import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { MigrateError } from '../error.ts'
import { compareBytes, foldersIn, isHashOf, readMigration } from './files.ts'
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
      requireDialect("Prisma's ledger", dialect, 'postgres')
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
    record: async (connection, dialect, { name, hash }) => {
      const { sql, exists } = await findTable(connection, dialect, table)
      if (!exists) {
        await connection.run(
          `create table ${sql} (id varchar(36) primary key not null, checksum varchar(64) not null,
             finished_at timestamptz, migration_name varchar(255) not null, logs text,
             rolled_back_at timestamptz, started_at timestamptz not null default now(),
             applied_steps_count integer not null default 0)`,
        )
      }
      await connection.query(
        `insert into ${sql} (id, checksum, migration_name, finished_at, applied_steps_count)
         values (?, ?, ?, clock_timestamp(), 1)`,
        [randomUUID(), hash, name],
      )
    },
  },
}

function halfRun(name: string): MigrateError {
  return new MigrateError('refused', `Prisma began ${name}, and its ledger does not know an end`, {
    hint: 'see what was done of it, and say so with `prisma migrate resolve`',
  })
}
