import { DatabaseSync } from 'node:sqlite'
import type { Database } from '../database.ts'
import { messageOf, TakeBack } from '../error.ts'
import { ledgerTables } from '../ledger.ts'
import { byRow } from '../backfill/compare.ts'
import { readBackfill } from './backfill.ts'
import { fingerprint, keyOf, quote, readTables } from './catalogue.ts'
import { connect, isBusy } from './connection.ts'
import { quiet, withRetries } from '../retries.ts'
import { runUnit } from './run-unit.ts'
import { readUnits } from './units.ts'

/** Opens the file of `sqlite:<path>`; makes it when it is not there. */
export async function openSqlite(url: string): Promise<Database> {
  const path = url.replace(/^(sqlite|file):/, '')
  const connection = connect(path)
  let lock: DatabaseSync | undefined
  const database: Database = {
    dialect: 'sqlite',
    connection,
    quote,
    ledgerTable: (name) => `teal_${name}`,
    createLedger: async () => {
      for (const sql of ledgerTables(database, 'text')) {
        await withRetries(async () => connection.execute(sql), patient)
      }
    },

    // SQLite has no locks with names. An exclusive transaction on a file beside it is one: the system ends
    // it with the process, however that dies.
    tryToBeOnlyRunner: async () => {
      if (path === ':memory:') return true
      const file = new DatabaseSync(`${path}-teal-runner`, { timeout: 0 })
      try {
        file.exec('begin exclusive')
        lock = file
        return true
      } catch (error) {
        file.close()
        if (!isBusy(error)) throw error
        return { holder: 'another runner' }
      }
    },

    units: readUnits,
    run: (unit, run) => runUnit(connection, unit, run),
    resetSession: async () =>
      connection.execute('pragma foreign_keys = on; pragma defer_foreign_keys = off'),
    fingerprint: () => fingerprint(connection),
    tables: () => readTables(connection),
    probe: async (sql) => {
      try {
        await withRetries(
          () =>
            connection.transaction(async () => {
              await connection.query(sql)
              throw new TakeBack()
            }),
          patient,
        )
      } catch (error) {
        const said = messageOf(error)
        if (/no such (table|column)|has no column named|NOT NULL constraint failed/.test(said))
          return said
      }
      return undefined
    },

    backfill: {
      read: readBackfill,
      key: (table) => keyOf(connection, table),
      estimateRows: async (table) => {
        const { rows } = await connection.query(`select count(*) as rows from ${table}`)
        return Number(rows[0]?.['rows'] ?? 0)
      },
      compare: byRow,
      literal: (_column, text) => text,
      // Quoted as what it is: a number, a text or a blob.
      asText: (expression) => `quote(${expression})`,
      lane: {
        connection,
        // Its own time is all a batch has to go by: a writer that waits is not to be seen.
        pressure: async () => undefined,
        batch: (find, work, signal) =>
          withRetries(
            () => connection.transaction(async () => work((await connection.query(find)).rows[0])),
            { ...patient, signal },
          ),
      },
    },

    // Statements run in this thread: while one does, nobody can ask for its end.
    cancel: async () => {},
    close: async () => {
      connection.close()
      lock?.close()
    },
  }
  return database
}

const patient = { ...quiet, isPassing: isBusy, pauseMs: 50 }
