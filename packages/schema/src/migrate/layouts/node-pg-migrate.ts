// node-pg-migrate: `1706702400000_add-sku.sql` or .js, .ts and their kin, strictly one after the other. Teal
// runs the SQL, its own command runs the code. Its ledger knows the name without the extension.

import { parse, resolve } from 'node:path'
import { upPart } from '../../check/up-part.ts'
import { MigrateError } from '../error.ts'
import { compareNames, filesIn, readMigration, requireUnique, someFile } from './files.ts'
import type { Layout } from './layout.ts'
import { findTable, requireDialect, requireOrder } from './ledger-table.ts'
import { toolProgram } from './program.ts'

const fileName = /^[^.].*\.(?:sql|[cm]?[jt]s)$/
const code = /\.[cm]?[jt]s$/
const table = 'pgmigrations'
const schema = 'public'

export const nodePgMigrate: Layout = {
  name: 'node-pg-migrate',
  detect: async (folder) =>
    (await someFile(folder, /\.sql$/, /^\s*--[\s-]*up\s+migration/im)) ||
    (await someFile(folder, code, /\bpgm\b|\bnode-pg-migrate\b/)),
  ordered: true,
  command: (folder, { name }) => [
    toolProgram(folder, 'node-pg-migrate'),
    'up',
    name,
    '--migrations-dir',
    resolve(folder),
  ],

  read: async (folder) => {
    const names = (await filesIn(folder)).filter((name) => fileName.test(name))
    const sorted = names.toSorted((a, b) => numberOf(a) - numberOf(b) || compareNames(a, b))
    const migrations = await Promise.all(
      sorted.map((file) =>
        readMigration(folder, file, (text) => ({
          name: parse(file).name,
          sql: code.test(file) ? null : upPart(text).sql,
        })),
      ),
    )
    return requireUnique(migrations)
  },

  ledger: {
    applied: async (connection, dialect, migrations) => {
      requireDialect("node-pg-migrate's ledger", dialect, 'postgres')
      const { sql, exists } = await findTable(connection, dialect, table, schema)
      if (!exists) return []
      const { rows } = await connection.query(`select name from ${sql}`)
      const applied = rows.map(({ name }) => ({ name: String(name), changed: false }))
      requireOrder('node-pg-migrate', migrations, applied)
      return applied
    },
    writer: {
      create: async (connection, dialect) => {
        const { sql, exists } = await findTable(connection, dialect, table, schema)
        if (exists) return
        await connection.run(
          `create table ${sql} (id serial primary key, name varchar(255) not null, run_on timestamp not null)`,
        )
      },
      record: async (connection, dialect, { name }) => {
        const { sql } = await findTable(connection, dialect, table, schema)
        await connection.query(`insert into ${sql} (name, run_on) values (?, now())`, [name])
      },
    },
  },
}

/** What a file is sorted by: its number, or the time that one of 17 digits says in UTC. */
function numberOf(file: string): number {
  const digits = /^\d+/.exec(file)?.[0]
  if (digits === undefined) {
    throw new MigrateError('usage', `${file} does not begin with a number`, {
      hint: 'node-pg-migrate sorts by it: give it one, or put the file elsewhere',
    })
  }
  const time = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d{3})$/.exec(digits)
  if (!time) return Number(digits)
  const [year = 0, month = 1, ...rest] = time.slice(1).map(Number)
  return Date.UTC(year, month - 1, ...rest)
}
