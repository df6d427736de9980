// Drizzle up to 0.x: `0007_add_sku.sql`, listed with its time in `meta/_journal.json`. It compares that time with
// the last one in its ledger, so it runs its files in order and no other way.

import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { MigrateError, messageOf } from '../error.ts'
import type { Dialect } from '../../verdict.ts'
import { withoutBreakpoints } from '../../check/breakpoints.ts'
import { createLedger, findLedger, readLedger } from './drizzle-ledger.ts'
import { readMigration, requireUnique } from './files.ts'
import type { Layout } from './layout.ts'
import { requireOrder } from './ledger-table.ts'

const journal = join('meta', '_journal.json')

export const drizzleJournal: Layout = {
  name: 'drizzle-journal',
  detect: async (folder) => existsSync(join(folder, journal)),
  ordered: true,
  command: undefined,

  read: async (folder) => {
    const entries = await readJournal(folder)
    const migrations = await Promise.all(
      entries.map(({ tag, when }) =>
        readMigration(folder, `${tag}.sql`, (text) => ({
          name: tag,
          sql: withoutBreakpoints(text),
          row: { created_at: when },
        })),
      ),
    )
    return requireUnique(migrations)
  },

  ledger: {
    applied: async (connection, dialect, migrations) => {
      const applied = await readLedger(connection, dialect, migrations)
      requireOrder('Drizzle', migrations, applied)
      return applied
    },
    writer: {
      create: (connection, dialect) => createLedger(connection, dialect, columns[dialect]),
      record: async (connection, dialect, { hash, row }) => {
        const { sql } = await findLedger(connection, dialect)
        await connection.query(`insert into ${sql} (hash, created_at) values (?, ?)`, [
          hash,
          row?.['created_at'] ?? null,
        ])
      },
    },
  },
}

const columns: Record<Dialect, string> = {
  postgres: 'id serial primary key, hash text not null, created_at bigint',
  mysql: 'id serial primary key, hash text not null, created_at bigint',
  sqlite: 'id SERIAL PRIMARY KEY, hash text NOT NULL, created_at numeric',
}

type JournalEntry = { tag: string; when: number }

async function readJournal(folder: string): Promise<JournalEntry[]> {
  try {
    const { entries } = JSON.parse(await readFile(join(folder, journal), 'utf8')) as {
      entries: Partial<JournalEntry>[]
    }
    return entries.map(({ tag, when }) => {
      if (typeof tag === 'string' && typeof when === 'number') return { tag, when }
      throw new Error('an entry has no tag or no time')
    })
  } catch (error) {
    throw new MigrateError('usage', `${journal} cannot be read: ${messageOf(error)}`, {
      hint: 'drizzle-kit writes it: take it as it is in your version control',
      cause: error,
    })
  }
}
