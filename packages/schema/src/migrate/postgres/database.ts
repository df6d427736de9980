import { identifier, literal } from '../../postgres/shadow/session.ts'
import type { Database } from '../database.ts'
import { ledgerTables } from '../ledger.ts'
import { MigrateError, messageOf, TakeBack } from '../error.ts'
import { byRow } from '../backfill/compare.ts'
import { readBackfill } from './backfill.ts'
import { estimateRows, fingerprint, keyOf, readTables } from './catalogue.ts'
import { connect, stateOf } from './connection.ts'
import { halvesOn, laneOn } from './halves.ts'
import { runUnit } from './run-unit.ts'
import { readUnits } from './units.ts'

/** A number that no other program is likely to use; one runner a database holds it. */
const runnerLock = '7364253198'

/** Connects to a PostgreSQL server. Rejects with `MigrateError` `unavailable`. */
export async function openPostgres(url: string): Promise<Database> {
  const connection = await connect(url)
  const database: Database = {
    dialect: 'postgres',
    connection,
    quote: identifier,
    ledgerTable: (name) => `teal.${name}`,

    createLedger: async () => {
      const { rows } = await connection.query(`select to_regclass('teal.releases') as there`)
      if (rows[0]?.['there'] !== null) return
      try {
        // `if not exists` does not keep two runners from making it at the same time.
        await connection.transaction(async () => {
          await connection.run(`select pg_advisory_xact_lock(${runnerLock} + 1)`)
          await connection.run('create schema if not exists teal')
          for (const sql of ledgerTables(database, 'text')) await connection.run(sql)
        })
      } catch (error) {
        if (error instanceof MigrateError) throw error
        throw new MigrateError('usage', `the ledger cannot be made: ${messageOf(error)}`, {
          hint: 'the user of the URL needs the right to create the schema "teal", once',
          cause: error,
        })
      }
    },

    // Polled, never waited for: who waits in the server holds a snapshot, and CREATE INDEX CONCURRENTLY
    // of the one who has the lock would wait for that, for ever.
    tryToBeOnlyRunner: async () => {
      const { rows } = await connection.query(`select pg_try_advisory_lock(${runnerLock}) as mine`)
      if (rows[0]?.['mine'] === true) return true
      const holders = await connection.query(
        `select a.pid::text as pid, coalesce(a.client_addr::text, 'this machine') as host,
           to_char(a.backend_start at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as since
         from pg_locks l join pg_stat_activity a on a.pid = l.pid
         where l.locktype = 'advisory' and l.granted and l.objsubid = 1
           and l.database = (select oid from pg_database where datname = current_database())
           and (l.classid::bigint << 32 | l.objid::bigint) = ${runnerLock}`,
      )
      const [row] = holders.rows
      const holder = row
        ? `the runner with server process ${String(row['pid'])} from ${String(row['host'])}, connected since ${String(row['since'])}`
        : 'another runner'
      return { holder }
    },

    units: readUnits,
    run: (unit, run) => runUnit(connection, unit, run),
    // DISCARD ALL would let go of the runner's lock.
    resetSession: async () => {
      await connection.run('reset all')
      await connection.run('reset session authorization')
    },
    fingerprint: () => fingerprint(connection),
    tables: () => readTables(connection),
    probe: async (sql) => {
      try {
        await connection.transaction(async () => {
          await connection.run(`set local lock_timeout = '1s'; set local statement_timeout = '5s'`)
          await connection.run(sql)
          throw new TakeBack()
        })
      } catch (error) {
        // Class 42: a name or right that is not there. 23502: a column that must be given.
        if (/^(42|23502)/.test(stateOf(error) ?? '')) return messageOf(error)
        if (!(error instanceof TakeBack) && stateOf(error) === undefined) throw error
      }
      return undefined
    },

    backfill: {
      read: readBackfill,
      key: (table) => keyOf(connection, table),
      estimateRows: (table) => estimateRows(connection, table),
      compare: byRow,
      literal: ({ type }, text) => `${literal(text)}::${type}`,
      asText: (expression) => `(${expression})::text`,
      lane: laneOn(connection),
      halves: halvesOn(url, connection, `${runnerLock} + 2`),
    },

    cancel: async () => {
      const other = await connect(url)
      try {
        await other.query('select pg_cancel_backend(?)', [connection.processId])
      } finally {
        await other.close()
      }
    },
    close: () => connection.close(),
  }
  return database
}
