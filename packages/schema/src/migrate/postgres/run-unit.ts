// How a unit is run without harm to those who use the database.
//
// A statement that waits for a lock makes everybody wait who comes after it, even those who only read. So it
// waits for one second, gives way, and tries again a little later, for minutes if it must. What is in a
// transaction takes the exclusive lock of one table only: with two, each is locked for as long as both take,
// and a deadlock with the application is a matter of time.

import { loadGrammar, parseFile } from '../../postgres/grammar.ts'
import { aloneBecause } from '../../postgres/rules/maintenance.ts'
import type { Run, Statement, Unit } from '../database.ts'
import { MigrateError } from '../error.ts'
import { withRetries } from '../retries.ts'
import { stateOf, type PostgresConnection } from './connection.ts'
import { keepAutovacuumAway } from './keep-autovacuum-away.ts'
import { runAlone } from './run-alone.ts'

/** How long a statement waits for a lock before it gives way, in ms: twice as long after each five attempts. */
const lockTimeoutMs = (attempt: number): number =>
  Math.min(100 * 2 ** Math.floor((attempt - 1) / 5), 1_000)

export async function runUnit(connection: PostgresConnection, unit: Unit, run: Run): Promise<void> {
  const [first, ...others] = unit.statements
  if (first && others.length === 0 && (await standsAlone(first))) {
    return runAlone(connection, first, run)
  }
  await withRetries((attempt) => inTransaction(connection, unit, run, attempt), {
    ...run,
    isPassing,
  })
}

/** lock_not_available, deadlock_detected, serialization_failure: nothing was done, try again. */
export function isPassing(error: unknown): boolean {
  return ['55P03', '40P01', '40001'].includes(stateOf(error) ?? '')
}

async function inTransaction(
  connection: PostgresConnection,
  unit: Unit,
  { mark }: Run,
  attempt: number,
): Promise<void> {
  await connection.transaction(async () => {
    await keepAutovacuumAway(connection, unit.statements)
    await connection.run(`set local lock_timeout = ${lockTimeoutMs(attempt)}`)
    const before = unit.statements.length > 1 ? await existingTables(connection) : []
    let held: string[] = []
    for (const statement of unit.statements) {
      await connection.run(statement.sql)
      if (unit.statements.length === 1) continue
      const now = await exclusivelyLocked(connection, before)
      // What one statement locks by itself, such as a table and its partitions, cannot be taken apart.
      if (held.length > 0 && now.some((table) => !held.includes(table))) {
        throw new MigrateError(
          'failed',
          `the transaction locks ${now.join(' and ')} against everybody at the same time`,
          { hint: 'write a transaction for each table, or none: each statement is then one' },
        )
      }
      held = now
    }
    await mark()
  })
}

async function standsAlone({ sql }: Statement): Promise<boolean> {
  await loadGrammar()
  const [parsed] = parseFile('', sql)
  return parsed !== undefined && aloneBecause(parsed.kind, parsed.node) !== undefined
}

async function existingTables(connection: PostgresConnection): Promise<string[]> {
  const { rows } = await connection.query(
    `select oid::text as oid from pg_class where relkind in ('r', 'p', 'm') and oid >= 16384`,
  )
  return rows.map(({ oid }) => String(oid))
}

async function exclusivelyLocked(
  connection: PostgresConnection,
  existing: readonly string[],
): Promise<string[]> {
  const { rows } = await connection.query(
    `select relation::text as oid, relation::regclass::text as name from pg_locks
     where pid = pg_backend_pid() and locktype = 'relation' and mode = 'AccessExclusiveLock'`,
  )
  return rows.filter(({ oid }) => existing.includes(String(oid))).map(({ name }) => String(name))
}
