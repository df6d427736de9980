// A backfill goes through its table in the order of the key, batch after batch. The statement is the user's,
// written for the whole table; each batch runs it with `key > last and key <= next` added. The cursor is
// written in the transaction of the batch, so that wherever it ends, it goes on with the row behind the last
// one done, and nothing is done twice.
//
// Where more than one can write at a time, the two halves of a large table are gone through at once, each on a
// connection of its own and with a cursor of its own.
//
// Rows that are added meanwhile are the trigger's work that keeps both columns in step; those with keys
// behind the cursor are also found here.

import { finish, type ApplyOptions } from '../apply.ts'
import type { Database, Lane } from '../database.ts'
import { MigrateError, messageOf } from '../error.ts'
import { pendingEntry } from '../ledger.ts'
import type { Migration } from '../migration.ts'
import type { Table } from './batch.ts'
import { goThrough } from './go-through.ts'
import { partsOf, untouchedHalves } from './halves.ts'
import { progress } from './progress.ts'

/** A table of fewer rows is not worth a second connection. */
const largeRows = 20_000
/** How often the progress is told, in ms. */
const tellEveryMs = 2_000

/** Runs what is left of a backfill. Rejects with `MigrateError` or `SqlError`. */
export async function runBackfill(
  migration: Migration & { sql: string },
  options: ApplyOptions,
): Promise<void> {
  const { database, ledger, release, signal, alsoRecord } = options
  const { name, phase, file, hash } = migration
  const { backfill } = database
  const table = await tableOf(database, migration)
  await backfill.halves?.alone(signal)
  const before = (await ledger.find(name, phase)) ?? pendingEntry(migration, release)
  if (before.cursor !== null && before.hash !== hash) {
    throw new MigrateError('failed', `${file} was changed after a part of it had been run`, {
      hint: 'put it back as it was, and write the change as a new backfill',
    })
  }
  const startedAt = before.startedAt ?? new Date().toISOString()
  const estimate = await backfill.estimateRows(table.statement.table)
  const middle =
    before.cursor === null && estimate >= largeRows
      ? await backfill.halves?.middle(table.statement.table, table.key)
      : undefined
  const cursor = middle ? untouchedHalves(middle) : before.cursor
  await ledger.put({ ...before, state: 'running', hash, error: null, startedAt, cursor })

  const report = (text: string): void => options.report(`${file}: ${text}`)
  const tell = progress(before.rows, estimate)
  let { rows } = before
  let told = Date.now()
  const done = (seen: number): void => {
    rows += seen
    if (Date.now() - told < tellEveryMs) return
    report(tell(rows))
    told = Date.now()
  }
  try {
    await goThroughAll(migration, table, cursor, { ...options, report, done, rows: () => rows })
    await backfill.lane.batch('select 1', alsoRecord, signal)
  } catch (error) {
    if (signal.aborted || (error instanceof MigrateError && error.kind === 'unavailable'))
      throw error
    await ledger.update(name, phase, { state: 'failed', error: messageOf(error) })
    throw new MigrateError('failed', `${file} failed after ${rows} rows: ${messageOf(error)}`, {
      hint: 'run it again when the reason is gone: it goes on behind the last batch that was done',
      cause: error,
    })
  }
  report(tell(rows))
  await finish(migration, options)
}

async function tableOf(
  { backfill }: Database,
  { file, sql }: Migration & { sql: string },
): Promise<Table> {
  const statement = await backfill.read(file, sql)
  const key = await backfill.key(statement.table)
  if (key) return { statement, key }
  throw new MigrateError(
    'usage',
    `${file}: ${statement.table} has no primary key to go through it by`,
    { hint: 'give it one, or run the statement by hand' },
  )
}

type Going = ApplyOptions & { done: (seen: number) => void; rows: () => number }

/** All parts at once; when one fails the others end behind their batch. Rejects with what failed first. */
async function goThroughAll(
  { name, phase }: Migration,
  table: Table,
  cursor: string | null,
  { database, ledger, signal, report, done, rows }: Going,
): Promise<void> {
  const { lane: first, halves } = database.backfill
  const [part = {}, upper] = partsOf(cursor)
  const way = { signal, report, done }
  if (!upper || !halves) {
    const note = (last: string[], seen: number): Promise<void> =>
      ledger.update(name, phase, { cursor: JSON.stringify(last), rows: rows() + seen })
    return goThrough(database, first, table, part, { ...way, note })
  }
  const stop = new AbortController()
  const second = await halves.open().catch((error: unknown) => {
    report(`one half after the other: ${messageOf(error)}`)
  })
  const go = async (lane: Lane, half: 0 | 1): Promise<void> => {
    const note = (last: string[], seen: number): Promise<void> =>
      halves.note(lane, { name, phase }, half, last, seen)
    const both = AbortSignal.any([signal, stop.signal])
    try {
      await goThrough(database, lane, table, half ? upper : part, { ...way, note, signal: both })
    } catch (error) {
      stop.abort(error)
    }
  }
  try {
    if (second) await Promise.all([go(first, 0), go(second, 1)])
    else for (const half of [0, 1] as const) await go(first, half)
  } finally {
    await second?.close()
  }
  stop.signal.throwIfAborted()
}
