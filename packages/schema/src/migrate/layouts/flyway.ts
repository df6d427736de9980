// Flyway: `V1.2__add_sku.sql` in order, then `R__views.sql` whenever it was changed, in the folder and those in it.
// What undoes (`U`) is not run. Its ledger has a checksum of every file.

import { readdir } from 'node:fs/promises'
import { basename } from 'node:path'
import { crc32 } from 'node:zlib'
import type { Row } from '../database.ts'
import { MigrateError } from '../error.ts'
import type { Migration } from '../migration.ts'
import { compareNames, filesIn, readMigration, requireUnique } from './files.ts'
import type { Applied, Layout } from './layout.ts'
import { findTable, requireDialect, requireOrder } from './ledger-table.ts'

const versioned = /^V(?<version>\d+(?:[._]\d+)*)__(?<words>.*)\.sql$/
const repeatable = /^R__(?<words>.*)\.sql$/
/** What Flyway runs around its migrations; and the file of a database that is made anew. */
const callback = /^(?:before|after)(?:Each)?(?:Migrate|Versioned|Repeatables|Connect)/
const baseline = /^B\d[\d._]*__/
const table = 'flyway_schema_history'

export const flyway: Layout = {
  name: 'flyway',
  detect: async (folder) => {
    const files = await filesBelow(folder).catch(() => [])
    return files.some((file) => [versioned, repeatable].some((name) => name.test(basename(file))))
  },
  ordered: true,
  command: undefined,

  read: async (folder) => {
    const files = await filesBelow(folder)
    for (const file of files) requireKnown(file)
    const of = (name: RegExp): Promise<Migration[]> =>
      Promise.all(
        files
          .filter((file) => name.test(basename(file)))
          .map((file) => readMigration(folder, file, (text) => tell(file, text))),
      )
    return requireUnique([
      ...(await of(versioned)).toSorted((a, b) => compareNames(a.name, b.name)),
      ...(await of(repeatable)).toSorted((a, b) => (a.name < b.name ? -1 : 1)),
    ])
  },

  ledger: {
    applied: async (connection, dialect, migrations) => {
      requireDialect("Flyway's ledger", dialect, 'postgres')
      const { sql, exists } = await findTable(connection, dialect, table)
      if (!exists) return []
      const { rows } = await connection.query(
        `select version, description, type, checksum, success from ${sql} order by installed_rank`,
      )
      const applied = appliedBy(rows, migrations)
      const inOrder = migrations.filter(({ row }) => row?.['version'] !== null)
      requireOrder('Flyway', inOrder, applied)
      return applied
    },
    writer: {
      create: async (connection, dialect) => {
        const { sql, exists } = await findTable(connection, dialect, table)
        if (exists) return
        await connection.run(
          `create table ${sql} (installed_rank integer not null constraint ${table}_pk primary key,
             version varchar(50), description varchar(200) not null, type varchar(20) not null,
             script varchar(1000) not null, checksum integer, installed_by varchar(100) not null,
             installed_on timestamp not null default now(), execution_time integer not null,
             success boolean not null)`,
        )
        await connection.run(`create index ${table}_s_idx on ${sql} (success)`)
      },
      record: async (connection, dialect, { row = {} }) => {
        const { sql } = await findTable(connection, dialect, table)
        const columns = ['version', 'description', 'script', 'checksum'] as const
        await connection.query(
          `insert into ${sql} (installed_rank, type, installed_by, execution_time, success, ${columns.join(', ')})
           select coalesce(max(installed_rank), 0) + 1, 'SQL', current_user, 0, true,
             ?::varchar, ?::varchar, ?::varchar, ?::integer from ${sql}`,
          columns.map((column) => row[column] ?? null),
        )
      },
    },
  },
}

async function filesBelow(folder: string): Promise<string[]> {
  await filesIn(folder)
  const entries = await readdir(folder, { recursive: true })
  return entries.map((path) => path.replaceAll('\\', '/'))
}

