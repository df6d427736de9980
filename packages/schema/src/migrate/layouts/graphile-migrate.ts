// graphile-migrate: `committed/000007-add-sku.sql`, each with the hash of itself and of the one before it in its
// head. `current.sql` is being worked on and is not run. Its ledger is a chain of these hashes.

import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { MigrateError } from '../error.ts'
import type { Migration } from '../migration.ts'
import { compareNames, filesIn, readMigration, requireUnique, someFile } from './files.ts'
import type { Layout } from './layout.ts'
import { findTable, requireDialect, requireOrder } from './ledger-table.ts'

const fileName = /^(\d+)(?:-[-\w]*)?\.sql$/
const header = /^--! ([A-Z]\w*)(?::(.*))?$/
const table = 'migrations'
const schema = 'graphile_migrate'

export const graphileMigrate: Layout = {
  name: 'graphile-migrate',
  detect: (folder) => someFile(committed(folder), fileName, /^--! Previous:/m),
  ordered: true,
  command: undefined,

  read: async (folder) => {
    const files = (await filesIn(committed(folder))).filter((name) => fileName.test(name))
    const migrations = await Promise.all(
      files
        .toSorted(compareNames)
        .map((file) => readMigration(committed(folder), file, (text) => tell(file, text))),
    )
    for (const [index, migration] of migrations.entries()) {
      requireChain(migrations[index - 1], migration)
    }
    return requireUnique(migrations)
  },

  ledger: {
    applied: async (connection, dialect, migrations) => {
      requireDialect("graphile-migrate's ledger", dialect, 'postgres')
      const { sql, exists } = await findTable(connection, dialect, table, schema)
      if (!exists) return []
      const { rows } = await connection.query(`select filename, hash from ${sql}`)
      const applied = rows.map(({ filename, hash }) => {
        const file = migrations.find(({ name }) => name === filename)
        return {
          name: String(filename),
          changed: file !== undefined && file.row?.['hash'] !== hash,
        }
      })
      requireOrder('graphile-migrate', migrations, applied)
      return applied
    },
    writer: {
      create: async (connection, dialect) => {
        const { sql, exists } = await findTable(connection, dialect, table, schema)
        if (exists) return
        await connection.run(`create schema if not exists ${schema}`)
        await connection.run(
          `create table if not exists ${schema}.current (filename text primary key default 'current.sql',
             content text not null, date timestamptz not null default now())`,
        )
        await connection.run(
          `create table ${sql} (hash text primary key, previous_hash text references ${sql},
             filename text not null, date timestamptz not null default now())`,
        )
      },
      record: async (connection, dialect, { name, row }) => {
        const { sql } = await findTable(connection, dialect, table, schema)
        await connection.query(
          `insert into ${sql} (hash, previous_hash, filename) values (?, ?, ?)`,
          [row?.['hash'] ?? null, row?.['previous_hash'] ?? null, name],
        )
      },
    },
  },
}

/** The folder may be the one that graphile-migrate is told, or the one in it. */
function committed(folder: string): string {
  const inside = join(folder, 'committed')
  return existsSync(inside) ? inside : folder
}

function tell(file: string, text: string): Pick<Migration, 'name' | 'sql' | 'row'> {
  const lines = text.split('\n')
  const end = lines.findIndex((line) => !header.test(line))
  const heads = new Map(
    lines.slice(0, end).map((line) => {
      const [, key = '', value = ''] = header.exec(line) ?? []
      return [key, value.trim()]
    }),
  )
  const body = lines.slice(end).join('\n').trim()
  const [hash, previous] = [heads.get('Hash'), heads.get('Previous')]
  if (!hash || !previous || lines[end] !== '') {
    throw new MigrateError('usage', `${file} was not committed by graphile-migrate`, {
      hint: 'its head must say Previous and Hash, with an empty line behind: run `graphile-migrate commit`',
    })
  }
  const previousHash = previous === '-' ? null : previous
  if (hashOf(body, previousHash) !== hash && !heads.has('AllowInvalidHash')) {
    throw new MigrateError('failed', `${file} was changed after it had been committed`, {
      hint: 'put it back as it was, or run `graphile-migrate uncommit` if it ran nowhere',
    })
  }
  const placeholder = /(?<![:\w]):[A-Z][A-Z0-9_]+\b/.exec(body)?.[0]
  if (placeholder !== undefined) {
    throw new MigrateError('usage', `${file} has the placeholder ${placeholder}`, {
      hint: 'Teal fills in none: write the name itself, or run this file with graphile-migrate',
    })
  }
  const name = `${fileName.exec(file)?.[1] ?? file}.sql`
  return { name, sql: text, row: { hash, previous_hash: previousHash } }
}

function hashOf(body: string, previous: string | null): string {
  const text = `${`${previous ?? ''}\n${body}`.trim()}\n`
  return `sha1:${createHash('sha1').update(text).digest('hex')}`
}

function requireChain(before: Migration | undefined, migration: Migration): void {
  if (migration.row?.['previous_hash'] === (before?.row?.['hash'] ?? null)) return
  throw new MigrateError(
    'usage',
    `${migration.file} does not come behind ${before?.file ?? 'nothing'}: its head names another hash`,
    { hint: 'commit it again with graphile-migrate, so that it follows the one before it' },
  )
}
