// The ledger of both layouts of Drizzle: `drizzle.__drizzle_migrations`, with the SHA-256 of the file and the time
// its name or its journal says. From 1.0 on it has the name too.

import type { Connection } from '../database.ts'
import type { Migration } from '../migration.ts'
import type { Dialect } from '../../verdict.ts'
import type { Applied } from './layout.ts'
import { findTable, type LedgerTable } from './ledger-table.ts'

export function findLedger(connection: Connection, dialect: Dialect): Promise<LedgerTable> {
  return findTable(connection, dialect, '__drizzle_migrations', 'drizzle')
}

/** Makes the table with these columns, where it is absent. */
export async function createLedger(
  connection: Connection,
  dialect: Dialect,
  columns: string,
): Promise<void> {
  const { sql, exists } = await findLedger(connection, dialect)
  if (exists) return
  if (dialect === 'postgres') await connection.run('create schema if not exists drizzle')
  await connection.run(`create table ${sql} (${columns})`)
}

/** What the ledger knows, by the names that the files have now. */
export async function readLedger(
  connection: Connection,
  dialect: Dialect,
  migrations: readonly Migration[],
): Promise<Applied[]> {
  const { sql, exists } = await findLedger(connection, dialect)
  if (!exists) return []
  const { rows } = await connection.query(`select * from ${sql} order by created_at`)
  return rows.map((row) => {
    const [hash, time] = [String(row['hash']), Number(row['created_at'])]
    const name = row['name'] ?? null
    const file =
      name === null
        ? fileOf(hash, time, migrations)
        : migrations.find((migration) => migration.name === name)
    return {
      name: file?.name ?? String(name ?? `the one of ${new Date(time).toISOString()}`),
      changed: file !== undefined && file.hash !== hash,
    }
  })
}

/** The file of a row without a name. Folders have times in whole seconds, where the journal had others. */
function fileOf(
  hash: string,
  time: number,
  migrations: readonly Migration[],
): Migration | undefined {
  const at = (wanted: number): Migration | undefined =>
    migrations.find(({ row }) => row?.['created_at'] === wanted)
  return (
    at(time) ??
    migrations.find((migration) => migration.hash === hash) ??
    at(Math.floor(time / 1000) * 1000)
  )
}
