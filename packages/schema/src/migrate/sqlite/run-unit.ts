// SQLite takes everything back, so a unit and its mark are one transaction. A writer locks the whole file:
// who finds it locked gives way and tries again.

import { keyword, tokenize } from '../../sqlite/script.ts'
import type { Run, Unit } from '../database.ts'
import { MigrateError } from '../error.ts'
import { withRetries } from '../retries.ts'
import { isBusy, type SqliteConnection } from './connection.ts'

export async function runUnit(connection: SqliteConnection, unit: Unit, run: Run): Promise<void> {
  const alone = unit.statements.length === 1 && standsAlone(unit)
  await withRetries(
    async () => {
      if (alone) {
        for (const { sql } of unit.statements) connection.execute(sql)
        return connection.transaction(run.mark)
      }
      await connection.transaction(async () => {
        for (const { sql } of unit.statements) connection.execute(sql)
        await requireForeignKeys(connection, unit)
        await run.mark()
      })
    },
    { ...run, isPassing: isBusy, pauseMs: 50 },
  )
}

/** PRAGMA and VACUUM; both may be repeated. */
function standsAlone({ statements }: Unit): boolean {
  return /^(PRAGMA|VACUUM)$/.test(keyword(tokenize(statements[0]?.sql ?? '')[0]))
}

/** A table that was built anew while foreign keys were off must not have left rows without their parents. */
async function requireForeignKeys(connection: SqliteConnection, unit: Unit): Promise<void> {
  if (unit.statements.length === 1) return
  const { rows } = await connection.query('pragma foreign_key_check')
  const [broken] = rows
  if (!broken) return
  throw new MigrateError(
    'failed',
    `rows of ${String(broken['table'])} would refer to rows of ${String(broken['parent'])} that are not there`,
    { hint: 'mend the rows, or the statements that build the table anew' },
  )
}
