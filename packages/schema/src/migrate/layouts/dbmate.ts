// dbmate: `20240131120000_add_sku.sql` with `-- migrate:up` and `-- migrate:down`. Its ledger knows the
// number alone, and nothing of what was in the file.

import { upPart } from '../../check/up-part.ts'
import { MigrateError } from '../error.ts'
import { compareBytes, filesIn, readMigration, requireUnique, someFile } from './files.ts'
import type { Layout } from './layout.ts'
import { findTable } from './ledger-table.ts'

const fileName = /^(\d+).*\.sql$/
const up = /^--\s*migrate:up(?=\s|$)/m
const table = 'schema_migrations'

export const dbmate: Layout = {
  name: 'dbmate',
  detect: (folder) => someFile(folder, fileName, up),
  ordered: false,
  command: undefined,

  read: async (folder) => {
    const names = (await filesIn(folder)).filter((name) => fileName.test(name))
    const migrations = await Promise.all(
      names.toSorted(compareBytes).map((file) =>
        readMigration(folder, file, (text) => ({
          name: fileName.exec(file)?.[1] ?? file,
          sql: wayUp(file, text),
        })),
      ),
    )
    return requireUnique(migrations)
  },

  ledger: {
    applied: async (connection, dialect) => {
      const { sql, exists } = await findTable(connection, dialect, table)
      if (!exists) return []
      const { rows } = await connection.query(`select version from ${sql}`)
      return rows.map(({ version }) => ({ name: String(version), changed: false }))
    },
    writer: {
      create: async (connection, dialect) => {
        const { sql, exists } = await findTable(connection, dialect, table)
        if (!exists) await connection.run(`create table ${sql} (version varchar(128) primary key)`)
      },
      record: async (connection, dialect, { name }) => {
        const { sql } = await findTable(connection, dialect, table)
        await connection.query(`insert into ${sql} (version) values (?)`, [name])
      },
    },
  },
}

/** Throws where dbmate would refuse the file too. */
function wayUp(file: string, text: string): string {
  const start = up.exec(text)?.index
  if (start === undefined) {
    throw new MigrateError('usage', `${file} has no line "-- migrate:up"`, {
      hint: 'put it above the statements: dbmate runs what is below it',
    })
  }
  if (
    text
      .slice(0, start)
      .split('\n')
      .some((line) => !/^\s*(--.*)?$/.test(line))
  ) {
    throw new MigrateError('usage', `${file} has statements above its line "-- migrate:up"`, {
      hint: 'put them below it: dbmate runs only those',
    })
  }
  return upPart(text).sql
}