/** Throws for what Flyway would run and Teal would leave out. */
function requireKnown(file: string): void {
  const name = basename(file)
  if (!name.endsWith('.sql')) return
  if (callback.test(name)) {
    throw new MigrateError('usage', `${file} is a callback, and Teal runs none`, {
      hint: 'write what it does as a repeatable migration, R__name.sql',
    })
  }
  if (baseline.test(name)) {
    throw new MigrateError('usage', `${file} is a baseline migration, and Teal runs none`, {
      hint: 'keep the versioned migrations it stands for, or run it with Flyway first',
    })
  }
  if (/^(V\d|R_)/.test(name) && !versioned.test(name) && !repeatable.test(name)) {
    throw new MigrateError('usage', `${file} is not called as Flyway wants it`, {
      hint: 'call it like V1.2__add_sku.sql or R__views.sql, with two underscores',
    })
  }
}

function tell(file: string, text: string): Pick<Migration, 'name' | 'sql' | 'row'> {
  const placeholder = /\$\{[^}]*\}/.exec(text)?.[0]
  if (placeholder !== undefined) {
    throw new MigrateError('usage', `${file} has the placeholder ${placeholder}`, {
      hint: 'Teal fills in none: write the value itself, or run this file with Flyway',
    })
  }
  const { version, words = '' } =
    (versioned.exec(basename(file)) ?? repeatable.exec(basename(file)))?.groups ?? {}
  const description = shortened(words.replaceAll('_', ' '))
  return {
    name: nameOf(version, description),
    sql: text,
    row: {
      version: version?.replaceAll('_', '.') ?? null,
      description,
      script: file,
      checksum: checksumOf(text),
    },
  }
}

/** CRC-32 of the lines without their ends, in UTF-8, as a signed number. */
export function checksumOf(text: string): number {
  return crc32(text.replace(/^\uFEFF/, '').replaceAll(/[\r\n]/g, '')) | 0
}

/** `1`, `01` and `1.0` are the same version. */
function nameOf(version: string | undefined, description: string): string {
  if (version === undefined) return `R ${description}`
  const parts = version.split(/[._]/).map((part) => part.replace(/^0+(?=\d)/, ''))
  while (parts.length > 1 && parts.at(-1) === '0') parts.pop()
  return `V${parts.join('.')}`
}

function shortened(description: string): string {
  return description.length > 200 ? `${description.slice(0, 197)}...` : description
}

/** Goes through the ledger as Flyway does: what was undone or deleted later was not run. */
function appliedBy(rows: readonly Row[], migrations: readonly Migration[]): Applied[] {
  const ran = new Map<string, Row>()
  for (const row of rows) {
    const type = String(row['type'])
    const version = row['version'] === null ? undefined : String(row['version'])
    const name = nameOf(version, String(row['description']))
    if (row['success'] !== true) throw failed(name)
    if (type === 'BASELINE') for (const each of upTo(name, migrations)) ran.set(each, row)
    else if (type === 'DELETE' || type.startsWith('UNDO')) ran.delete(name)
    else if (type !== 'SCHEMA') ran.set(name, row)
  }
  return [...ran].flatMap(([name, row]) => {
    const file = migrations.find((migration) => migration.name === name)?.row
    const known = row['type'] === 'BASELINE' || row['checksum'] === null || file === undefined
    const changed = !known && file['checksum'] !== row['checksum']
    // A repeatable migration that was changed is one to run again.
    return changed && row['version'] === null ? [] : [{ name, changed }]
  })
}

function upTo(name: string, migrations: readonly Migration[]): string[] {
  return migrations
    .filter(({ row }) => row?.['version'] !== null)
    .map((migration) => migration.name)
    .filter((each) => compareNames(each, name) <= 0)
}

function failed(name: string): MigrateError {
  return new MigrateError('refused', `Flyway failed at ${name}, and its ledger says so`, {
    hint: 'see what was done of it, and run `flyway repair`',
  })
}
