// Knex: `20240131120000_add_sku.js` or .ts, all of it code, so its own command runs each, by its name. What a
// database is called there is the knexfile's: it has to read DATABASE_URL.

import { resolve } from 'node:path'
import { MigrateError } from '../error.ts'
import { compareBytes, filesIn, readMigration, someFile } from './files.ts'
import type { Layout } from './layout.ts'
import { findTable } from './ledger-table.ts'
import { findAbove, toolProgram } from './program.ts'

const fileName = /(?<!\.d)\.[cm]?[jt]s$/
const knexfiles = ['js', 'cjs', 'mjs', 'ts', 'cts', 'mts'].map((end) => `knexfile.${end}`)

export const knex: Layout = {
  name: 'knex',
  detect: (folder) => someFile(folder, fileName, /\bknex\b/i),
  ordered: false,
  command: (folder, { name }) => {
    const knexfile = findAbove(folder, knexfiles)
    if (knexfile === undefined) {
      throw new MigrateError('usage', `there is no knexfile in ${resolve(folder)} or above it`, {
        hint: 'Knex reads from it which database it is; let it take DATABASE_URL from the environment',
      })
    }
    const at = ['--knexfile', knexfile, '--migrations-directory', resolve(folder)]
    return [toolProgram(folder, 'knex'), 'migrate:up', name, ...at]
  },

  read: async (folder) => {
    const names = (await filesIn(folder)).filter((name) => fileName.test(name))
    return Promise.all(
      names
        .toSorted(compareBytes)
        .map((name) => readMigration(folder, name, () => ({ name, sql: null }))),
    )
  },

  ledger: {
    applied: async (connection, dialect) => {
      const { sql, exists } = await findTable(connection, dialect, 'knex_migrations')
      if (!exists) return []
      const { rows } = await connection.query(`select name from ${sql}`)
      return rows.map(({ name }) => ({ name: String(name), changed: false }))
    },
    writer: undefined,
  },
}
