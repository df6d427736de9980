import { rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import Knex from 'knex'
import { stamp, type Tool } from './tool.ts'

const path = (folder: string, number: number): string => join(folder, `${stamp(number)}_m.cjs`)

/** A knexfile of a project. Its driver for SQLite is one that needs no compiler. */
const knexfile = `
const url = process.env.DATABASE_URL
const BetterSqlite = require('knex/lib/dialects/better-sqlite3')
class Libsql extends BetterSqlite {
  _driver() {
    return require('libsql')
  }
}
module.exports = (at = url) =>
  at.startsWith('sqlite:')
    ? { client: Libsql, connection: { filename: at.slice(7) }, useNullAsDefault: true }
    : { client: at.startsWith('mysql:') ? 'mysql2' : 'pg', connection: at }
`

export const knex: Tool = {
  title: 'Knex',
  layout: 'knex',
  dialects: ['postgres', 'mysql', 'sqlite'],
  ordered: false,
  noticesChanges: false,
  isCode: true,
  ledger: 'knex_migrations',
  // Teal lets it run one by one, and each is a batch of its own, as with `knex migrate:up`.
  volatile: ['migration_time', 'batch'],
  write: async (folder, number, sql, head = '') => {
    await writeFile(join(dirname(folder), 'knexfile.cjs'), knexfile)
    const statements = sql.split(';').map((each) => `await knex.raw(${JSON.stringify(each)})`)
    await writeFile(
      path(folder, number),
      `${head.replace('--', '//')}\nexports.up = async (knex) => {\n${statements.join('\n')}\n}\nexports.down = async () => {}\n`,
    )
  },
  remove: (folder, number) => rm(path(folder, number)),
  run: async (directory, url) => {
    const configure = createRequire(join(directory, 'x'))('../knexfile.cjs') as (
      url: string,
    ) => Knex.Knex.Config
    const database = Knex({
      ...configure(url),
      migrations: { directory, loadExtensions: ['.cjs'] },
    })
    try {
      const [, names] = (await database.migrate.latest()) as [number, string[]]
      return names.length
    } finally {
      await database.destroy()
    }
  },
}
