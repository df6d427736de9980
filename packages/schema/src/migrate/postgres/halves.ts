// Two halves of a table at once: a second connection, where the middle is, and the cursor of each half.
//
// The runner's lock is held by its first connection. What the second one of a runner that died has sent may
// still be at work when that lock is free again; so it holds a lock of its own, and who comes next looks
// whether that is free before the ledger is read.

import { setTimeout as sleep } from 'node:timers/promises'
import type { Database, KeyColumn, Lane } from '../database.ts'
import { connect, type PostgresConnection } from './connection.ts'
import { pressure } from './pressure.ts'
import { quiet, withRetries } from '../retries.ts'
import { isPassing } from './run-unit.ts'

const everyMs = 20

/** A connection to run batches on. */
export function laneOn(connection: PostgresConnection): Lane {
  return {
    connection,
    pressure: () => pressure(connection),
    // A batch that a crash of the server takes back takes its cursor with it: nothing is lost by not waiting
    // for the disk.
    batch: (find, work, signal) => {
      const opening = `set local lock_timeout = '1s'; set local synchronous_commit = off; ${find}`
      return withRetries(() => connection.transactionFrom(opening, ([found]) => work(found)), {
        ...quiet,
        signal,
        isPassing,
      })
    },
  }
}

/** `lock`: the number of the advisory lock that says that a second connection is at work. */
export function halvesOn(
  url: string,
  connection: PostgresConnection,
  lock: string,
): NonNullable<Database['backfill']['halves']> {
  return {
    alone: async (signal) => {
      for (;;) {
        const { rows } = await connection.query(`select pg_try_advisory_lock(${lock}) as free`)
        if (rows[0]?.['free'] === true) break
        await sleep(everyMs, undefined, { signal })
      }
      await connection.query(`select pg_advisory_unlock(${lock})`)
    },
    open: async () => {
      const second = await connect(url)
      await second.query(`select pg_advisory_lock(${lock})`)
      return { ...laneOn(second), close: () => second.close() }
    },
    middle: (table, key) => middleOf(connection, table, key),
    // Both halves are in one row, of which each changes its own part only.
    note: async ({ connection: own }, { name, phase }, half, last, seen) => {
      await own.query(
        `update teal.migrations set rows_done = rows_done + ?,
           cursor_at = jsonb_set(cursor_at::jsonb, '{reached,${half}}', ?::text::jsonb)::text
         where name = ? and phase = ?`,
        [seen, JSON.stringify(last), name, phase],
      )
    },
  }
}

/** Where the statistics of the first column of the key have their middle, if there are any. */
async function middleOf(
  connection: PostgresConnection,
  table: string,
  key: readonly KeyColumn[],
): Promise<string[] | undefined> {
  const { rows } = await connection.query(
    `select bounds[(1 + cardinality(bounds)) / 2] as middle
     from (select histogram_bounds::text::text[] as bounds from pg_stats
       where format('%I.%I', schemaname, tablename)::regclass = to_regclass(?) and attname = ? and not inherited) s
     where cardinality(bounds) > 2`,
    [table, key[0]?.name ?? ''],
  )
  return rows[0] && [String(rows[0]['middle'])]
}
